import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { AuditPage } from '../../../src/contracts/audit.ts';
import type { ParkedDetail, ParkedOp } from '../../../src/contracts/parked-ops.ts';
import '../../../src/renderer/shared/ui/tokens.css';
import '../../../src/renderer/shared/ui/base.css';
import '../console.css';
import { AuditPlace } from '../audit/audit-place.tsx';
import { ParkedPage } from './parked-page.tsx';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
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

const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status });

const OP: ParkedOp = {
  op_id: 'a'.repeat(32),
  store: '0417',
  till: '03',
  stream: 's',
  seq: 7,
  kind: 'sale',
  reason: 'unknown kind',
  received_ms: 1_700_000_000_000,
  state: 'open',
  steps: [],
};

test('CON7: an operation is looked at, sent again until it is read, or resolved with a note and never without', async () => {
  let op = OP;
  let isRead = false;
  const sent: { url: string; body: { note?: string } }[] = [];
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    const detail = (): ParkedDetail => ({ op, bytes: 120, payload: '{ "seq": 7 }' });
    if (init?.method === 'POST') {
      const body = JSON.parse(init.body as string) as { note?: string; step_id: string };
      sent.push({ url: url.split('/').at(-1) ?? '', body });
      const kind = url.endsWith('resolve') ? 'resolved' : 'sent-again';
      const note = body.note === undefined ? {} : { note: body.note };
      const step = {
        step_id: body.step_id,
        who: 'Iris',
        at_ms: 1,
        site: 'A',
        kind,
        ...note,
      } as const;
      op = { ...op, state: kind === 'resolved' ? 'resolved' : 'open', steps: [...op.steps, step] };
      return json(detail());
    }
    if (url === '/console/api/parked') return json({ total: 1, ops: [op], next: null });
    return isRead ? json({ title: 'not found' }, 404) : json(detail());
  });
  draw(<ParkedPage />);
  await expect.element(page.getByText(/^1 needs somebody/)).toBeVisible();
  await page.getByText('This build does not know what kind it is', { exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Operation' });
  await expect.element(panel.getByText('{ "seq": 7 }')).toBeVisible();
  await panel.getByRole('button', { name: 'Send again' }).click();
  await expect.element(panel.getByText(/Sent again by Iris/)).toBeVisible();
  await panel.getByRole('button', { name: 'Resolve' }).click();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByRole('button', { name: 'Resolve' })).toBeDisabled();
  await dialog.getByLabelText(/What was done/).fill('booked by hand');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect.element(page.getByText('All 1 are resolved.')).toBeVisible();
  expect(sent.map(({ url, body }) => [url, body.note])).toEqual([
    ['send-again', undefined],
    ['resolve', 'booked by hand'],
  ]);
  isRead = true;
  await panel.getByRole('button', { name: 'Send again' }).click();
  await expect.element(panel.getByText(/It is read by now/), { timeout: 10_000 }).toBeVisible();
});

test('CON11: a list that is longer than a page is read on as somebody asks for it, each operation once', async () => {
  const opOf = (n: number): ParkedOp => ({
    ...OP,
    op_id: n.toString(16).padStart(32, '0'),
    store: String(1000 + n),
  });
  const mark = `0.7.${opOf(2).op_id}`;
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return url.includes('after=')
      ? json({ total: 3, ops: [opOf(2), opOf(3)], next: null })
      : json({ total: 3, ops: [opOf(1), opOf(2)], next: mark });
  });
  draw(<ParkedPage />);
  await expect.element(page.getByText(/The list shows 2 of 3/)).toBeVisible();
  await page.getByRole('button', { name: 'Read the next 1,000' }).click();
  await expect.element(page.getByText('1003', { exact: true })).toBeVisible();
  expect(asked).toContain(`/console/api/parked?after=${mark}`);
  expect(page.getByText('1002', { exact: true }).elements()).toHaveLength(1);
  expect(page.getByRole('button', { name: /Read the next/ }).elements()).toEqual([]);
});

