import { badInput, DemoError, runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { readBackupKey } from './backup/backup-key.ts';
import { openBackup, type OpenBackup } from './backup/backup-manifest.ts';
import { backupKeyIn, backupsIn, backupsOf } from './backup/backup-places.ts';
import { wholeUntil } from './backup/restore-log.ts';
import { restoreSite } from './restore-site.ts';
import { findTarget, optionsOf, siteIdOf } from './site-target.ts';

/*
 * npm run site:restore -- --site a|b [--region eu|na | --dir FOLDER] [--from BACKUP] [--key FILE]
 *                         [--until TIME]
 * Puts a stopped or destroyed site back to a backup (the newest where none is named) and everything
 * archived behind it; with --until to an earlier moment, e.g. 2026-11-21T14:30:00Z.
 */

const USAGE =
  'npm run site:restore -- --site a|b [--region eu|na | --dir FOLDER] [--from BACKUP] [--key FILE] [--until TIME]';

await runCommand(demoHome(), async () => {
  const options = {
    site: { type: 'string' },
    region: { type: 'string' },
    dir: { type: 'string' },
    from: { type: 'string' },
    key: { type: 'string' },
    until: { type: 'string' },
  } as const;
  const values = optionsOf(process.argv.slice(2), options, USAGE);
  const target = findTarget(values);
  const id = siteIdOf(values.site, USAGE);
  const untilMs = values.until === undefined ? undefined : momentOf(values.until);
  const key = readBackupKey(values.key ?? backupKeyIn(target.dir));
  const known = backupsOf(backupsIn(target.dir), target.saved.region, id);
  const backup =
    values.from === undefined
      ? await backupBefore(known, key, untilMs)
      : await openBackup(values.from, key);
  if (untilMs !== undefined) refuseOutside(backup, untilMs);
  const aside = await restoreSite(target, id, backup, untilMs);
  const asOf = new Date(untilMs ?? wholeUntil(backup)).toISOString();
  console.log(
    `site ${id} is as of ${asOf}, under a new incarnation${aside === undefined ? '' : `; what it had lies in ${aside}`}`,
  );
  console.log(
    `start it now (npm run site -- start ${id.toLowerCase()}): it takes sales at once, fetches what it lost, then releases again`,
  );
});

/** A time with its zone: without one it would mean another moment on another machine. */
function momentOf(text: string): number {
  const ms = /(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw badInput(`"${text}" is no time with its zone: usage: ${USAGE}`);
  return ms;
}

/** The newest backup that had ended by then; without a moment the newest of all. */
async function backupBefore(
  known: readonly string[],
  key: Uint8Array,
  untilMs = Number.POSITIVE_INFINITY,
): Promise<OpenBackup> {
  for (const dir of known.toReversed()) {
    const backup = await openBackup(dir, key);
    if (backup.manifest.ended_ms <= untilMs) return backup;
  }
  throw badInput(
    known.length === 0 ? 'there is no backup of this site' : 'no backup had ended by then',
  );
}

function refuseOutside(backup: OpenBackup, untilMs: number): void {
  const whole = wholeUntil(backup);
  if (untilMs < backup.manifest.ended_ms) throw badInput('that backup had not ended by then');
  if (untilMs > whole)
    throw new DemoError(`the log is archived up to ${new Date(whole).toISOString()} only`);
}
