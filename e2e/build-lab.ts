import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { BuildBundle } from '../src/contracts/build-bundle.ts';
import type { BuildsView } from '../src/contracts/build-feed.ts';
import { SlotBook } from '../src/contracts/build-slots.ts';
import { parseJson } from '../src/contracts/parse.ts';
import { askAdmin } from '../tools/demo/admin-client.ts';
import { packBuild } from '../tools/publish/pack-build.ts';
import { publishBuild } from '../tools/publish/publish-build.ts';
import { chooseHost, PROJECT } from './host.ts';
import type { TestStore } from './region.ts';
import type { TillMachine } from './till-machine.ts';

/** What is wrong with a build. */
export type Fault = 'none' | 'crashes' | 'hangs' | 'no-database';

const PARTS = ['main', 'preload', 'renderer'];
const MAIN: Readonly<Record<Fault, string>> = {
  none: '',
  crashes: 'process.exit(3);\n',
  // Not even a timer runs any more.
  hangs: 'for (;;);\n',
  'no-database': '',
};
const NO_DATABASE =
  'if (globalThis.indexedDB) IDBFactory.prototype.open = () => { throw new Error("no database"); };\n';

/** The till as it was built, as another build with this fault. */
export function makeBuild(version: string, fault: Fault = 'none'): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), 'till-build-'));
  for (const part of PARTS)
    cpSync(path.join(PROJECT, 'dist', part), path.join(folder, 'dist', part), { recursive: true });
  const main = path.join(folder, 'dist/main/main.cjs');
  writeFileSync(main, MAIN[fault] + readFileSync(main, 'utf8'));
  if (fault === 'no-database') {
    const assets = path.join(folder, 'dist/renderer/assets');
    for (const name of readdirSync(assets).filter((one) => one.endsWith('.js')))
      writeFileSync(
        path.join(assets, name),
        NO_DATABASE + readFileSync(path.join(assets, name), 'utf8'),
      );
  }
  const bytes = packBuild(folder, version);
  rmSync(folder, { recursive: true });
  return bytes;
}

/** A build as an installer would lay it down. */
export function layDown(bytes: Buffer, folder: string): string {
  const bundle = parseJson(BuildBundle, gunzipSync(bytes).toString());
  for (const { path: name, base64 } of bundle?.files ?? []) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), Buffer.from(base64, 'base64'));
  }
  return folder;
}

/** Brings a build to both sites. */
export async function publish(region: TestStore, version: string, bytes: Buffer): Promise<void> {
  const { a, b, adminToken: token } = region.pair;
  await publishBuild({ urls: [a.url, b.url], token, who: 'it', version, bytes });
}

/** Starts a release that brings the build to the whole store. */
export async function release(region: TestStore, id: string, build: string): Promise<void> {
  const stage = { percent: 100, advance: 'hand', min_soak_ms: 0, min_sales: 0 };
  const stages = [{ ...stage, needs_approval: false, business_hours: false }];
  const made = { id, kind: 'build', build, audience: { stores: [region.store] }, stages };
  await region.admin('a', 'releases', { who: 'it', why: 'a build', release: made });
  await act(region, id, 'start');
}

export async function act(region: TestStore, id: string, action: string): Promise<void> {
  await region.admin('a', `releases/${id}/act`, { who: 'it', why: 'a build', action });
}

export function buildsAt(region: TestStore): Promise<BuildsView> {
  return askAdmin<BuildsView>(region.pair.a.url, region.pair.adminToken, '/v1/admin/builds');
}

/** The machine's book of builds; undefined before there is one. */
export function bookOf(machine: TillMachine): SlotBook | undefined {
  try {
    return parseJson(SlotBook, readFileSync(path.join(machine.state, 'builds/book.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** As a service manager does: starts the till, and again whenever it ends, until that is so. */
export async function supervise(
  app: string,
  machine: TillMachine,
  env: Record<string, string>,
  isSo: () => boolean,
): Promise<number> {
  const { executablePath } = chooseHost();
  const giveUpAt = Date.now() + 90_000;
  let starts = 0;
  while (!isSo()) {
    starts += 1;
    const args = [app, `--user-data-dir=${machine.profile}`];
    const till = spawn(executablePath, args, {
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    while (isRunning(till) && !isSo()) {
      if (Date.now() > giveUpAt) till.kill('SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await end(till);
    if (Date.now() > giveUpAt) throw new Error(`not so after ${starts} starts`);
  }
  return starts;
}

const isRunning = (till: ChildProcess): boolean =>
  till.exitCode === null && till.signalCode === null;

async function end(till: ChildProcess): Promise<void> {
  if (!isRunning(till)) return;
  const gone = once(till, 'exit');
  till.kill('SIGKILL');
  await gone;
}
