import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { DemoError } from '../../demo/demo-error.ts';
import { keyOfBackup } from './backup-key.ts';
import { sealBytes, unsealBytes } from './sealed-file.ts';

const Count = Type.Integer({ minimum: 0 });
const Ms = Type.Integer({ minimum: 0 });

/** What lies open beside the sealed files: enough to find the key, nothing of the data. */
export const BackupLabel = Type.Object({
  v: Type.Literal(1),
  region: Type.String(),
  site: Type.String(),
  salt: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  started_ms: Ms,
});
export type BackupLabel = Static<typeof BackupLabel>;

/** How far a stream reached at a moment. */
const Reach = Type.Object({ contiguous: Count, op_id: Type.String(), ops: Count });
const Reached = Type.Record(Type.String(), Reach);
export type Reached = Static<typeof Reached>;

/** Written last and sealed like the rest: a folder without it is no backup. */
export const BackupManifest = Type.Object({
  v: Type.Literal(1),
  incarnation: Type.String(),
  server_version: Type.String(),
  start_lsn: Type.String(),
  stop_lsn: Type.String(),
  ended_ms: Ms,
  /** PostgreSQL's own words on where recovery begins; goes into the restored folder. */
  backup_label: Type.String(),
  folders: Type.Array(Type.String()),
  files: Type.Array(Type.Object({ path: Type.String(), bytes: Count, sha256: Type.String() })),
  /** What the site held when the backup began, and when it ended: the copy lies between. */
  before: Reached,
  after: Reached,
});
export type BackupManifest = Static<typeof BackupManifest>;

const LABEL = 'backup.json';
const MANIFEST = 'manifest';

export function writeLabel(dir: string, label: BackupLabel): void {
  writeFileSync(path.join(dir, LABEL), `${JSON.stringify(label)}\n`, { mode: 0o600 });
}

/** Where a file of the data folder lies in a backup. */
export const sealedPath = (dir: string, name: string): string =>
  path.join(dir, 'data', `${name}.sealed`);

export async function writeManifest(
  dir: string,
  manifest: BackupManifest,
  key: Uint8Array,
): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(manifest));
  await sealBytes(bytes, path.join(dir, `${MANIFEST}.sealed`), MANIFEST, key);
}

export type OpenBackup = {
  dir: string;
  label: BackupLabel;
  manifest: BackupManifest;
  /** Of this backup alone. */
  key: Buffer;
};

/** Opens a backup; throws one line where it is none, is not whole, or the key is another. */
export async function openBackup(dir: string, regionKey: Uint8Array): Promise<OpenBackup> {
  const label = labelIn(dir);
  const key = keyOfBackup(regionKey, label.salt);
  let bytes: Buffer;
  try {
    bytes = await unsealBytes(path.join(dir, `${MANIFEST}.sealed`), MANIFEST, key);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new DemoError(`the backup in ${dir} did not come to its end`);
    throw new DemoError(`the backup in ${dir} does not open: another key, or damaged`);
  }
  const manifest: unknown = JSON.parse(bytes.toString());
  if (!Value.Check(BackupManifest, manifest)) throw new DemoError(`${dir}: another kind of backup`);
  return { dir, label, manifest, key };
}

function labelIn(dir: string): BackupLabel {
  try {
    const label: unknown = JSON.parse(readFileSync(path.join(dir, LABEL), 'utf8'));
    if (Value.Check(BackupLabel, label)) return label;
  } catch {
    // Said below: whatever is wrong with it, there is no backup here.
  }
  throw new DemoError(`there is no backup in ${dir}`);
}
