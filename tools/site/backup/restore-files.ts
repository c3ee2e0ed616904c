import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DemoError } from '../../demo/demo-error.ts';
import { postgresAccount } from '../../region/postgres-binaries.ts';
import { sealedPath, type OpenBackup } from './backup-manifest.ts';
import { unsealFile } from './sealed-file.ts';

const AT_ONCE = 4;

/**
 * Writes a backup out as a data folder that PostgreSQL can start on; every file must be, byte for
 * byte, what was sealed. The folder must not exist yet.
 */
export async function restoreFiles(backup: OpenBackup, dataDir: string): Promise<void> {
  if (existsSync(dataDir)) throw new DemoError(`${dataDir} is there already`);
  const account = postgresAccount();
  const own = (at: string): void => {
    if (account !== undefined) chownSync(at, account.uid, account.gid);
  };
  const { manifest } = backup;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  own(dataDir);
  for (const folder of [...manifest.folders].sort((a, b) => a.length - b.length)) {
    mkdirSync(path.join(dataDir, folder), { recursive: true, mode: 0o700 });
    own(path.join(dataDir, folder));
  }
  const waiting = [...manifest.files];
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const target = path.join(dataDir, file.path);
      const sum = await unsealed(backup, file.path, target);
      if (sum.sha256 !== file.sha256 || sum.bytes !== file.bytes)
        throw new DemoError(`${file.path} of the backup is not what was backed up`);
      own(target);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const label = path.join(dataDir, 'backup_label');
  writeFileSync(label, manifest.backup_label, { mode: 0o600 });
  own(label);
}

async function unsealed(backup: OpenBackup, name: string, target: string) {
  try {
    return await unsealFile(sealedPath(backup.dir, name), target, name, backup.key);
  } catch (error) {
    throw new DemoError(`${name} of the backup is damaged: ${String(error)}`);
  }
}
