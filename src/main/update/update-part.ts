import type { LineAway } from '../../contracts/line-away.ts';
import type { SlotBook } from '../../contracts/build-slots.ts';
import type { TillSession } from '../identity/till-session.ts';
import { BUILD_TOPIC } from '../lan/lan-exchange.ts';
import type { LanPort } from '../lan/lan-part.ts';
import type { MainHost } from '../main-host.ts';
import type { Connections } from '../transport/connections.ts';
import { askSites } from './ask-sites.ts';
import { bringBuild, type BringPorts } from './bring-build.ts';
import { openBuildShelf, type BuildShelf } from './build-shelf.ts';
import { BuildSources } from './build-sources.ts';
import { LanBuilds } from './lan-builds.ts';
import { newBook } from '../../contracts/slot-book.ts';
import type { TillMoment } from './may-install.ts';
import { Updater } from './updater.ts';

const ASK_EVERY_S = 300;
const BYTES_PER_SECOND = 512 * 1024;
/** Thousands of tills hear of a change at once: each asks within this part of its interval. */
const SPREAD = 20;
/** News come with every price: between two looks for their sake lies this part of the interval. */
const REST = 10;
/** A piece waits so long for the end of a sale, ms, and looks so often. */
const LONGEST_SALE_MS = 30_000;
const CALM_PAUSE_MS = 1000;

/** The ways out of this machine: to head office, unless it was taken away for a drill, and to the store. */
type Lines = { connections: Connections; line: LineAway; lan: LanPort };
type Asks = { poked: () => void };

/**
 * Answers `till.moment` and brings builds of the till: asks every five minutes and when head office has
 * news. `EVERTILL_BUILDS_ASK_S` and `EVERTILL_BUILDS_BYTES_S` set other paces.
 */
export function registerUpdates(
  host: MainHost,
  session: Pick<TillSession, 'current'>,
  { connections, line, lan }: Lines,
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
  const shelf = openBuildShelf(store.folder);
  const told = (): TillMoment | undefined => updater.told();
  const ports = bringPorts(host, { folder: store.folder, shelf, session, sites, lan, told });
  // As this start began: on a disk that took nothing the file says what was before.
  const updater = new Updater(launch.book ?? store.read() ?? newBook(launch.build), {
    ask: (book, refuses) => sites.ask(book, refuses),
    fetch: (word, isStale) => bringBuild(word, ports, isStale),
    tidy: (book, wanted) =>
      shelf.tidy(wanted === undefined ? [] : [wanted], sharedOf(book, wanted)),
    isWhole: (slot) => store.isWhole(slot),
    write: (book) => store.write(book),
    prune: (book) => store.prune(book),
    well: () => launch.well(),
    restart,
    now,
    log,
  });
  host.ipc.handle('till.moment', (moment) => {
    updater.heard(moment);
    return {};
  });
  return lookOften(host, () => void updater.look());
}

const now = (): number => performance.now();
const nap = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms).unref());

/** How builds are brought, and given to the other tills of the store where there is a network to them. */
function bringPorts(
  host: MainHost,
  from: {
    folder: string;
    shelf: BuildShelf;
    session: Pick<TillSession, 'current'>;
    sites: Pick<ReturnType<typeof askSites>, 'piece' | 'sites'>;
    lan: LanPort;
    told: () => TillMoment | undefined;
  },
): BringPorts {
  const { folder, shelf, session, sites, lan, told } = from;
  const near = new LanBuilds({
    till: () => session.current(),
    others: lan.others,
    shelf,
    isFree: () => told()?.is_free === true,
    nap,
    now,
    random: Math.random,
  });
  if (lan.isOn) lan.topic(BUILD_TOPIC.path, (question) => near.answer(question));
  const source = {
    sites: sites.sites,
    fromSite: (...asked: Parameters<typeof sites.piece>) => sites.piece(...asked),
    ...(lan.isOn && { lan: near }),
  };
  return {
    folder,
    shelf,
    sources: new BuildSources(source),
    shares: lan.isOn,
    calm: calmBy(() => told()?.is_free !== false),
    nap,
    now,
    bytesPerSecond: setting(host, 'EVERTILL_BUILDS_BYTES_S', BYTES_PER_SECOND),
    log: host.log,
  };
}

/** Files that other tills of the store may want: of what runs here, ran before or will. */
function sharedOf(book: SlotBook, wanted: string | undefined): string[] {
  return [book.now, book.before, book.next]
    .flatMap((slot) => slot?.hash ?? [])
    .concat(wanted ?? []);
}

/** Waits while somebody is in a sale, but not for ever: a till that sells all day gets its build, too. */
function calmBy(isCalm: () => boolean) {
  return async (isStale: () => boolean): Promise<void> => {
    const untilMs = now() + LONGEST_SALE_MS;
    while (!isCalm() && !isStale() && now() < untilMs) await nap(CALM_PAUSE_MS);
  };
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
