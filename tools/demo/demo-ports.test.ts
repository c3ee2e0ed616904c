import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { freePort } from '../region/free-port.ts';
import { demoPorts, refuseTakenPorts } from './demo-ports.ts';

test('regions share no port', () => {
  const all = [...Object.values(demoPorts('eu', {})), ...Object.values(demoPorts('na', {}))];
  expect(new Set(all).size).toBe(all.length);
});

test('another base moves every port', () => {
  expect(demoPorts('eu', { EVERTILL_PORT_BASE: '31000' }).siteB).toBe(31_002);
  expect(() => demoPorts('eu', { EVERTILL_PORT_BASE: 'x' })).toThrow('give a port from');
});

test('a port in use is named before anything starts', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const taken = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const [till = 0, siteA = 0, siteB = 0, postgresA = 0, postgresB = 0, identity = 0] =
    await Promise.all(Array.from({ length: 6 }, freePort));
  const ports = { till, siteA, siteB, postgresA, postgresB, identity };
  await expect(refuseTakenPorts({ ...ports, control: taken })).rejects.toThrow(
    `port ${taken} is in use`,
  );
  server.close();
});
