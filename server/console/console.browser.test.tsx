import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { Type } from 'typebox';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { StoreDayPage } from './day/store-day-page.tsx';
import { useAsked } from './use-asked.ts';

const Answer = Type.Object({ n: Type.Integer() });
const EVERY_MS = 30;
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function draw(what: ReactNode): void {
  const box = document.createElement('div');
  document.body.append(box);
  const root = createRoot(box);
  root.render(what);
  ends.push(() => {
    root.unmount();
    box.remove();
  });
}

const json = (value: unknown): Response => new Response(JSON.stringify(value));

function Asking() {
  const { value, failed } = useAsked('/x', Answer, EVERY_MS);
  return (
    <p>
      {value === undefined ? 'nothing yet' : `answer ${value.n}`}, {failed?.kind ?? 'well'}
    </p>
  );
}

const ROWS = ['rows'] as const;

function Rarely() {
  const { value } = useAsked('/x', Answer, 600_000, ROWS);
  return <p>{value?.n ?? 'nothing yet'}</p>;
}

test('CON6: an answer that is slower than the next question would come is shown, and asked for once at a time', async () => {
  let asked = 0;
  let open = 0;
  let most = 0;
  vi.stubGlobal('fetch', async () => {
    asked += 1;
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => {
      setTimeout(resolve, EVERY_MS * 5);
    });
    open -= 1;
    return json({ n: asked });
  });
  draw(<Asking />);
  await expect.element(page.getByText(/^answer [2-9], well/)).toBeVisible();
  expect(most).toBe(1);
});

test('CON6: a site that hangs is told as one that does not answer; what was seen stays', async () => {
  let asked = 0;
  vi.stubGlobal('fetch', async () => {
    asked += 1;
    if (asked === 1) return json({ n: 1 });
    await new Promise((resolve) => {
      setTimeout(resolve, EVERY_MS * 3);
    });
    throw new DOMException('timed out', 'TimeoutError');
  });
  draw(<Asking />);
  await expect.element(page.getByText('answer 1, no-answer')).toBeVisible();
});

/** The browser's stream, of which the test is the site. */
class FakeSource extends EventTarget {
  static all: FakeSource[] = [];
  isClosed = false;
  constructor() {
    super();
    FakeSource.all.push(this);
  }
  close(): void {
    this.isClosed = true;
  }
}

test('CON10: one stream serves the whole page; news are asked for at once, and without a stream the clock asks', async () => {
  FakeSource.all = [];
  vi.stubGlobal('EventSource', FakeSource);
  let asked = 0;
  vi.stubGlobal('fetch', async () => {
    asked += 1;
    return json({ n: asked });
  });
  draw(
    <>
      <Rarely />
      <Rarely />
    </>,
  );
  await expect.poll(() => asked).toBe(2);
  expect(FakeSource.all).toHaveLength(1);
  FakeSource.all[0]?.dispatchEvent(new Event('open'));
  FakeSource.all[0]?.dispatchEvent(new Event('ops'));
  FakeSource.all[0]?.dispatchEvent(new Event('rows'));
  FakeSource.all[0]?.dispatchEvent(new Event('rows'));
  // Both parts, once each, for the rows that they wait for.
  await expect.poll(() => asked).toBe(4);
  FakeSource.all[0]?.dispatchEvent(new Event('error'));
  expect(FakeSource.all[0]?.isClosed).toBe(true);
  // It asked seldom while it was told: a stream that breaks is a reason to look.
  await expect.poll(() => asked).toBe(6);
  await expect.poll(() => FakeSource.all.length, { timeout: 5000 }).toBe(2);
  for (const end of ends.splice(0)) end();
  // Nobody listens any more.
  await expect.poll(() => FakeSource.all[1]?.isClosed).toBe(true);
});

test('CON3: who asked to close a day closes that one, also where midnight came in between', async () => {
  const sent: string[] = [];
  const midnight = new Date(2026, 10, 20, 9, 0, 0);
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    if (init?.method === 'POST') sent.push(url);
    // Of the store's clock, which is not the browser's.
    if (url.endsWith('/today'))
      return json({ day: new Date() < midnight ? '2026-11-21' : '2026-11-22' });
    const day = /days\/([\d-]+)/.exec(url)?.[1];
    const none = { tills: [], sums: [], closes: [], leads: [], is_complete: false };
    return json({
      day: { region: 'eu', site: 'A', store: '0417', day, ...none },
      store_name: 'Marktplatz',
      pictures: [],
    });
  });
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(new Date(2026, 10, 20, 8, 59, 55));
  draw(<StoreDayPage store="0417" day={undefined} />);
  await page.getByRole('button', { name: 'Close the day' }).click();
  const dialog = page.getByRole('dialog', { name: 'Close 2026-11-21' });
  await expect.element(dialog).toBeVisible();
  await expect.element(dialog.getByText(/Head office has heard of no till/)).toBeVisible();
  vi.setSystemTime(new Date(2026, 10, 20, 9, 0, 5));
  await dialog.getByLabelText(/^Note/).fill('a');
  await dialog.getByRole('button', { name: 'Close the day' }).click();
  await expect.poll(() => sent).toEqual(['/console/api/stores/0417/days/2026-11-21/close']);
});
