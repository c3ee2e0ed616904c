import { createRoot } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { ConsoleMe } from '../../../src/contracts/console.ts';
import type { DrillList, DrillView } from '../../../src/contracts/outage-drill.ts';
import { DrillsPage } from './drills-page.tsx';

const ME: ConsoleMe = { subject: 'it', name: 'Iris', role: 'it', stores: [], expires_ms: 1 };
const DRILL: DrillView = {
  id: 'd-12345678',
  who: 'Iris',
  why: 'a drill',
  from_ms: 1_790_000_000_000,
  until_ms: 1_790_000_900_000,
  stopped_by: null,
  stores: ['0417'],
  state: 'running',
  verdict: 'The line is away: 1 till sells without it.',
  tills: [
    {
      store: '0417',
      till: '01',
      state: 'untold',
      from_ms: null,
      ended_ms: null,
      sold: 0,
      gross: 0,
      currency: '',
      queued: 0,
      drained_ms: null,
    },
  ],
};

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
});

/** The page on a site that has these drills; what was asked of it with a body. */
function open(drills: readonly DrillView[]): { path: string; body: unknown }[] {
  const asked: { path: string; body: unknown }[] = [];
  const list: DrillList = { now_ms: DRILL.from_ms + 60_000, drills: [...drills] };
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (typeof init.body === 'string') asked.push({ path, body: JSON.parse(init.body) });
    const preview = { stores: 2, unknown: [], stages: [{ percent: 100, stores: 2 }] };
    const answer = path.endsWith('/preview') ? preview : init.body === undefined ? list : DRILL;
    return new Response(JSON.stringify(answer));
  });
  const box = document.createElement('div');
  document.body.append(box);
  const root = createRoot(box);
  root.render(<DrillsPage me={ME} />);
  ends.push(() => {
    root.unmount();
    box.remove();
  });
  return asked;
}

test('LD1: the first press asks, the second takes the line away; what was changed between them is asked again', async () => {
  const asked = open([]);
  const starts = () => asked.filter(({ path }) => path === '/console/api/drills');
  await expect.element(page.getByText(/^There was none yet/)).toBeVisible();
  await page.getByRole('button', { name: 'New drill' }).click();
  await page.getByLabelText('Stores').fill('0417, 0418');
  await page.getByLabelText('Why').fill('every quarter');
  await page.getByRole('button', { name: 'Take the line away' }).click();
  await expect.element(page.getByText(/^Press once more: every till of 2 stores/)).toBeVisible();
  expect(starts()).toEqual([]);
  await page.getByLabelText('Minutes').fill('20');
  await page.getByRole('button', { name: 'Take the line away' }).click();
  expect(starts()).toEqual([]);
  await page.getByRole('button', { name: 'Take the line away now' }).click();
  await expect
    .poll(() => starts().map(({ body }) => body))
    .toEqual([
      { audience: { stores: ['0417', '0418'] }, minutes: 20, stores: 2, why: 'every quarter' },
    ]);
});

test('LD3, LD6: a drill that runs can be stopped, and says that it takes a minute; one that is over shows each till', async () => {
  const [till] = DRILL.tills;
  const over: DrillView = {
    ...DRILL,
    id: 'd-87654321',
    until_ms: DRILL.from_ms,
    state: 'whole',
    verdict: 'All of it arrived at both sites.',
    tills:
      till === undefined
        ? []
        : [
            {
              ...till,
              till: '07',
              state: 'whole',
              ended_ms: 1,
              sold: 3,
              gross: 597,
              currency: 'EUR',
              queued: 4,
              drained_ms: DRILL.until_ms,
            },
          ],
  };
  const asked = open([DRILL, over]);
  await expect.element(page.getByText(/hears of it within a minute/)).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: '07' });
  await expect.element(row.filter({ hasText: '5.97 EUR' })).toBeVisible();
  await expect.element(row.filter({ hasText: 'at both sites' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect
    .poll(() => asked.map(({ path }) => path))
    .toEqual(['/console/api/drills/d-12345678/stop']);
});
