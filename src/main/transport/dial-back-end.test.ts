import http from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { TransportResult } from '../../contracts/ipc.ts';
import type { RegionFile } from '../../contracts/region.ts';
import { BackEndSets } from './back-end-sets.ts';
import { openConnections } from './connections.ts';
import { dialBackEnd } from './dial-back-end.ts';
import { makeDial } from './dial.ts';
import { closedPort, listenOn, openBlackHole } from './testing-server.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Served = { url: string; bodies: string[] };

async function serve(
  status: number,
  name: string,
  set?: string,
  of: { site?: string; region?: string } = {},
): Promise<Served> {
  const { site = 'A', region = 'eu' } = of;
  const own = { 'sync-back-end': set ?? '', 'sync-site': site, 'sync-region': region };
  const bodies: string[] = [];
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      bodies.push(Buffer.concat(parts).toString());
      response.writeHead(status, set === undefined ? {} : own);
      response.end(status === 304 ? undefined : name);
    });
  });
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${await listenOn(server)}`, bodies };
}

/** Of this path any body is taken: where it is asked matters here. */
const ANY = '/v1/any';

async function start(urls: string[], at?: string, to = ANY) {
  const champion = await serve(200, 'champion');
  const connections = openConnections();
  closers.push(connections.close);
  const sets = new BackEndSets();
  sets.choose({ set: 'blue', epoch: 1 });
  const site = { id: 'A', url: at ?? champion.url, key: 'k'.repeat(43), required: true };
  const region: RegionFile = {
    v: 1,
    region: 'eu',
    number: 1,
    issued_ms: 0,
    sites: [{ ...site, sets: [{ name: 'blue', urls }] }],
  };
  const path = to;
  const send = (totalMs = 4000): Promise<TransportResult> =>
    dialBackEnd(
      makeDial(connections),
      sets,
      region,
      { site: 'A', path },
      {
        url: new URL(path, site.url),
        method: 'POST',
        headers: { 'content-length': '4' },
        body: Buffer.from('sale'),
        connectMs: 600,
        firstByteMs: 600,
        totalMs,
      },
      () => performance.now(),
    );
  const ask = async (totalMs = 4000): Promise<string> => {
    const result = await send(totalMs);
    return result.ok ? `${result.status} ${Buffer.from(result.body).toString()}` : result.failure;
  };
  const by = async (): Promise<string | undefined> => {
    const result = await send();
    return result.ok ? result.back_end : result.failure;
  };
  return { champion, sets, ask, by };
}

test('BE3: the set answers; the champion hears nothing of it', async () => {
  const blue = await serve(200, 'blue', 'blue');
  const { champion, ask } = await start([blue.url]);
  expect(await ask()).toBe('200 blue');
  expect([blue.bodies, champion.bodies]).toEqual([['sale'], []]);
});

test('BE3: a set that is gone, hangs, is full, is another one or refuses: the champion is sent the same bytes at once', async () => {
  const hole = await openBlackHole();
  closers.push(() => void hole.close());
  const hangs = http.createServer(() => undefined);
  closers.push(() => {
    hangs.close();
    hangs.closeAllConnections();
  });
  const bad = [
    `http://127.0.0.1:${await closedPort()}`,
    `http://127.0.0.1:${hole.port}`,
    `http://127.0.0.1:${await listenOn(hangs)}`,
    (await serve(500, 'sick', 'blue')).url,
    (await serve(429, 'full', 'blue')).url,
    (await serve(302, 'portal', 'blue')).url,
    // A server of another set, or of none, has no say for this one.
    (await serve(200, 'green', 'green')).url,
    (await serve(200, 'nobody')).url,
    // Nor has one of the other site, or of another region.
    (await serve(200, 'b', 'blue', { site: 'B' })).url,
    (await serve(200, 'na', 'blue', { region: 'na' })).url,
    // The right head and nothing in it.
    (await serve(200, '', 'blue')).url,
  ];
  for (const url of bad) {
    const { champion, ask } = await start([url]);
    expect([url, await ask()]).toEqual([url, '200 champion']);
    // It rests: the next one does not wait for it.
    const beganMs = performance.now();
    expect(await ask()).toBe('200 champion');
    expect(performance.now() - beganMs).toBeLessThan(250);
    expect(champion.bodies).toEqual(['sale', 'sale']);
  }
});