/** A site with pages of two: higher numbers first, of what `ops` are now. */
function servePages(ops: () => readonly ParkedOp[]): void {
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    const one = ops().find(({ op_id: id }) => url.includes(`/parked/${id}`));
    if (one !== undefined) {
      if (init?.method === 'POST') one.state = 'resolved';
      return json({ op: one, bytes: 1, payload: '{}' });
    }
    const after = /after=0\.(\d+)\./.exec(url)?.[1];
    const rest = ops().filter(({ seq }) => after === undefined || seq < Number(after));
    const last = rest[1];
    const next = rest.length > 2 && last ? `0.${last.seq}.${last.op_id}` : null;
    return json({ total: ops().length, ops: rest.slice(0, 2), next });
  });
}
const numbered = (n: number): ParkedOp => ({
  ...OP,
  op_id: n.toString(16).padStart(32, '0'),
  store: String(1000 + n),
  seq: n,
});
const storeShown = (n: number) => page.getByText(String(1000 + n), { exact: true });
const readOn = () => page.getByRole('button', { name: 'Read the next 1,000' });

test('CON11: one more operation above pushes none out of sight, and one that was read leaves a lower page', async () => {
  let ops = [4, 3, 2, 1].map((n) => numbered(n));
  servePages(() => ops);
  draw(<ParkedPage />);
  await readOn().click();
  await expect.element(storeShown(1)).toBeVisible();
  ops = [numbered(5), ...ops];
  await expect.element(storeShown(5), { timeout: 12_000 }).toBeVisible();
  await expect.element(storeShown(3)).toBeVisible();
  // Its third page is asked for by somebody, as each was.
  await readOn().click();
  await expect.element(storeShown(1)).toBeVisible();
  ops = ops.filter(({ seq }) => seq !== 2);
  await expect.poll(() => storeShown(2).elements().length, { timeout: 12_000 }).toBe(0);
  await expect.element(storeShown(1)).toBeVisible();
}, 40_000);

test('CON11: what is resolved on a lower page is so in the list at once', async () => {
  const ops = [4, 3, 2, 1].map((n) => numbered(n));
  servePages(() => ops);
  draw(<ParkedPage />);
  await readOn().click();
  await storeShown(1).click();
  await page.getByRole('button', { name: 'Resolve' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabelText(/What was done/).fill('booked by hand');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect.element(page.getByText(/^3 need somebody/), { timeout: 3000 }).toBeVisible();
}, 20_000);

test('CON11: the key that reads on stands under the table', async () => {
  await page.viewport(1366, 768);
  servePages(() => [3, 2, 1].map((n) => numbered(n)));
  draw(<ParkedPage />);
  await expect.element(readOn()).toBeVisible();
  const key = readOn().element().getBoundingClientRect();
  const table = page.getByRole('grid').element().getBoundingClientRect();
  expect(key.height).toBeLessThan(80);
  expect(key.top).toBeGreaterThanOrEqual(table.bottom);
  expect(key.bottom).toBeLessThanOrEqual(768);
  expect(table.height).toBeGreaterThan(300);
});

test('CON8: the audit reads older pages as somebody scrolls, and searches at the site', async () => {
  const asked: string[] = [];
  const rowsFrom = (from: number): AuditPage['rows'] =>
    Array.from({ length: 200 }, (_, i) => ({
      id: `${from - i}.A.1`,
      kind: 'release',
      at_ms: 1_700_000_000_000,
      site: 'A',
      who: 'ben',
      what: `Row ${from - i}`,
      why: '',
    }));
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    const before = /before=(\d+)/.exec(url)?.[1];
    if (before !== undefined) return json({ rows: rowsFrom(Number(before) - 1), more: false });
    return json({ rows: rowsFrom(1000), more: true });
  });
  draw(
    <div style={{ height: 600, display: 'grid' }}>
      <AuditPlace />
    </div>,
  );
  const row = page.getByRole('row').filter({ hasText: 'Row 1000' });
  await expect.element(row).toBeVisible();
  // A few of the rows are drawn, however many there are.
  expect(document.querySelectorAll('[data-index]').length).toBeLessThan(60);
  (document.querySelector('[data-index="0"]') as HTMLElement).focus();
  await userEvent.keyboard('{End}');
  await expect.poll(() => asked.some((url) => url.includes('before=801.A.1'))).toBe(true);
  await userEvent.keyboard('{End}');
  await expect.element(page.getByText('Row 601', { exact: true })).toBeVisible();
  await page.getByRole('searchbox').fill('no one');
  await expect.poll(() => asked.some((url) => url.includes('find=no+one'))).toBe(true);
});
