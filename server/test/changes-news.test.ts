import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATASETS, type Dataset } from '../../src/contracts/datasets.ts';
import { readEvents } from '../../src/contracts/event-stream.ts';
import type { Moved } from '../../src/contracts/wire.ts';
import { must } from '../../src/domain/assert.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { openPool } from '../src/db/pool.ts';
import { ChangesNews } from '../src/features/changes/changes-news.ts';
import { readChangesVector } from '../src/features/changes/changes-vector.ts';
import { readChanges } from '../src/features/changes/read-changes.ts';
import { a, admin, b, newTill, status } from './shared-pair.ts';

const pool = openPool(a.databaseUrl, 2, () => undefined);
afterAll(() => pool.end());
const news = new ChangesNews(pool);
const told: (Moved | undefined)[] = [];
news.on((moved) => told.push(moved));

const write = async (...rows: object[]) => {
  const { status: code, body } = await admin<{ n: number }>(a, '/v1/admin/changes', {
    rows: rows.map((row) => ({ op: 'put', ...row })),
  });
  expect({ code, body }).toMatchObject({ code: 200 });
};
const flag = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' };
const price = (k: string) => ({ ds: 'price', k: `eu-1/${k}/0`, v: { amount: 100 } });
const permission = (k: string) => ({
  ds: 'permission',
  k,
  v: { allowed: true, max_hundredths: 1000 },
});

beforeAll(async () => {
  await waitUntil('both logs to rest', 10_000, async () => {
    const [x, y] = await Promise.all([status(a), status(b)]);
    return JSON.stringify(x.changes_vec) === JSON.stringify(y.changes_vec) ? true : undefined;
  });
  await news.look();
  told.length = 0;
});

describe('the rows that came last, from memory (NEWS3)', () => {
  test('NEWS3 whatever a till may see, memory gives just the rows that the database gives', async () => {
    const after = await readChangesVector(pool);
    await write(
      { ds: 'flag', k: 'news-flag', v: flag },
      price('news-1'),
      permission('7301/cashier/line-discount'),
      permission('7302/cashier/line-discount'),
    );
    await news.look();
    const vec = await readChangesVector(pool);
    expect(told).toEqual([{ ds: ['flag', 'price', 'permission'], after, vec }]);
    const sets: (readonly Dataset[])[] = [DATASETS, ...DATASETS.map((one) => [one])];
    for (const store of ['7301', '7302', '730'])
      for (const datasets of sets) {
        const scope = { store, datasets };
        const read = await readChanges(pool, scope, after, vec, 1000);
        expect(news.since(scope, after, vec, 1000)).toEqual(read);
      }
    const mine = must(news.since({ store: '7301', datasets: DATASETS }, after, vec, 1000), 'held');
    expect(mine.rows.map(({ k }) => k)).toEqual([
      'news-flag',
      'eu-1/news-1/0',
      '7301/cashier/line-discount',
    ]);
    // Not where the till stands elsewhere or asks for fewer.
    const scope = { store: '7301', datasets: DATASETS };
    expect(news.since(scope, vec, vec, 1000)).toBeUndefined();
    const beyond = Object.fromEntries(Object.entries(vec).map(([log, n]) => [log, n + 1]));
    expect(news.since(scope, beyond, vec, 1000)).toBeUndefined();
    expect(news.since(scope, after, vec, 2)).toBeUndefined();
    // Nor where head office has more than this app server was told of: another one poked the till.
    await write(price('news-3'));
    const more = await readChangesVector(pool);
    expect(news.since(scope, after, more, 1000)).toBeUndefined();
    await news.look();
    expect(news.since(scope, vec, more, 1000)?.rows.map(({ k }) => k)).toEqual(['eu-1/news-3/0']);
  });
  test('NEWS3 a load of many rows is read page by page, and a poke without rows says nothing', async () => {
    const after = await readChangesVector(pool);
    await write(...Array.from({ length: 201 }, (_, i) => price(`load-${i}`)));
    told.length = 0;
    await news.look();
    expect(told).toEqual([undefined]);
    const vec = await readChangesVector(pool);
    expect(news.since({ store: '7301', datasets: DATASETS }, after, vec, 1000)).toBeUndefined();
    // E.g. a till was revoked: it has to find out.
    await news.look();
    expect(told).toEqual([undefined, undefined]);
  });
  test('NEWS3 looks that come while one reads are one more look', async () => {
    await write(price('news-2'));
    told.length = 0;
    await Promise.all([news.look(), news.look(), news.look()]);
    await waitUntil('the second look', 2000, async () => (told.length >= 2 ? true : undefined));
    expect(told.map((moved) => moved?.ds)).toEqual([['price'], undefined]);
  });
});

test('NEWS1 a till that listens hears which rows moved, from where it stands to where head office is', async () => {
  const till = newTill('7303');
  const path = '/v1/sync/events';
  const stopped = new AbortController();
  const answer = await fetch(new URL(path, a.url), {
    headers: till.headers('GET', path, new Uint8Array()),
    signal: stopped.signal,
  });
  const heard: (Moved | undefined)[] = [];
  const read = readEvents((kind, { moved }) => {
    if (kind === 'poke') heard.push(moved);
  });
  const listening = (async () => {
    for await (const text of must(answer.body, 'a body').pipeThrough(new TextDecoderStream()))
      read(text);
  })().catch(() => undefined);
  const { changes_vec: after } = await status(a);
  await write({ ds: 'flag', k: 'news-told', v: flag });
  await waitUntil('the poke', 5000, async () => (heard.length > 0 ? true : undefined));
  expect(heard[0]).toEqual({ ds: ['flag'], after, vec: (await status(a)).changes_vec });
  const { body } = await till.hello(a.url);
  expect(body.changes_vec).toEqual(heard[0]?.vec);
  stopped.abort();
  await listening;
});
