import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Where `ip` lies is on root's way, but not on everybody's. */
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
const PORT = 7001;

/** Runs inside: everything that comes to the address goes on by a file, which has no network. */
const FORWARD = `
  const net = require('node:net');
  const [host, port, file] = process.argv.slice(1);
  net.createServer((from) => {
    const to = net.connect(file);
    for (const s of [from, to]) s.on('error', () => { from.destroy(); to.destroy(); });
    from.pipe(to).pipe(from);
  }).listen(Number(port), host, () => console.log('ready'));
`;

/** A host of its own behind a cable that can be pulled: then nothing says so, not even a reset. */
export type PrivateNet = {
  /** Leads to a port of this machine. */
  url(port: number): Promise<string>;
  pull(): Promise<void>;
  plug(): Promise<void>;
  close(): Promise<void>;
};

/** A network namespace with a cable to here, or in words why this machine gives none. */
export async function openPrivateNet(folder: string): Promise<PrivateNet | string> {
  if (process.platform !== 'linux') return `no network namespaces on ${process.platform}`;
  const id = process.pid % 250;
  const name = `evertill-${process.pid}`;
  const [here, there] = [`10.77.${id}.1`, `10.77.${id}.2`];
  const mac = '02:00:00:00:77:02';
  const ip = (words: string): Promise<unknown> => run('ip', words.split(' '), { env });
  const steps = [
    `netns add ${name}`,
    `link add evt${id}a type veth peer name evt${id}b address ${mac}`,
    `link set evt${id}b netns ${name}`,
    `addr add ${here}/30 dev evt${id}a`,
    `link set evt${id}a up`,
    `-n ${name} addr add ${there}/30 dev evt${id}b`,
    `-n ${name} link set evt${id}b up`,
    // Without this the kernel would soon say that nobody is at home.
    `neigh replace ${there} lladdr ${mac} dev evt${id}a nud permanent`,
  ];
  try {
    for (const step of steps) await ip(step);
  } catch (error) {
    await ip(`netns del ${name}`).catch(() => undefined);
    const said = error instanceof Error ? (error.message.split('\n')[1] ?? error.message) : '';
    return `no private network here (root and veth are needed): ${said}`;
  }
  let inside: ChildProcess | undefined;
  const servers: net.Server[] = [];
  return {
    async url(port) {
      const file = path.join(folder, `way-${port}.sock`);
      servers.push(await openWay(file, port));
      const args = ['netns', 'exec', name, process.execPath, '-e', FORWARD];
      inside = spawn('ip', [...args, there, String(PORT), file], {
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await once(inside.stdout ?? inside, 'data');
      return `http://${there}:${PORT}`;
    },
    pull: async () => void (await ip(`-n ${name} link set evt${id}b down`)),
    plug: async () => void (await ip(`-n ${name} link set evt${id}b up`)),
    async close() {
      inside?.kill('SIGKILL');
      for (const server of servers) server.close();
      await ip(`netns del ${name}`);
    },
  };
}

async function openWay(file: string, port: number): Promise<net.Server> {
  const server = net.createServer((from) => {
    const to = net.connect(port, '127.0.0.1');
    for (const socket of [from, to])
      socket.on('error', () => {
        from.destroy();
        to.destroy();
      });
    from.pipe(to).pipe(from);
  });
  const listening = once(server, 'listening');
  server.listen(file);
  await listening;
  return server;
}
