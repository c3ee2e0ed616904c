import type { Site, SitePair } from '../region/site-pair.ts';
import { askAdmin } from './admin-client.ts';
import { badInput } from './demo-error.ts';
import { postmasterPid } from './postgres-folders.ts';
import { onDatabase } from './on-database.ts';
import type { SiteStatus } from '../../src/contracts/site-status.ts';

export const SITE_VERBS = ['stop', 'start', 'kill'] as const;
export type SiteVerb = (typeof SITE_VERBS)[number];

/** One site as `npm run site -- status` shows it; unknown parts of a site that is down are absent. */
export type SiteRow = {
  site: string;
  url: string;
  state: 'running' | 'stopped' | 'killed';
  systemId?: string;
  dataDir: string;
  postmasterPid?: number;
  appServersPid?: number;
  incarnation?: string;
  /** Bytes of log the peer has not confirmed; absent while the peer is not connected. */
  lagBytes?: number;
  documents?: number;
};

export type SiteDesk = {
  status(): Promise<SiteRow[]>;
  act(verb: SiteVerb, id: string): Promise<string>;
  /** A site that takes orders now, A before B. */
  firstRunning(): Site | undefined;
};

type Held = { site: Site; state: SiteRow['state']; systemId: string; busy: Promise<unknown> };

/** Takes sites of a running pair away and brings them back. */
export async function openSiteDesk(pair: SitePair): Promise<SiteDesk> {
  const held: Held[] = [];
  for (const site of [pair.a, pair.b])
    held.push({
      site,
      state: 'running',
      systemId: await systemIdOf(site),
      busy: Promise.resolve(),
    });
  return {
    firstRunning: () => held.find(({ state }) => state === 'running')?.site,
    status: () => Promise.all(held.map((one) => rowOf(one, pair.adminToken))),
    act(verb, id) {
      const one = held.find(({ site }) => site.id === id.toUpperCase());
      if (one === undefined) throw badInput(`there is no site "${id}": use a or b`);
      // One order at a time: a start that overtakes a stop would leave half a site.
      const done = one.busy.then(() => order(one, verb));
      one.busy = done.catch(() => undefined);
      return done;
    },
  };
}

async function order(one: Held, verb: SiteVerb): Promise<string> {
  const { site } = one;
  const name = `site ${site.id}`;
  const isRunning = one.state === 'running';
  if (verb === 'start') {
    if (isRunning) return `${name} runs already`;
    await site.postgres.start();
    await site.start();
    one.state = 'running';
    return `${name} runs again`;
  }
  if (!isRunning) return `${name} is ${one.state} already`;
  if (verb === 'stop') {
    await site.process.stop();
    await site.postgres.stop();
    one.state = 'stopped';
    return `${name} stopped in good order`;
  }
  await Promise.all([site.process.kill(), site.postgres.kill()]);
  one.state = 'killed';
  return `${name} killed: app servers and PostgreSQL, without a word`;
}

async function systemIdOf(site: Site): Promise<string> {
  const rows = await onDatabase<{ id: string }>(
    site.postgres.url,
    'SELECT system_identifier::text AS id FROM pg_control_system()',
  );
  return rows[0]?.id ?? '';
}

async function rowOf({ site, state, systemId }: Held, adminToken: string): Promise<SiteRow> {
  const { dataDir } = site.postgres;
  const row: SiteRow = { site: site.id, url: site.url, state, systemId, dataDir };
  if (state !== 'running') return row;
  const pid = postmasterPid(dataDir);
  if (pid !== undefined) row.postmasterPid = pid;
  row.appServersPid = site.process.pid;
  try {
    const status = await askAdmin<SiteStatus>(site.url, adminToken, '/v1/admin/status');
    row.incarnation = status.incarnation;
    row.documents = status.documents;
    if (status.replication.lag_bytes !== null) row.lagBytes = status.replication.lag_bytes;
  } catch {
    // A site that was just killed from outside: what is known is shown.
  }
  return row;
}
