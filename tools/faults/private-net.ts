import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Where `ip` lies is on root's way, but not on everybody's. */
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
const PORT = 7001;

/**
 * Runs inside: what comes to the address goes on by a file, which has no network. It ends with its
 * input, so with us, and takes the namespace and the cable along.
 */
const FORWARD = `
  const net = require('node:net');
  const [host, port, file] = process.argv.slice(1);
  const server = net.createServer((from) => {
    const to = net.connect(file);
    for (const s of [from, to]) s.on('error', () => { from.destroy(); to.destroy(); });
    from.pipe(to).pipe(from);
  });
  process.stdin.on('data', () => server.listen(Number(port), host, () => console.log('listening')));
  process.stdin.on('end', () => process.exit());
  console.log('inside');
`;

/** A host of its own behind a cable that can be pulled: then nothing says so, not even a reset. */
export type PrivateNet = {
  /** Leads to the port of this machine. */
  url: string;
  pull(): Promise<void>;
  plug(): Promise<void>;
  close(): Promise<void>;
};

/** A network namespace with a cable to here and a way to `port`, or in words why there is none. */
export async function openPrivateNet(folder: string, port: number): Promise<PrivateNet | string> {
  if (process.platform !== 'linux') return `no network namespaces on ${process.platform}`;
  const id = process.pid % 250;
  const cable = `evt${id}`;
  const [here, there] = [`10.77.${id}.1`, `10.77.${id}.2`];
  const mac = '02:00:00:00:77:02';
  const file = path.join(folder, 'way.sock');
  const args = ['--net', process.execPath, '-e', FORWARD, there, String(PORT), file];
  const inside = spawn('unshare', args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const pid = String(inside.pid);
  const ip = (words: string): Promise<unknown> => run('ip', words.split(' '), { env });
  const ipInside = (words: string): Promise<unknown> =>
    run('nsenter', ['-t', pid, '-n', 'ip', ...words.split(' ')], { env });
  try {
    await heard(inside);
    await ip(`link add ${cable}a type veth peer name ${cable}b address ${mac} netns ${pid}`);
    await ip(`addr add ${here}/30 dev ${cable}a`);
    await ip(`link set ${cable}a up`);
    await ipInside(`addr add ${there}/30 dev ${cable}b`);
    await ipInside(`link set ${cable}b up`);
    // Without this the kernel would soon say that nobody is at home.
    await ip(`neigh replace ${there} lladdr ${mac} dev ${cable}a nud permanent`);
  } catch (error) {
    inside.kill('SIGKILL');
    const said = error instanceof Error ? error.message.trim().split('\n').at(-1) : '';
    return `no private network here (root, unshare, ip and veth are needed): ${said}`;
  }
  const way = await openWay(file, port);
  const listening = heard(inside);
  inside.stdin?.write('listen');
  await listening;
  return {
    url: `http://${there}:${PORT}`,
    pull: async () => void (await ipInside(`link set ${cable}b down`)),
    plug: async () => void (await ipInside(`link set ${cable}b up`)),
    async close() {
      way.close();
      const gone = once(inside, 'exit');
      inside.kill('SIGKILL');
      await gone;
    },
  };
}

/** The next thing it says; throws where it ends first or cannot be started. */
async function heard(child: ChildProcess): Promise<void> {
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`unshare ended with code ${code}`)));
  });
  await Promise.race([once(child.stdout ?? child, 'data'), ended]);
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
