import { setTimeout as sleep } from 'node:timers/promises';
import { archiveLog, keepLog, type ArchiveRound } from './archive-log.ts';
import { backupKey } from './backup-key.ts';
import type { BackedUpSite } from './take-backup.ts';

export type ArchivePlan = {
  site: BackedUpSite;
  to: string;
  keyFile: string;
  /** A fresh backup so often, ms; 0: only where the archive needs one. */
  everyMs: number;
  say: (line: string) => void;
  backUp: () => Promise<void>;
};

/**
 * Archives the log every so often until it is stopped; `pauseMs` 0: once, and what goes wrong is
 * thrown. A round that fails is told and does not end those to come.
 */
export async function keepArchive(pauseMs: number, plan: ArchivePlan): Promise<void> {
  let backedUpMs = Date.now();
  const round = async (): Promise<void> => {
    if (plan.everyMs > 0 && Date.now() - backedUpMs > plan.everyMs) {
      await plan.backUp();
      backedUpMs = Date.now();
    }
    const { segments, wholeMs } = await archiveOnce(plan);
    const upTo = new Date(wholeMs).toISOString();
    if (segments > 0 || pauseMs === 0)
      plan.say(`log of site ${plan.site.id} archived up to ${upTo}, ${segments} segments`);
  };
  if (pauseMs === 0) return round();
  for (;;) {
    await round().catch((error: unknown) => plan.say(`evertill: ${String(error)}`));
    await sleep(pauseMs);
  }
}

async function archiveOnce({ site, to, keyFile, say, backUp }: ArchivePlan): Promise<ArchiveRound> {
  const key = backupKey(keyFile, to);
  const done = await archiveLog(site, to, key, Date.now);
  if (typeof done !== 'string') return done;
  say(`a backup comes first: ${done}`);
  await keepLog(site.databaseUrl);
  await backUp();
  const next = await archiveLog(site, to, key, Date.now);
  if (typeof next !== 'string') return next;
  throw new Error(`nothing can be archived behind the backup just taken: ${next}`);
}
