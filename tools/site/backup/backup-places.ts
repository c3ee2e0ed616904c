import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Where backups of a pair on this machine lie unless told otherwise. */
export const backupsIn = (dir: string): string => path.join(dir, 'backups');
/** Outside the backups: whoever carries those away has nothing without it. */
export const backupKeyIn = (dir: string): string => path.join(dir, 'backup-key', 'backup.key');

/** Whole backups of a site, oldest first. */
export function backupsOf(backups: string, region: string, site: string): string[] {
  const prefix = `${region}-${site.toLowerCase()}-`;
  const names = existsSync(backups) ? readdirSync(backups) : [];
  return names
    .filter((one) => one.startsWith(prefix) && !one.endsWith('.partial'))
    .sort()
    .map((name) => path.join(backups, name));
}
