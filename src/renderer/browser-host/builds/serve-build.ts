import type { SlotBook } from '../../../contracts/build-slots.ts';
import { beginStart, leaveBuild } from '../../../contracts/slot-book.ts';
import type { BuildFault } from '../../../contracts/build-feed.ts';
import type { BuildBook } from './build-book.ts';
import { INDEX, isWholeIn, pageOf, wholeFolders } from './build-caches.ts';

export type ServePorts = {
  book: () => Promise<BuildBook>;
  /** A file of the page that was kept when this worker came, with its headers. */
  kept: (path: string) => Promise<Response | undefined>;
  network: (request: Request) => Promise<Response>;
  sleep: (ms: number) => Promise<void>;
};

/** A start waits so long for the book and its pages; a database that hangs must not keep a till shut, ms. */
const FOUND_WITHIN_MS = 4000;

/** A new build must say that it is well within this time, ms. */
const WELL_WITHIN_MS = 60_000;

/**
 * The part of the launcher, for a till in a browser: which build's pages a start gets, counted before it
 * runs, and the build before once a new one had its two starts (UPD6). Whatever fails here, the page that was
 * kept with this worker is the answer.
 */
export function buildServer({ book: open, kept, network, sleep }: ServePorts) {
  let held: SlotBook | undefined;
  /** The start came too late for its build: what runs is the page that was kept, and its files are. */
  let isKeptPage = false;
  let lastWhy: BuildFault = 'crash';

  async function shellVersion(): Promise<string | undefined> {
    const text = await (await kept(INDEX))?.text();
    return text === undefined ? undefined : /data-build="([^"]+)"/.exec(text)?.[1];
  }

  async function begin(isOver: () => boolean): Promise<SlotBook | undefined> {
    const shell = await shellVersion();
    const book = await open();
    const found = await book.read();
    if (shell === undefined || found === undefined) return undefined;
    const isWhole = isWholeIn(await wholeFolders(found));
    const begun = (one: SlotBook): SlotBook => beginStart(one, shell, lastWhy, isWhole);
    let isCounted = false;
    try {
      // A start that came too late for its page is counted against nobody.
      const next = await book.change((one) => {
        isCounted = !isOver();
        return isCounted ? one && begun(one) : undefined;
      });
      lastWhy = 'crash';
      // Its time went by while it was written down.
      if (isOver() && isCounted && next !== undefined) await takeBack(open, next);
      return next;
    } catch {
      // A start that cannot be counted is none for a build on trial.
      const next = begun(found);
      return next.trial === null ? next : leaveBuild(next, shell, lastWhy);
    }
  }

  async function pageFor(
    path: string,
    isStart: boolean,
    isOver: () => boolean,
  ): Promise<Response | undefined> {
    if (isStart) {
      // The kept page's, until the book has said otherwise in time.
      held = undefined;
      isKeptPage = false;
      const begun = await begin(isOver);
      if (isOver()) return undefined;
      held = begun;
    } else if (isKeptPage) return undefined;
    else held ??= await (await open()).read();
    const folder = held?.now.folder ?? null;
    if (folder === null) return undefined;
    // Without the headers of the kept page, its policy above all, nothing else is given.
    const headers = (await kept(INDEX))?.headers;
    const found = headers && (await pageOf(folder, path));
    return found && under(headers, found);
  }

  /** The page that was kept starts: nothing of this start is the build's. */
  function late(): void {
    const begun = held;
    [held, isKeptPage] = [undefined, true];
    if (begun !== undefined) takeBack(open, begun).catch(() => undefined);
  }

  return {
    async answer(request: Request): Promise<Response> {
      const { pathname } = new URL(request.url);
      const path = pathname === '/' ? INDEX : pathname;
      const isStart = request.mode === 'navigate' && path === INDEX;
      const find = (isOver: () => boolean): Promise<Response | undefined> =>
        pageFor(path, isStart, isOver);
      const page = await within(sleep, find, () => isStart && late()).catch(() => undefined);
      return page ?? (await kept(path).catch(() => undefined)) ?? network(request);
    },
    /** After a start: true where the build is on trial and never said that it is well. It is started anew then. */
    async hangs(): Promise<boolean> {
      const before = held;
      if (before === undefined || before.trial === null) return false;
      await sleep(WELL_WITHIN_MS);
      const now = await (await open()).read();
      // Of the book only what says which start this is: what head office says meanwhile ends no trial.
      const startOf = (book: SlotBook): string => JSON.stringify([book.now, book.trial]);
      const isSame = now !== undefined && startOf(now) === startOf(before);
      if (isSame) lastWhy = 'hang';
      return isSame;
    },
  };
}

/** Undefined where it is not there in time; `isOver` says so to what goes on behind, `late` is done then. */
function within<T>(
  sleep: ServePorts['sleep'],
  find: (isOver: () => boolean) => Promise<T | undefined>,
  late: () => void,
): Promise<T | undefined> {
  let [isOver, isFound] = [false, false];
  const found = find(() => isOver).finally(() => (isFound = true));
  const over = async (): Promise<undefined> => {
    await sleep(FOUND_WITHIN_MS);
    if (isFound) return;
    isOver = true;
    late();
  };
  return Promise.race([found, over()]);
}

/** A start that was counted, and whose page came too late: the build never ran. */
async function takeBack(open: ServePorts['book'], begun: SlotBook): Promise<void> {
  const same = JSON.stringify([begun.now, begun.trial]);
  await (
    await open()
  ).change((one) => {
    if (!one?.trial || JSON.stringify([one.now, one.trial]) !== same) return undefined;
    return { ...one, trial: { starts: Math.max(0, one.trial.starts - 1) } };
  });
}

/** A build's file under the headers that the page's origin gave: no build softens its policy. */
function under(headers: Headers, found: Response): Response {
  const all = new Headers(headers);
  for (const name of ['content-length', 'content-encoding', 'etag', 'last-modified'])
    all.delete(name);
  all.set('content-type', found.headers.get('content-type') ?? 'application/octet-stream');
  return new Response(found.body, { headers: all });
}
