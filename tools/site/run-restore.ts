import { runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { readBackupKey } from './backup/backup-key.ts';
import { openBackup } from './backup/backup-manifest.ts';
import { backupKeyIn, backupsIn, newestBackup } from './backup/backup-places.ts';
import { restoreSite } from './restore-site.ts';
import { findTarget, optionsOf, siteIdOf } from './site-target.ts';

/*
 * npm run site:restore -- --site a|b [--region eu|na | --dir FOLDER] [--from BACKUP] [--key FILE]
 * Puts a stopped or destroyed site back to a backup (the newest where none is named).
 */

const USAGE =
  'npm run site:restore -- --site a|b [--region eu|na | --dir FOLDER] [--from BACKUP] [--key FILE]';

await runCommand(demoHome(), async () => {
  const options = {
    site: { type: 'string' },
    region: { type: 'string' },
    dir: { type: 'string' },
    from: { type: 'string' },
    key: { type: 'string' },
  } as const;
  const values = optionsOf(process.argv.slice(2), options, USAGE);
  const target = findTarget(values);
  const id = siteIdOf(values.site, USAGE);
  const from = values.from ?? newestBackup(backupsIn(target.dir), target.saved.region, id);
  const backup = await openBackup(from, readBackupKey(values.key ?? backupKeyIn(target.dir)));
  const aside = await restoreSite(target, id, backup);
  const taken = new Date(backup.label.started_ms).toISOString();
  console.log(
    `site ${id} is as of ${taken}, under a new incarnation${aside === undefined ? '' : `; what it had lies in ${aside}`}`,
  );
  console.log(
    `start it now (npm run site -- start ${id.toLowerCase()}): it takes sales at once, fetches what it lost, then releases again`,
  );
});
