import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import type { Dexie as DexieClass } from 'dexie';
import { findChromium } from '../tools/standin/find-chromium.ts';

/** An article as a till that keeps rows would store it: its record, codes indexed, its price. */
export type ArticleRow = { k: string; price: number } & Record<string, unknown>;

const CHUNK = 5000;
const PAGE = `<!doctype html><title>rows</title><script src="/dexie.js"></script>`;
const dexie = createRequire(import.meta.url).resolve('dexie/dist/dexie.min.js');

declare global {
  interface Window {
    Dexie: typeof DexieClass;
  }
}

/**
 * The same articles as rows by Dexie's `bulkPut`, in the same Chromium: fetched from a server on this
 * machine, packed, put in chunks with relaxed durability. Milliseconds of each round, database new.
 */
export async function dexieBootstraps(
  rows: readonly ArticleRow[],
  rounds: number,
): Promise<number[]> {
  const packed = gzipSync(JSON.stringify(rows));
  const server = createServer(({ url }, response) => {
    if (url === '/rows.json')
      return response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(packed);
    const isScript = url === '/dexie.js';
    const type = isScript ? 'text/javascript' : 'text/html';
    return response
      .writeHead(200, { 'content-type': type })
      .end(isScript ? readFileSync(dexie) : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({
    executablePath: await findChromium(process.env),
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    const took: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await page.goto(`http://127.0.0.1:${port}/`);
      took.push(await page.evaluate(putRows, { round, chunk: CHUNK }));
    }
    return took;
  } finally {
    await browser.close();
    server.close();
  }
}

/** In the page. */
async function putRows({ round, chunk }: { round: number; chunk: number }): Promise<number> {
  const { Dexie } = window;
  const began = performance.now();
  const db = new Dexie(`articles-${round}`, { chromeTransactionDurability: 'relaxed' });
  db.version(1).stores({ articles: 'k, *gtins' });
  const rows = (await (await fetch('/rows.json', { cache: 'no-store' })).json()) as ArticleRow[];
  for (let at = 0; at < rows.length; at += chunk)
    await db.table('articles').bulkPut(rows.slice(at, at + chunk));
  const last = rows.at(-1);
  const found = await db.table('articles').get(last?.k ?? '');
  if (found === undefined) throw new Error('the last article is not there');
  const took = performance.now() - began;
  await db.delete();
  return took;
}
