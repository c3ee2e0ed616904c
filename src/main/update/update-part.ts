import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BuildWord } from '../../contracts/build-feed.ts';
import type { LineAway } from '../../contracts/line-away.ts';
import type { BuildSlot } from '../../contracts/build-slots.ts';
import type { TillSession } from '../identity/till-session.ts';
import type { MainHost } from '../main-host.ts';
import type { Connections } from '../transport/connections.ts';
import { askSites } from './ask-sites.ts';
import { fetchBuild } from './fetch-build.ts';
import { newBook } from './slot-book.ts';
import { unpackBuild } from './unpack-build.ts';
import { Updater } from './updater.ts';

const ASK_EVERY_S = 300;
const BYTES_PER_SECOND = 512 * 1024;
/** Thousands of tills hear of a change at once: each asks within this part of its interval. */
const SPREAD = 20;
/** News come with every price: between two looks for their sake lies this part of the interval. */
const REST = 10;

type Asks = { poked: () => void };

/**
 * Answers `till.moment` and brings builds of the till: asks every five minutes and when head office has
 * news. `EVERTILL_BUILDS_ASK_S` and `EVERTILL_BUILDS_BYTES_S` set other paces.
 */
export function registerUpdates(
  host: MainHost,
  session: Pick<TillSession, 'current'>,
  connections: Connections,
  line: LineAway,
): Asks {
  const { launch, restart, log } = host;
  const platform = process.platform === 'darwin' ? undefined : process.platform;
  const store = launch?.store;
  if (
    launch === undefined ||
    store === undefined ||
    restart === undefined ||
    platform === undefined
  ) {
    host.ipc.handle('till.moment', () => ({}));
    return { poked: () => undefined };
  }
  const sites = askSites({
    till: () => session.current(),
    connections,
    line,
    platform: platform === 'win32' ? 'win32' : 'linux',
    log,
  });
  const bytesPerSecond = setting(host, 'EVERTILL_BUILDS_BYTES_S', BYTES_PER_SECOND);
  const fetch = async (word: BuildWord): Promise<BuildSlot | undefined> => {
    const name = `${word.file.hash}.part`;
    const target = path.join(store.folder, name);
    await dropOthers(store.folder, name);
    const nap = (ms: number): Promise<void> =>
      new Promise((resolve) => setTimeout(resolve, ms).unref());
    const ports = { piece: sites.piece, nap, now: () => performance.now(), bytesPerSecond };
    const fetched = await fetchBuild(target, word.file, ports);
    if (fetched !== 'whole') log.warn('update.not-fetched', { why: fetched });
    if (fetched !== 'whole') return undefined;
    const slot = await unpackBuild(store.folder, target, word);
    await rm(target);
    if (slot === undefined) log.error('update.no-build', { build: word.version });
    return slot;
  };
  // As this start began: on a disk that took nothing the file says what was before.
  const updater = new Updater(launch.book ?? store.read() ?? newBook(launch.build), {
    ask: (book) => sites.ask(book),
    fetch,
    isWhole: (slot) => store.isWhole(slot),
    write: (book) => store.write(book),
    prune: (book) => store.prune(book),
    well: () => launch.well(),
    restart,
    now: () => performance.now(),
    log,
  });
  host.ipc.handle('till.moment', (told) => {
    updater.heard(told);
    return {};
  });
  return lookOften(host, () => void updater.look());
}

/** Beginnings of builds that nobody wants any more. */
async function dropOthers(folder: string, wanted: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names)
    if (name.endsWith('.part') && name !== wanted) await rm(path.join(folder, name));
}

function lookOften(host: MainHost, look: () => void): Asks {
  const askMs = setting(host, 'EVERTILL_BUILDS_ASK_S', ASK_EVERY_S) * 1000;
  const soon = (): number => (Math.random() * askMs) / SPREAD;
  let timer = setTimeout(again, soon());
  let poke: NodeJS.Timeout | undefined;
  let restUntil = 0;
  function again(): void {
    look();
    timer = setTimeout(again, askMs + soon());
  }
  host.onQuit(() => {
    clearTimeout(timer);
    clearTimeout(poke);
  });
  return {
    poked() {
      const rest = Math.max(0, restUntil - performance.now());
      poke ??= setTimeout(() => {
        poke = undefined;
        restUntil = performance.now() + askMs / REST;
        look();
      }, rest + soon());
    },
  };
}

/** A whole number above 0, else what is usual. */
function setting({ env }: MainHost, name: string, usual: number): number {
  const text = env[name] ?? '';
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : usual;
}
