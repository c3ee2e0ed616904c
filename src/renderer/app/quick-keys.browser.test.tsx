import { beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, showApp } from '../testing/show-app.tsx';

let till: FakeTill;
beforeEach(async () => {
  await page.viewport(1366, 768);
  till = createFakeTill({ quickKeys: 1 });
  await showApp(till);
  await expect.element(page.getByRole('tab', { name: 'Theke' })).toBeVisible();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const chosen = () => page.getByRole('region', { name: 'Chosen key' });
const keys = () =>
  Array.from(document.querySelectorAll('.quick-keys-grid .tile-name')).map(
    (one) => one.textContent,
  );

async function edit(): Promise<void> {
  await userEvent.keyboard('{F5}');
  await button(/^Change quick keys/).click();
  await expect.element(button(/^Brötchen/)).toBeVisible();
}

it('QK5: the store’s pages stand before the departments, by one press, PgDn or Alt and a figure', async () => {
  const tab = (name: string) => page.getByRole('tab', { name });
  await expect.element(tab('Theke')).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('row', { name: /Brezel/ }).click();
  await expect.poll(() => callsOf(till, 'add-article')).toEqual([{ article: '1002' }]);
  await userEvent.keyboard('{PageDown}');
  await expect.element(page.getByText('Not sold here')).toBeVisible();
  await userEvent.keyboard('{Alt>}3{/Alt}');
  await expect.element(tab('Bakery')).toHaveAttribute('aria-selected', 'true');
});

it('QK4: keys are moved, named, coloured, removed and brought back by the keyboard, and saved on a signature', async () => {
  await edit();
  await userEvent.keyboard('{ArrowRight}');
  await userEvent.keyboard('{Control>}{ArrowRight}{/Control}');
  await expect.poll(keys).toEqual(['Brezel', 'Brötchen', 'Pfand']);
  await chosen().getByRole('textbox').fill('Semmel');
  await chosen().getByRole('button', { name: 'Colour 7' }).click();
  await chosen().getByRole('button', { name: 'Picture cake' }).click();
  await userEvent.keyboard('{Delete}');
  await expect.poll(keys).toEqual(['Brezel', 'Pfand']);
  await userEvent.keyboard('{F3}');
  await expect.poll(keys).toEqual(['Brezel', 'Semmel', 'Pfand']);
  till.refuse('save-quick-keys', { kind: 'needs-approval', next: 'Somebody must sign for this.' });
  await userEvent.keyboard('{F12}');
  await expect.element(page.getByLabelText('Number of who signs')).toHaveFocus();
  await userEvent.keyboard('203{Enter}9081{Enter}');
  await expect.element(page.getByText(/^Saved\./)).toBeVisible();
  await expect.element(page.getByRole('row', { name: /Semmel/ })).toBeVisible();
  const saved = callsOf(till, 'save-quick-keys').at(-1);
  expect(saved).toMatchObject({
    approver: { number: '203', pin: '9081' },
    pages: [
      { pageId: 'p1', baseMs: 10, keys: [{}, { label: 'Semmel', hue: 7, picture: 'cake' }, {}] },
      { pageId: 'p2' },
    ],
  });
});

it('QK4: a key is dragged to its place, found articles are added, pages too; leaving asks first', async () => {
  await edit();
  await button(/^Brötchen/).click();
  await userEvent.dragAndDrop(button(/^Brötchen/), button(/^Pfand/));
  await expect.poll(keys).toEqual(['Brezel', 'Pfand', 'Brötchen']);
  await userEvent.keyboard('{F7}');
  await expect
    .element(page.getByText('This page has no keys yet. Find an article above.'))
    .toBeVisible();
  await page.getByLabelText(/^Add a key/).fill('croi');
  await button(/^Croissant/).click();
  await expect.poll(keys).toEqual(['Croissant']);
  await userEvent.keyboard('{Escape}');
  await expect.element(button(/^Go on changing/)).toHaveFocus();
  await button(/^Discard$/)
    .last()
    .click();
  await expect.element(page.getByRole('tab', { name: 'Theke' })).toBeVisible();
  expect(callsOf(till, 'save-quick-keys')).toEqual([]);
});

it('QK2: what another till changed as well is told on its page', async () => {
  await edit();
  await button(/^Saison/).click();
  await expect.element(page.getByText(/Also changed at till 01: “Advent”/)).toBeVisible();
});

it('QK5: pages that come from another till while the screen stands move the departments and break nothing', async () => {
  const tab = (name: string) => page.getByRole('tab', { name });
  till.show({ quickKeys: 0 });
  await expect.element(tab('Theke')).not.toBeInTheDocument();
  await expect.element(tab('Bakery')).toHaveAttribute('aria-selected', 'true');
  till.show({ quickKeys: 1 });
  await expect.element(tab('Theke')).toHaveAttribute('aria-selected', 'true');
  await tab('Bakery').click();
  await expect.element(tab('Bakery')).toHaveAttribute('aria-selected', 'true');
  await expect.element(page.getByText('This screen stopped')).not.toBeInTheDocument();
});
