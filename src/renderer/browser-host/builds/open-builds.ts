import type { LineAway } from '../../../contracts/line-away.ts';
import type { BrowserSession } from '../browser-session.ts';
import type { HostDb } from '../host-db.ts';
import { askBuilds } from './ask-builds.ts';
import { browserBuilds } from './browser-builds.ts';
import { openBuildBook } from './build-book.ts';
import { attachBuilds } from './builds-port.ts';

const ASK_EVERY_MS = 300_000;
/** Thousands of tills hear of a change at once, and many start at once. */
const SPREAD_MS = 15_000;
const START_MS = 3000;
/** News come with every price: between two looks for their sake, ms. */
const REST_MS = 30_000;

export type OpenedBuilds = { poked: () => void; well: () => void };

/** Begins to ask for builds, where a service worker of ours gives their pages. */
export function openBuilds(
  db: HostDb,
  session: Pick<BrowserSession, 'current'>,
  line: Pick<LineAway, 'holds'>,
  build: string,
): OpenedBuilds {
  const sites = askBuilds(() => session.current(), line);
  const builds = browserBuilds({
    build,
    book: openBuildBook(db),
    ask: (book, runs, trouble) => sites.ask(book, runs, trouble),
    fetchFile: (file) => sites.fetchFile(file),
    clock: () => performance.now(),
  });
  attachBuilds(builds);
  // Without its worker this page is not kept, and nor would another be.
  const look = (): void => {
    if (navigator.serviceWorker.controller !== null) void builds.look();
  };
  let restUntil = 0;
  let poke: ReturnType<typeof setTimeout> | undefined;
  setTimeout(look, Math.random() * START_MS);
  setInterval(look, ASK_EVERY_MS + Math.random() * SPREAD_MS);
  return {
    well: () => void builds.well().catch(() => undefined),
    poked() {
      const rest = Math.max(0, restUntil - performance.now());
      poke ??= setTimeout(
        () => {
          poke = undefined;
          restUntil = performance.now() + REST_MS;
          look();
        },
        rest + Math.random() * SPREAD_MS,
      );
    },
  };
}
