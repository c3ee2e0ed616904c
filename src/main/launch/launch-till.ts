import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { App } from 'electron';
import type { SlotBook } from '../../contracts/build-slots.ts';
import { stateFolder } from '../state-folder.ts';
import { beginStart, leaveBuild } from '../../contracts/slot-book.ts';
import { HANG_MARK, openSlotStore, type SlotStore } from '../update/slot-store.ts';
import { holdLaunch, type Launch } from './launch.ts';
import { watchStart } from './watch-start.ts';

/** A new build must say that it is well within this time, ms. */
const WELL_WITHIN_MS = 180_000;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The first code of the till that runs: chooses the build, counts its start, and runs it. What the
 * installer brought runs as it is (`startHere`); any other is loaded from its folder (UPD6).
 */
export function launchTill(app: App, env: Env, startHere: (launch: Launch) => void): void {
  const isOnly = app.requestSingleInstanceLock();
  const at = { env, appData: app.getPath('appData'), userData: app.getPath('userData') };
  const store = openSlotStore(path.join(stateFolder(at), 'builds'));
  const shell = { root: app.getAppPath(), build: app.getVersion() };
  const takesBuilds = app.isPackaged || env['EVERTILL_TAKES_BUILDS'] === '1';
  if (!takesBuilds) return startHere({ v: 1, isOnly, ...shell, well: nobodyWatches });
  const book = isOnly ? begin(store, shell.build) : undefined;
  const common = { v: 1, isOnly, store, ...(book && { book }) } as const;
  const root = book === undefined ? undefined : store.rootOf(book.now);
  const well = book !== undefined && book.trial !== null ? watch(store, env) : nobodyWatches;
  if (book === undefined || root === undefined) return startHere({ ...common, ...shell, well });
  holdLaunch({ ...common, root, build: book.now.version, well });
  try {
    createRequire(path.join(root, 'package.json'))(path.join(root, 'dist', 'main', 'main.cjs'));
  } catch {
    const left = leaveBuild(book, shell.build, book.trial === null ? 'damaged' : 'crash');
    // Half a build may have begun: only another process is clean. One that would begin the same build
    // again, because the disk takes nothing, helps nobody.
    if (keep(store, left)) restartTill(app, env);
    else startHere({ ...common, ...shell, book: left, well: nobodyWatches });
  }
}

/** Ends this process; another one starts the build that is in place. A supervisor does that by itself. */
export function restartTill(app: App, env: Env): void {
  if (env['EVERTILL_SUPERVISED'] !== '1') app.relaunch();
  app.quit();
}

const nobodyWatches = (): void => undefined;

/** The book with this start counted, on disk; undefined where there is none. */
function begin(store: SlotStore, shellVersion: string): SlotBook | undefined {
  const book = store.read();
  if (book === undefined) return undefined;
  const mark = path.join(store.folder, HANG_MARK);
  const why = existsSync(mark) ? 'hang' : 'crash';
  takeAway(mark);
  const begun = beginStart(book, shellVersion, why, (slot) => store.isWhole(slot));
  // A start that cannot be counted is none for a build on trial: it might die at each one for ever.
  return keep(store, begun) || begun.trial === null ? begun : leaveBuild(begun, shellVersion, why);
}

function watch(store: SlotStore, env: Env): () => void {
  const named = Number(env['EVERTILL_WELL_WITHIN_MS']);
  const ms = Number.isInteger(named) && named > 0 ? named : WELL_WITHIN_MS;
  return watchStart(ms, path.join(store.folder, HANG_MARK));
}

function takeAway(mark: string): void {
  try {
    rmSync(mark, { force: true, recursive: true });
  } catch {
    process.stderr.write('the mark of a start that hung could not be taken away\n');
  }
}

/** Whether it is on disk; one that takes nothing must not keep a till from starting. */
function keep(store: SlotStore, book: SlotBook): boolean {
  try {
    store.write(book);
    return true;
  } catch {
    process.stderr.write('the book of builds could not be written\n');
    return false;
  }
}
