import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeCertificate } from '../../src/main/transport/testing-certificate.ts';
import { waitUntil } from '../region/wait-until.ts';
import { ROOT } from '../test/run-tool.ts';
import type { DebianTool } from './debian-tool.ts';

export const HAPROXY_CFG = path.join(ROOT, 'deploy', 'haproxy.cfg');

/** Where one site's HAProxy listens and what stands behind it; ports of 127.0.0.1. */
export type BalancerPorts = {
  public: number;
  inside: number;
  metrics: number;
  apps: readonly [number, number, number];
  /** A canary beside them, with the socket and the map that step its share. */
  canary?: { port: number; socket: string; map: string };
};
export type Balancer = { stop(): Promise<void> };

/** The environment that `deploy/haproxy.cfg` reads its addresses from. */
export function balancerEnv({ apps, canary, ...at }: BalancerPorts): Record<string, string> {
  const local = (port: number): string => `127.0.0.1:${port}`;
  return {
    EVERTILL_HAPROXY_AS_STARTED: '1',
    EVERTILL_PUBLIC_PLAIN: local(at.public),
    EVERTILL_INSIDE: local(at.inside),
    EVERTILL_HAPROXY_METRICS: local(at.metrics),
    EVERTILL_APP_1: local(apps[0]),
    EVERTILL_APP_2: local(apps[1]),
    EVERTILL_APP_3: local(apps[2]),
    ...(canary && {
      EVERTILL_CANARY_1: local(canary.port),
      EVERTILL_CANARY_MAP: canary.map,
      EVERTILL_HAPROXY_SOCKET: canary.socket,
    }),
  };
}

/** Each way the file is used: the tests' without TLS, a machine's with it, and the containers'. */
const USES = {
  plain: () => ({ EVERTILL_PUBLIC_PLAIN: '127.0.0.1:8080' }),
  tls: (file: string) => ({ EVERTILL_TLS_FILE: file }),
  canary: (file: string) => ({
    EVERTILL_TLS_FILE: file,
    EVERTILL_CANARY_1: '127.0.0.1:8084',
    EVERTILL_CANARY_MAP: path.join(ROOT, 'deploy', 'canary.map'),
    EVERTILL_HAPROXY_SOCKET: path.join(path.dirname(file), 'haproxy.sock'),
  }),
  containers: (file: string) => ({
    EVERTILL_TLS_FILE: file,
    EVERTILL_HAPROXY_DNS: '127.0.0.11:53',
    EVERTILL_APP_1: 'localhost:8081',
  }),
} as const;
export type BalancerUse = keyof typeof USES;
export const BALANCER_USES = Object.keys(USES) as BalancerUse[];
const DAY_MS = 86_400_000;

/** A file as `EVERTILL_TLS_FILE` names one, for 127.0.0.1, valid today. */
export function writeTlsFile(dir: string): { file: string; cert: string } {
  const { cert, key } = makeCertificate(Date.now() - DAY_MS, Date.now() + DAY_MS);
  const file = path.join(dir, 'site.pem');
  writeFileSync(file, `${cert}\n${key}\n`, { mode: 0o600 });
  return { file, cert };
}

/** What HAProxy says against the file in one use of it, warnings too; undefined where it has nothing to say. */
export function balancerFaults(tool: DebianTool, use: BalancerUse): string | undefined {
  const dir = mkdtempSync(path.join(tmpdir(), 'evertill-balancer-'));
  try {
    return saidAgainst(tool, USES[use](writeTlsFile(dir).file));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function saidAgainst(tool: DebianTool, use: Readonly<Record<string, string>>): string | undefined {
  const env = { ...process.env, ...tool.env, EVERTILL_HAPROXY_AS_STARTED: '1', ...use };
  const run = spawnSync(tool.command, ['-c', '-f', HAPROXY_CFG], { env, encoding: 'utf8' });
  const said = run.stderr.split('\n').filter((line) => /^\[(WARNING|ALERT)\]/.test(line));
  if (run.status === 0 && said.length === 0) return undefined;
  return said.length === 0 ? `haproxy ended with ${run.status}` : said.join('\n');
}

/** Starts HAProxy on `deploy/haproxy.cfg` as it is; resolves when it answers for its site. */
export async function startBalancer(
  tool: DebianTool,
  ports: BalancerPorts,
  logFile: string,
): Promise<Balancer> {
  const log = openSync(logFile, 'a');
  const child = spawn(tool.command, ['-db', '-f', HAPROXY_CFG], {
    env: { ...process.env, ...tool.env, ...balancerEnv(ports) },
    stdio: ['ignore', log, log],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await waitUntil('the balancer', 10_000, async () => {
    if (child.exitCode !== null) throw new Error('haproxy ended');
    const answer = await fetch(`http://127.0.0.1:${ports.public}/readyz`);
    return answer.ok ? true : undefined;
  });
  return {
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
