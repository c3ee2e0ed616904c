import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { startPair, type SitePair } from '../region/site-pair.ts';
import { askAdmin } from './admin-client.ts';
import { openDemoIdentity, type DemoIdentity } from './demo-identity.ts';
import { removeControlFile, writeControlFile } from './control-file.ts';
import { serveControl, type ControlAsk } from './control-server.ts';
import { badInput, DemoError } from './demo-error.ts';
import { inRegion, type Region } from './demo-home.ts';
import type { DemoPorts } from './demo-ports.ts';
import { openDemoTill, type DemoTill } from './demo-till.ts';
import { issueCode, setFlag, setPrice, type Desk } from './head-office.ts';
import { importExport } from './import-export.ts';
import { postgresFolders } from './postgres-folders.ts';
import type { Progress } from './progress.ts';
import { seedRegion, type Seeded } from './seed/seed-region.ts';
import { STORES } from './seed/stores.ts';
import { openSiteDesk, SITE_VERBS, type SiteDesk } from './site-desk.ts';

export type RegionPlan = {
  home: string;
  dir: string;
  region: Region;
  ports: DemoPorts;
  articles: number;
  progress: Progress;
  /** Resolves when `dist` is built. */
  built: Promise<unknown>;
  /** False: head office only. */
  till: boolean;
};

export type DemoRegion = {
  region: Region;
  pair: SitePair;
  seeded: Seeded;
  till: DemoTill | undefined;
  identity: DemoIdentity;
  /** A fresh code for the first till of the first store. */
  code: string;
  stop(): Promise<void>;
};

const WEB_WORKERS = 2;

/** Brings a whole region up: two sites, their data, the till, and the ear for commands. */
export async function startDemoRegion(plan: RegionPlan): Promise<DemoRegion> {
  const { dir, region, progress } = plan;
  holdLeash(dir);
  const identity = await openDemoIdentity(dir, region, plan.ports);
  const pair = await bringUpPair(plan, identity);
  const seeded = await seedRegion(dir, region, pair, plan.articles, progress);
  const desk = await openSiteDesk(pair);
  const orders = { region, desk, identity, adminToken: pair.adminToken };
  const [store = ''] = STORES[region].map((profile) => profile.store);
  const code = await issueCode(deskOf(orders), store, '1');
  await plan.built;
  const siteUrls = [pair.a.url, pair.b.url];
  const till = plan.till
    ? await openDemoTill({ dir, port: plan.ports.till, siteUrls, progress })
    : undefined;
  const control = await openControl(plan, pair, till, (ask) => obey(orders, ask));
  return {
    region,
    pair,
    seeded,
    till,
    identity,
    code,
    async stop() {
      await till?.stop();
      await control.close();
      await identity.close();
      await pair.stop();
    },
  };
}

/** PostgreSQL has no parent to follow: this process ends it when we are gone without a word. */
function holdLeash(dir: string): void {
  const leash = path.join(import.meta.dirname, 'leash.ts');
  const child = spawn(process.execPath, [leash, ...postgresFolders(dir)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.on('error', () => undefined);
  child.unref();
}

async function bringUpPair(
  { dir, region, ports, progress }: RegionPlan,
  identity: DemoIdentity,
): Promise<SitePair> {
  const startedAt = performance.now();
  return startPair(dir, {
    region,
    webWorkers: WEB_WORKERS,
    ports,
    env: {
      ...identity.env,
      EVERTILL_TILL_ORIGINS: `http://127.0.0.1:${ports.till}`,
      EVERTILL_STATUS_OPEN: '1',
      EVERTILL_DRAIN_MS: '200',
    },
    onReady: (part) => progress.done(`${part} ready`, performance.now() - startedAt),
  });
}

type Orders = { region: Region; desk: SiteDesk; identity: DemoIdentity; adminToken: string };

function deskOf({ region, desk, adminToken }: Orders): Desk {
  const site = desk.firstRunning();
  if (site === undefined)
    throw new DemoError('both sites are down: npm run site -- start a, and ask again');
  return { region, site, adminToken };
}

async function obey(orders: Orders, { verb, args }: ControlAsk): Promise<unknown> {
  const site = SITE_VERBS.find((known) => known === verb);
  if (site !== undefined) return orders.desk.act(site, args['site'] ?? '');
  switch (verb) {
    case 'status':
      return orders.desk.status();
    case 'price':
      return setPrice(deskOf(orders), {
        gtin: args['gtin'] ?? '',
        amount: args['amount'] ?? '',
        who: args['who'] ?? 'demo',
      });
    case 'flag':
      return setFlag(deskOf(orders), {
        key: args['key'] ?? '',
        variant: args['variant'] ?? '',
        who: args['who'] ?? 'demo',
      });
    case 'release': {
      const { site: asked, adminToken } = deskOf(orders);
      const { path: route = '', body } = args;
      if (!route.startsWith('/v1/admin/')) throw badInput('releases live under /v1/admin/');
      const value: unknown = body === undefined ? undefined : JSON.parse(body);
      return askAdmin<unknown>(asked.url, adminToken, route, value);
    }
    case 'enrol':
      return issueCode(deskOf(orders), args['store'] ?? '', args['till'] ?? '');
    case 'console-code':
      return orders.identity.codeOf(args['user'] ?? '');
    case 'import':
      return importExport(deskOf(orders), args['file'] ?? '', args['code'] ?? '');
    default:
      throw badInput(`the demo does not know "${verb}"`);
  }
}

async function openControl(
  { home, dir, region, ports }: RegionPlan,
  pair: SitePair,
  till: DemoTill | undefined,
  answer: (ask: ControlAsk) => Promise<unknown>,
): Promise<{ close(): Promise<void> }> {
  const token = randomBytes(24).toString('base64url');
  const server = await serveControl({ port: ports.control, token, home }, answer);
  const host = till?.host ?? 'none';
  writeControlFile(dir, {
    region,
    pid: process.pid,
    port: ports.control,
    token,
    till: host,
    ...(host === 'browser' ? {} : { journalDir: inRegion.journal(dir) }),
    sites: [pair.a, pair.b].map(({ id, url, postgres }) => ({
      id,
      url,
      databaseUrl: postgres.url,
    })),
  });
  return {
    async close() {
      removeControlFile(dir);
      await server.close();
    },
  };
}
