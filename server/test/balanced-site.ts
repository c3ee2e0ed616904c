import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startBalancer, type Balancer } from '../../tools/deploy/balancer.ts';
import type { DebianTool } from '../../tools/deploy/debian-tool.ts';
import { startAppServer } from '../../tools/region/app-server.ts';
import { freePort } from '../../tools/region/free-port.ts';
import { startPair, type SitePair } from '../../tools/region/site-pair.ts';
import type { SiteProcess } from '../../tools/region/site-process.ts';
import { waitUntil } from '../../tools/region/wait-until.ts';
import { scrape } from './scrape.ts';

/** Longer than two of the balancer's checks, also on a busy machine, ms. */
const LEAVE_MS = 2000;
const ENV = { EVERTILL_LEAVE_MS: String(LEAVE_MS), EVERTILL_DRAIN_MS: '100' };

/** One app server of the site behind the balancer; `process` is replaced by `start`. */
export type App = {
  name: string;
  port: number;
  metricsPort: number;
  process: SiteProcess;
  start(): Promise<void>;
};
/** A region whose site A is three app servers behind HAProxy. */
export type BalancedSite = {
  dir: string;
  /** Starts one more app server, which has its share of the requests by a release alone. */
  startCanary(): Promise<App>;
  /** What tills are told is site A. */
  url: string;
  /** For head office. */
  insideUrl: string;
  /** Requests that the canary was given so far. */
  toCanary(): Promise<number>;
  pair: SitePair;
  apps: readonly App[];
  /** Resolves when the balancer holds the app server for ready, or for gone. */
  seen(app: App, state: 'UP' | 'DOWN'): Promise<void>;
  /** Resolves when the balancer keeps no open connection to the app server that it might use again. */
  cutFrom(app: App): Promise<void>;
  stop(): Promise<void>;
};

async function startApp(
  dir: string,
  name: string,
  port: number,
  more: Readonly<Record<string, string>>,
): Promise<App> {
  const metricsPort = await freePort();
  const env = { ...ENV, ...more, EVERTILL_METRICS_PORT: String(metricsPort) };
  const start = (): Promise<SiteProcess> => startAppServer(dir, 'A', { port, webWorkers: 1, env });
  const app: App = {
    name,
    port,
    metricsPort,
    process: await start(),
    async start() {
      app.process = await start();
    },
  };
  return app;
}

export async function startBalancedSite(haproxy: DebianTool): Promise<BalancedSite> {
  const dir = mkdtempSync(path.join(tmpdir(), 'evertill-balanced-'));
  // mkdtemp makes it private; PostgreSQL may run as another account (never as root).
  chmodSync(dir, 0o755);
  const ports = { public: await freePort(), inside: await freePort(), metrics: await freePort() };
  const url = `http://127.0.0.1:${ports.public}`;
  const pair = await startPair(dir, {
    env: { EVERTILL_DRAIN_MS: '50' },
    webWorkers: 1,
    publicUrls: { A: url },
  }).catch((error: unknown) => {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  });
  const apps: App[] = [];
  const extra: App[] = [];
  let startCanary: BalancedSite['startCanary'];
  let balancer: Balancer | undefined;
  const stop = async (): Promise<void> => {
    await balancer?.stop();
    await Promise.all([...apps, ...extra].map((app) => app.process.stop()));
    await pair.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    // The pair's own process of the site gives way to one that shows its numbers.
    await pair.a.process.stop();
    const first = pair.ports.siteA;
    const own = [first, await freePort(), await freePort()] as const;
    const steps = { socket: path.join(dir, 'haproxy.sock'), map: path.join(dir, 'canary.map') };
    writeFileSync(steps.map, 'share 0\n');
    const env = { EVERTILL_HAPROXY_SOCKET: steps.socket, EVERTILL_CANARY_MAP: steps.map };
    apps.push(
      ...(await Promise.all(own.map((port, i) => startApp(dir, `app${i + 1}`, port, env)))),
    );
    const canaryPort = await freePort();
    startCanary = async () => {
      const canary = await startApp(dir, 'canary1', canaryPort, env);
      extra.push(canary);
      return canary;
    };
    const at = { ...ports, apps: own, canary: { port: canaryPort, ...steps } };
    balancer = await startBalancer(haproxy, at, path.join(dir, 'haproxy.log'));
  } catch (error) {
    await stop();
    throw error;
  }
  const seen = async (app: App, state: 'UP' | 'DOWN'): Promise<void> => {
    await waitUntil(`${app.name} to be ${state}`, 15_000, async () => {
      const proxy = app.name === 'canary1' ? 'canary' : 'app';
      const labels = { proxy, server: app.name, state };
      return (await scrape(ports.metrics)).value('haproxy_server_status', labels) === 1
        ? true
        : undefined;
    });
  };
  const cutFrom = async (app: App): Promise<void> => {
    await waitUntil(`no connection to ${app.name}`, 15_000, async () => {
      const numbers = await scrape(ports.metrics);
      const kept = ['app', 'office'].map((proxy) =>
        numbers.value('haproxy_server_idle_connections_current', { proxy, server: app.name }),
      );
      return kept.every((n) => n === 0) ? true : undefined;
    });
  };
  const toCanary = async (): Promise<number> => {
    const labels = { proxy: 'canary', server: 'canary1' };
    return (await scrape(ports.metrics)).value('haproxy_server_sessions_total', labels) ?? 0;
  };
  const insideUrl = `http://127.0.0.1:${ports.inside}`;
  return { dir, url, insideUrl, pair, apps, startCanary, toCanary, seen, cutFrom, stop };
}
