import { once } from 'node:events';
import net from 'node:net';
import { listenOn, openBlackHole } from '../../src/main/transport/testing-server.ts';

/**
 * What a line between a till and a site can do to bytes, whatever they say.
 * `refuse`: nobody listens and open connections are reset. `reset`: accepts, and resets at the first
 * byte of a request. `hang`: accepts and reads, nothing comes back. `black-hole`: the kernel drops
 * what would connect, and open connections fall silent; `black-hole-new`: open ones end first.
 * `half-open`: the connections open now fall silent, new ones work. `delayMs`: answers come so much later, `jitterMs` more at random.
 * `bytesPerSecond`: answers trickle.
 */
export type LineFault =
  | 'pass'
  | 'refuse'
  | 'reset'
  | 'hang'
  | 'black-hole'
  | 'black-hole-new'
  | 'half-open'
  | { delayMs: number; jitterMs?: number }
  | { bytesPerSecond: number };

export type FaultyLine = {
  readonly port: number;
  /** Resolves once the line behaves so, also for connections that are open. */
  set(fault: LineFault): Promise<void>;
  /** Ends what is open in an orderly way; resolves when both ends know. */
  renew(): Promise<void>;
  /** How often a fault did its work. */
  readonly struck: number;
  close(): Promise<void>;
};

type Joined = { till: net.Socket; site: net.Socket; dead: boolean };

/** Carries bytes from a port of its own to `target`, as well as the present fault lets it. */
export async function openFaultyLine(target: number): Promise<FaultyLine> {
  let fault: LineFault = 'pass';
  let struck = 0;
  let hole: { close(): Promise<void> } | undefined;
  const joined = new Set<Joined>();

  function accept(till: net.Socket): void {
    const site = net.connect(target, '127.0.0.1');
    const pair = { till, site, dead: false };
    joined.add(pair);
    const speak = answerer(till, () => fault);
    const silent = (): boolean => pair.dead || fault === 'hang' || fault === 'black-hole';
    till.on('data', (bytes) => {
      if (silent()) struck += 1;
      else if (fault === 'reset') {
        struck += 1;
        end(pair, true);
      } else site.write(bytes);
    });
    site.on('data', (bytes) => {
      if (!silent()) speak(bytes);
    });
    for (const socket of [till, site]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        // A dead network brings no word of a closed connection either.
        if (socket === till || !silent()) end(pair, false);
      });
    }
  }

  function end(pair: Joined, isReset: boolean): void {
    joined.delete(pair);
    if (isReset) pair.till.resetAndDestroy();
    else pair.till.destroySoon();
    pair.site.destroy();
  }

  async function renew(): Promise<void> {
    const open = [...joined].map(({ till }) => once(till, 'close'));
    for (const pair of joined) end(pair, false);
    await Promise.all(open);
  }

  let server = net.createServer(accept);
  const port = await listenOn(server);

  async function listen(): Promise<void> {
    if (server.listening) return;
    server = net.createServer(accept);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
    await promise;
  }

  return {
    port,
    get struck() {
      return struck;
    },
    async set(next) {
      if (hole !== undefined) {
        await hole.close();
        hole = undefined;
        // What hung in the dead network is gone for good.
        for (const pair of joined) end(pair, true);
      }
      const isHole = next === 'black-hole' || next === 'black-hole-new';
      if (isHole) hole = await openBlackHole(port, () => server.close());
      else if (next === 'refuse') server.close();
      else await listen();
      fault = next;
      if (next === 'half-open') for (const pair of joined) pair.dead = true;
      if (next === 'refuse') for (const pair of joined) end(pair, true);
      if (next === 'black-hole-new') await renew();
    },
    renew,
    async close() {
      server.close();
      for (const pair of joined) end(pair, true);
      await hole?.close();
    },
  };
}

/** Writes a site's bytes to the till in order, late or slowly where the fault says so. */
function answerer(till: net.Socket, fault: () => LineFault): (bytes: Uint8Array) => void {
  let tail: Promise<void> = Promise.resolve();
  let freeAt = 0;
  const inTurn = async (before: Promise<void>, run: () => void | Promise<void>): Promise<void> => {
    await before;
    await run();
  };
  return (bytes) => {
    const now = fault();
    if (typeof now !== 'object') {
      tail = inTurn(tail, () => void till.write(bytes));
      return;
    }
    const wait = 'delayMs' in now ? now.delayMs + Math.random() * (now.jitterMs ?? 0) : 0;
    // Later bytes never overtake earlier ones; all are late by the line's delay, not by its sum.
    freeAt = Math.max(freeAt, performance.now() + wait);
    const at = freeAt;
    tail = inTurn(tail, async () => {
      await pause(at - performance.now());
      if ('delayMs' in now) till.write(bytes);
      else await trickle(till, bytes, now.bytesPerSecond);
    });
  };
}

async function trickle(till: net.Socket, bytes: Uint8Array, perSecond: number): Promise<void> {
  for (const byte of bytes) {
    if (till.destroyed) return;
    till.write(Uint8Array.of(byte));
    await pause(1000 / perSecond);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, ms));
  });
}
