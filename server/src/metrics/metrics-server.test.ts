import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { startMetricsServer } from './metrics-server.ts';

test('MT7: a port that is taken is told of and tried again, and an error later on ends nobody', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const said: object[] = [];
  const log = { error: (fields: object) => void said.push(fields) };
  const server = startMetricsServer({ host: '127.0.0.1', port }, async () => 'up 1\n', log, 20);
  try {
    // More than once: the second try fails as well.
    await vi.waitFor(() => expect(said.length).toBeGreaterThan(1), 5000);
    expect(said[0]).toMatchObject({ port, err: expect.stringContaining('EADDRINUSE') as string });
    other.close();
    await once(other, 'close');
    await vi.waitFor(async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
      expect(await answer.text()).toBe('up 1\n');
    }, 5000);
    const tries = said.length;
    server.emit('error', new Error('too many open files'));
    expect(said).toHaveLength(tries + 1);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200);
  } finally {
    other.close();
    server.closeAllConnections();
    server.close();
  }
});
