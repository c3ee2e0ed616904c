import { expect, test } from 'vitest';
import type { Person } from '../src/features/console/identity-provider.ts';
import { ConsoleBrowser } from './console-browser.ts';
import { a, admin, b, newTill, pair } from './shared-pair.ts';
import { sell } from './test-sales.ts';

const IT: Person = { subject: 'it-live', name: 'Iris Tech', role: 'it', stores: [] };
const PATH = '/console/api/events';

/** Opens the console's stream at a site; `seen` fills as pokes come. */
async function listen(site = a, person = IT) {
  const { cookie } = await new ConsoleBrowser(pair, site).become(person);
  const stop = new AbortController();
  const name = site === a ? 'a' : 'b';
  const answer = await fetch(new URL(PATH, site.url), {
    headers: { cookie: `evertill-console-${name}=${cookie}` },
    signal: stop.signal,
  });
  const seen: string[] = [];
  const read = async (): Promise<void> => {
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const part = await reader?.read();
      if (part === undefined || part.done) return;
      seen.push(...[...part.value.matchAll(/event: (\w+)/g)].map((m) => m[1] ?? ''));
    }
  };
  void read().catch(() => undefined);
  return { answer, seen, close: () => stop.abort() };
}

test('CON10: what head office writes and what tills tell pokes the pages of both sites; nobody else is told', async () => {
  expect((await fetch(new URL(PATH, a.url))).status).toBe(401);
  const [here, there] = [await listen(a), await listen(b)];
  expect(here.answer.headers.get('content-type')).toBe('text/event-stream');
  const row = { ds: 'price', k: 'eu-1/1001/7', op: 'put', v: { amount: 100 } };
  await admin(a, '/v1/admin/changes', { rows: [row] });
  for (const one of [here, there])
    await expect.poll(() => one.seen, { timeout: 10_000 }).toContain('rows');
  const till = newTill('0886');
  await till.push(a.url, sell(till, 1));
  for (const one of [here, there])
    await expect.poll(() => one.seen, { timeout: 10_000 }).toContain('ops');
  here.close();
  there.close();
});

test('CON10: a person has so many streams and no more; the next is refused and one that ended makes room', async () => {
  const person = { ...IT, subject: 'it-many' };
  // More than every process of the site would give one person.
  const all = await Promise.all(Array.from({ length: 45 }, () => listen(a, person)));
  const statuses = new Set(all.map(({ answer }) => answer.status));
  expect(statuses).toEqual(new Set([200, 429]));
  for (const one of all) one.close();
  const again = async (): Promise<number> => {
    const one = await listen(a, person);
    one.close();
    return one.answer.status;
  };
  await expect.poll(again, { timeout: 10_000 }).toBe(200);
});
