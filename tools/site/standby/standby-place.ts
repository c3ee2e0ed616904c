import path from 'node:path';
import { freePort } from '../../region/free-port.ts';
import { postgresOf, writePair, type PairSiteId } from '../../region/pair-settings.ts';
import { postgresServer, type PostgresOptions } from '../../region/postgres-server.ts';
import type { Target } from '../site-target.ts';

/** The slot at the primary that keeps the log its standby has not got; bounded like the peer's (H5). */
export const STANDBY_SLOT = 'evertill_standby';
/** In a data folder: PostgreSQL only follows there, and refuses every write. */
export const STANDBY_SIGNAL = 'standby.signal';

export type StandbyPlace = {
  /** Folder of the standby's server. */
  home: string;
  dataDir: string;
  /** How the standby logs in at its primary. A file, since settings can be read in a process list. */
  passFile: string;
};

/** Where the standby of a site lies on this machine: beside its primary. */
export function standbyPlace({ dir, saved }: Target, id: PairSiteId): StandbyPlace {
  const { dataDir } = postgresServer(standbyFolder(dir, saved, id));
  const home = path.dirname(dataDir);
  return { home, dataDir, passFile: path.join(home, 'primary.pgpass') };
}

function standbyFolder(dir: string, saved: Target['saved'], id: PairSiteId): PostgresOptions {
  const primary = postgresOf(dir, saved, id);
  return { ...primary, dir: `${primary.dir}-standby` };
}

/** How the standby is started: it follows its primary, and nobody ends it but a promotion or a person. */
export async function standbyOptions(target: Target, id: PairSiteId): Promise<PostgresOptions> {
  const { dir, saved } = target;
  const { home, passFile } = standbyPlace(target, id);
  const primary = postgresOf(dir, saved, id);
  const port = saved.standbyPorts?.[id] ?? (await freePort());
  if (saved.standbyPorts?.[id] === undefined) {
    saved.standbyPorts = { ...saved.standbyPorts, [id]: port };
    writePair(dir, saved);
  }
  const words = {
    host: '127.0.0.1',
    port: String(primary.port),
    user: 'replicator',
    passfile: passFile,
    application_name: STANDBY_SLOT,
  };
  return {
    dir: home,
    port,
    password: saved.password,
    outlives: true,
    settings: {
      primary_conninfo: Object.entries(words)
        .map(([k, v]) => `${k}='${v.replaceAll(/['\\]/g, String.raw`\$&`)}'`)
        .join(' '),
      primary_slot_name: STANDBY_SLOT,
    },
  };
}
