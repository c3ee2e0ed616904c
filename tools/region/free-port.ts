import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/*
 * Below the ports that a system gives to outgoing connections (Linux from 32768): what is free now stays
 * so until its server listens, also while other tests of this machine start theirs. Above the demo's own.
 */
const LOWEST = 25_000;
const HIGHEST = 32_000;

const given = new Set<number>();

/**
 * A port nobody listens on at this moment, on 127.0.0.1, with as many free ones behind it as `room`; never
 * one that this process was given before.
 */
export async function freePort(room = 0): Promise<number> {
  const first = randomInt(LOWEST, HIGHEST);
  const ports = Array.from({ length: room + 1 }, (_, n) => first + n);
  if (ports.some((port) => given.has(port))) return freePort(room);
  for (const port of ports) if (!(await isFree(port))) return freePort(room);
  for (const port of ports) given.add(port);
  return first;
}

async function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once('error', () => resolve(false));
  server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  return promise;
}
