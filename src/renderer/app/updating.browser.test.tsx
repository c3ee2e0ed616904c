import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { UpdatePort, UpdateState } from '../shared/update-port.ts';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { FIRST_VIEW } from '../shared/first-view.ts';
import { scan, showApp } from '../testing/show-app.tsx';

const BUN = '4001000000013';

let till: FakeTill;
let restarts = 0;
let asked = 0;
let become: (next: UpdateState) => void;

/** A host whose newer build goes into place only when the test says so. */
function fakeUpdates(): UpdatePort {
  let state: UpdateState = 'none';
  const listeners = new Set<() => void>();
  become = (next) => {
    state = next;
    for (const tell of listeners) tell();
  };
  return {
    state: () => state,
    subscribe: (tell) => {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    putInPlace: () => void (asked += 1),
  };
}

beforeEach(async () => {
  restarts = 0;
  asked = 0;
  till = createFakeTill({ basket: FIRST_VIEW.basket });
  await showApp(till, { updates: fakeUpdates(), restart: () => void (restarts += 1) });
});

afterEach(() => void vi.useRealTimers());

const offer = () => page.getByRole('button', { name: 'Update now' });
const waits = () => page.getByText('New version after this sale');

it('D24: offers a newer build between sales, and loads the page once it is in place', async () => {
  await expect.element(page.getByRole('combobox', { name: 'Scan or search' })).toBeVisible();
  expect(offer().query()).toBeNull();
  become('ready');
  await offer().click();
  expect([asked, restarts]).toEqual([1, 0]);
  become('in-place');
  await expect.poll(() => restarts).toBe(1);
});

it('D24: with a basket, a payment or the change on the screen nothing is offered or loaded', async () => {
  become('ready');
  await expect.element(offer()).toBeVisible();
  scan(BUN);
  await expect.element(waits()).toBeVisible();
  expect(offer().query()).toBeNull();
  // Another tab put it in place: the sale still comes first.
  become('in-place');
  await userEvent.keyboard('{F12}');
  await expect.element(page.getByRole('heading', { name: 'To pay in cash' })).toBeVisible();
  await userEvent.keyboard('{F11}{Enter}');
  await expect.element(page.getByRole('region', { name: 'Receipt' })).toBeVisible();
  expect([asked, restarts]).toEqual([0, 0]);
  till.show({ phase: { at: 'selling' }, basket: FIRST_VIEW.basket });
  await expect.poll(() => restarts).toBe(1);
});

it('D24: a signed-out till that nobody touches updates by itself', async () => {
  till.show({ phase: { at: 'signed-out' } });
  await expect.element(page.getByRole('textbox', { name: /Your number/ })).toBeVisible();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  become('ready');
  await expect.poll(() => vi.getTimerCount()).toBeGreaterThan(0);
  await expect.poll(() => offer().query()).not.toBeNull();
  vi.advanceTimersByTime(9_999);
  window.dispatchEvent(new Event('pointerdown'));
  vi.advanceTimersByTime(9_999);
  expect(asked).toBe(0);
  vi.advanceTimersByTime(1);
  expect(asked).toBe(1);
});

it('D24: a till that locked itself over a basket loads nothing, however long nobody touches it', async () => {
  await expect.element(page.getByRole('combobox', { name: 'Scan or search' })).toBeVisible();
  scan(BUN);
  await expect.poll(() => till.view().basket.lines.length).toBe(1);
  till.show({ phase: { at: 'signed-out' }, cashier: undefined });
  await expect.element(page.getByRole('textbox', { name: /Your number/ })).toBeVisible();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  become('ready');
  await expect.element(waits()).toBeInTheDocument();
  vi.advanceTimersByTime(30_000);
  become('in-place');
  vi.useRealTimers();
  expect([asked, restarts]).toEqual([0, 0]);
});