test('BE3: a wrong body under a good head is no answer: the champion is asked, and the address rests', async () => {
  for (const body of ['{}', '<html>', '{"region":"eu","site":"A"}']) {
    const blue = await serve(200, body, 'blue');
    const { champion, ask } = await start([blue.url], undefined, '/v1/sync/ops');
    expect([await ask(), await ask()]).toEqual(['200 champion', '200 champion']);
    expect([blue.bodies.length, champion.bodies.length]).toEqual([1, 2]);
  }
});

test('BE3: what the set refuses the champion may still take, and the set goes on being asked', async () => {
  const blue = await serve(422, 'no', 'blue');
  const { champion, ask } = await start([blue.url]);
  expect([await ask(), await ask()]).toEqual(['200 champion', '200 champion']);
  expect([blue.bodies.length, champion.bodies.length]).toEqual([2, 2]);
});

test('BE3: nothing new is an answer, too; a request has no more time than it was given', async () => {
  const { ask } = await start([(await serve(304, '', 'blue')).url]);
  expect(await ask()).toBe('304 ');
  const hangs = http.createServer(() => undefined);
  closers.push(() => {
    hangs.close();
    hangs.closeAllConnections();
  });
  const nobody = `http://127.0.0.1:${await listenOn(hangs)}`;
  const slow = await start([nobody]);
  const beganMs = performance.now();
  expect(await slow.ask(100)).toBe('200 champion');
  expect(performance.now() - beganMs).toBeLessThan(400);
});

test('BE3: an answer that begins and never ends, or breaks off, leaves the champion half of the time', async () => {
  const own = { 'sync-back-end': 'blue', 'sync-site': 'A', 'sync-region': 'eu' };
  for (const breaksOff of [false, true]) {
    const half = http.createServer((_request, response) => {
      response.writeHead(200, { ...own, 'content-length': '100' });
      response.write('half');
      if (breaksOff) setTimeout(() => response.destroy(), 20);
    });
    closers.push(() => {
      half.close();
      half.closeAllConnections();
    });
    const { ask } = await start([`http://127.0.0.1:${await listenOn(half)}`]);
    const beganMs = performance.now();
    expect(await ask(800)).toBe('200 champion');
    expect(performance.now() - beganMs).toBeLessThan(800);
  }
});

test('BE3: set and champion together take no longer than one of them may', async () => {
  const hangs = http.createServer(() => undefined);
  closers.push(() => {
    hangs.close();
    hangs.closeAllConnections();
  });
  const nobody = `http://127.0.0.1:${await listenOn(hangs)}`;
  const { ask } = await start([nobody], nobody);
  // Half of a first byte's time at the set; of the champion's what is left of the whole.
  expect(await ask(700)).toBe('total-timeout');
});

test('BE8: who answered for the set is told: itself, or the champion, also while it rests; of the rest nothing', async () => {
  const blue = await serve(200, 'blue', 'blue');
  expect(await (await start([blue.url])).by()).toBe('set');
  const gone = `http://127.0.0.1:${await closedPort()}`;
  const fallen = await start([gone]);
  expect([await fallen.by(), await fallen.by()]).toEqual(['champion', 'champion']);
  // What one refuses and the other takes; what both refuse was wrong itself.
  const no = await serve(422, 'no', 'blue');
  expect(await (await start([no.url])).by()).toBe('champion');
  expect(await (await start([no.url], (await serve(422, 'no')).url)).by()).toBe('set');
  // Hello is never the set's.
  expect(await (await start([blue.url], undefined, '/v1/sync/hello')).by()).toBeUndefined();
});

test('BE8: a line that is down is no fault of the set, nor is what the champion answers while it rests from that', async () => {
  const gone = `http://127.0.0.1:${await closedPort()}`;
  let isUp = false;
  const champion = http.createServer((_request, response) => {
    if (isUp) response.end('champion');
    else response.destroy();
  });
  closers.push(() => void champion.close());
  const { by } = await start([gone], `http://127.0.0.1:${await listenOn(champion)}`);
  expect(await by()).not.toBe('champion');
  isUp = true;
  expect(await by()).toBeUndefined();
});
