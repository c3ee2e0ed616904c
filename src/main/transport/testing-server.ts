import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

type Listening = {
  listen(port: number, host: string): unknown;
  once(event: string, listener: () => void): unknown;
  address(): AddressInfo | string | null;
  close(): unknown;
};

/** Listens on a free port of this machine; the port. */
export async function listenOn(server: Listening): Promise<number> {
  const listening = new Promise<void>((resolve) => void server.once('listening', resolve));
  server.listen(0, '127.0.0.1');
  await listening;
  return (server.address() as AddressInfo).port;
}

/** A port nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = net.createServer();
  const port = await listenOn(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const STOPPED_LISTENER = `
  const { readSync, writeSync } = require('node:fs');
  writeSync(1, 'ready');
  readSync(0, Buffer.alloc(1));
  const server = require('node:net').createServer();
  server.listen({ port: Number(process.argv[1]), host: '127.0.0.1', backlog: 1 }, () => {
    writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/**
 * A port that swallows connections: its process never accepts, and its queue is full, so the kernel
 * drops every further SYN as a dead network would. `vacate` runs right before it takes the port.
 */
export async function openBlackHole(
  wanted = 0,
  vacate: () => void = () => {},
): Promise<{ port: number; close: () => Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, ['-e', STOPPED_LISTENER, String(wanted)], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const hear = async (): Promise<string> => {
    const [said] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    return said.toString();
  };
  await hear();
  vacate();
  const listening = hear();
  child.stdin?.write('x');
  const port = Number(await listening);
  const fill = Array.from({ length: 8 }, () => net.connect(port, '127.0.0.1'));
  for (const socket of fill) socket.on('error', () => {});
  await Promise.race(fill.map((socket) => once(socket, 'connect')));
  return {
    port,
    async close() {
      for (const socket of fill) socket.destroy();
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
