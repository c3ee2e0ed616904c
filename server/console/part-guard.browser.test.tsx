import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { ConsoleSite } from '../../src/contracts/console.ts';
import { Console } from './console.tsx';
import { latePart } from './late-part.ts';
import { PartGuard } from './part-guard.tsx';

const SITE: ConsoleSite = {
  site: 'A',
  region: 'eu',
  me: { subject: 'iris', name: 'Iris', role: 'it', stores: [], expires_ms: 4_000_000_000_000 },
};
const ends: (() => void)[] = [];
let isSiteAway = false;
let asked = 0;

beforeEach(() => {
  isSiteAway = false;
  asked = 0;
  sessionStorage.clear();
  vi.stubGlobal('fetch', async (url: string) => {
    asked += 1;
    if (isSiteAway) throw new TypeError('Failed to fetch');
    return url === '/console/api/me'
      ? new Response(JSON.stringify(SITE))
      : new Response('{}', { status: 503 });
  });
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

vi.mock('./releases/releases-page.tsx', () => {
  throw new Error('404');
});

const WORDS = 'This part of the console did not come';

/** A page beside which another thing stands; `isThere` says whether its script comes. */
function draw(isThere: boolean, what = <p>here it is</p>): { reload: ReturnType<typeof vi.fn> } {
  const reload = vi.fn();
  const Part = latePart<object>('releases', async () => {
    if (!isThere) throw new TypeError('Failed to fetch dynamically imported module');
    return () => what;
  });
  const box = document.createElement('div');
  document.body.append(box);
  const root = createRoot(box, { onCaughtError: () => undefined });
  root.render(
    <>
      <p>the header</p>
      <PartGuard part="releases" reload={reload} everyMs={30}>
        <Part />
      </PartGuard>
    </>,
  );
  ends.push(() => {
    root.unmount();
    box.remove();
  });
  return { reload };
}

test('CON13: what does not come is said in its place, and nothing is loaded anew while the site is away', async () => {
  isSiteAway = true;
  const { reload } = draw(false);
  await expect.element(page.getByRole('heading', { name: WORDS })).toBeVisible();
  await expect.element(page.getByText('the header')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText(/The site does not answer/)).toBeVisible();
  await expect.poll(() => asked).toBeGreaterThan(3);
  expect(reload).not.toHaveBeenCalled();
  isSiteAway = false;
  await expect.poll(() => reload.mock.calls.length).toBe(1);
});

test('CON13: a tab loads itself anew once for a part, again after the part came; a person as often as they like', async () => {
  const first = draw(false);
  await expect.poll(() => first.reload.mock.calls.length).toBe(1);
  ends.pop()?.();
  // As after the reload: the script is still not there.
  const second = draw(false);
  await expect.element(page.getByRole('heading', { name: WORDS })).toBeVisible();
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  expect(second.reload).not.toHaveBeenCalled();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => second.reload.mock.calls.length).toBe(1);
  ends.pop()?.();
  draw(true);
  await expect.element(page.getByText('here it is')).toBeVisible();
  ends.pop()?.();
  const later = draw(false);
  await expect.poll(() => later.reload.mock.calls.length).toBe(1);
});

test('CON13: a part that cannot be drawn is not loaded anew by itself', async () => {
  const Broken = (): never => {
    throw new Error('a bug');
  };
  const { reload } = draw(true, <Broken />);
  await expect.element(page.getByRole('heading', { name: WORDS })).toBeVisible();
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  expect(reload).not.toHaveBeenCalled();
});

test('CON13: the console stands around a page that did not come, and its other places open', async () => {
  sessionStorage.setItem('console-reloaded-releases', '1');
  const before = location.href;
  history.pushState(null, '', '/console/releases');
  const box = document.createElement('div');
  document.body.append(box);
  const root = createRoot(box, { onCaughtError: () => undefined });
  root.render(<Console />);
  ends.push(() => {
    root.unmount();
    box.remove();
    history.pushState(null, '', before);
  });
  await expect.element(page.getByRole('heading', { name: WORDS })).toBeVisible();
  await page.getByRole('link', { name: 'Set aside' }).click();
  await expect.element(page.getByRole('heading', { name: 'Set aside' })).toBeVisible();
});
