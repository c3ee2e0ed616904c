import type { IpcAnswer, IpcArg, IpcChannel, IpcEventData } from '../../contracts/ipc.ts';
import { LineAway } from '../../contracts/line-away.ts';
import { askBeforeLeaving } from '../shared/leaving.ts';
import { openBrowserSession, type BrowserSession } from './browser-session.ts';
import { browserTransport } from './browser-transport.ts';
import type { OpenedBuilds } from './builds/open-builds.ts';
import { openHostDb, type HostDb } from './host-db.ts';
import { openJournalClient } from './journal-client.ts';
import { browserMarker } from './marker.ts';
import { offerDownload } from './offer-download.ts';
import { printPage } from './print-page.ts';
import { claimOnlyTab } from './one-tab.ts';
import { keepReceipt } from './receipts.ts';
import { receiptSecret, vouch } from './vouch.ts';
import { say } from '../shared/words/say.ts';

/** Every verb of the contract, as the browser host plays it. */
export type Handlers = { [C in IpcChannel]: (arg: IpcArg<C>) => Promise<IpcAnswer<C>> };

const INFO = {
  host: 'browser',
  key_storage: 'webcrypto-non-extractable',
  journal_host: 'opfs',
} as const;
/** The page says which build it is: `<html data-build="…">`. */
const build = (): string => document.documentElement.dataset['build'] ?? 'unknown';

export async function startHandlers(
  tell: (event: IpcEventData<'transport.event'>) => void,
): Promise<Handlers> {
  if (!(await claimOnlyTab())) return secondTab();
  const db = await openHostDb();
  const session = await openBrowserSession(db);
  const journal = openJournalClient();
  const marker = browserMarker(db);
  const giveKey = async (): Promise<void> => {
    const till = session.current();
    if (till !== undefined) await journal.identity(till.credential.till_id, till.key);
  };
  await giveKey();
  const line = new LineAway(() => performance.now());
  const builds = buildsOf(db, session, line);
  const tellAll: typeof tell = (event) => {
    tell(event);
    if (event.kind === 'poke' || event.kind === 'open') void builds.then((them) => them?.poked());
  };
  return {
    'app.info': async () => ({ ...INFO, build: build() }),
    'app.crash': async () => ({}),
    'identity.get': async () => session.identity(),
    'identity.enrol': async ({ code }) => {
      const done = await session.enrol(code);
      await giveKey();
      return done;
    },
    'identity.vouch': ({ op_ids }) => vouch(session.current(), op_ids),
    'export.save': offerDownload,
    'paper.save': printPage,
    // Closing the page loses nothing, but what waits is sent only while it is open.
    'queue.waiting': async ({ waiting }) => {
      askBeforeLeaving(waiting > 0);
      return {};
    },
    // Its page says itself when a build may be put in place; here it says that this one is well.
    'till.moment': async () => {
      void builds.then((them) => them?.well());
      return {};
    },
    ...browserTransport(session, tellAll, line),
    // A till in a browser asks the champion alone.
    'transport.backend': async () => ({ took: false }),
    'journal.open': async () => {
      const opened = await journal.open();
      const found = await marker.read();
      if (!opened.ok || found === undefined) return opened;
      // A browser cannot tell one machine from another.
      return { ...opened, marker: { ...found, other_machine: false } };
    },
    'journal.append': async ({ salt, series, closed = false, lines }) => {
      const answer = await journal.append(salt, series, lines);
      const last = lines.at(-1);
      // A marker that is a little behind misleads nobody; a sale must not wait for it.
      if (answer.ok && last !== undefined && !closed)
        void marker
          .note({ stream: last.stream, series, head_seq: last.seq })
          .catch(() => undefined);
      return answer;
    },
    'journal.read': async ({ stream, from_seq, limit }) => ({
      lines: await journal.read(stream, from_seq, limit),
    }),
    'journal.prune': ({ stream, below }) => journal.prune(stream, below),
    'receipt.print': ({ doc_no, text }) => keepReceipt(db, { doc_no, text }),
    'receipt.key': () => receiptSecret(session.current()),
    // A page opens no TCP line; a till in a browser has no terminal or signing device of its own.
    'terminal.ask': async () => ({ ok: false, failure: 'no-terminal' }),
    'signing.ask': async () => ({ ok: false, failure: 'no-device' }),
    // Nor does it listen on a LAN: the other tills of the store are heard through head office.
    'lan.tell': async () => ({}),
    'lan.ask': async () => ({ on: false, heard: [] }),
  };
}

/** A script of its own: no other host needs it, and no start waits for it. */
async function buildsOf(
  db: HostDb,
  session: BrowserSession,
  line: LineAway,
): Promise<OpenedBuilds | undefined> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return undefined;
  try {
    const { openBuilds } = await import('./builds/open-builds.ts');
    return openBuilds(db, session, line, build());
  } catch {
    // Without it this page goes on as it is, and sells.
    return undefined;
  }
}

/** Another tab is the till: this one says so and does nothing. */
function secondTab(): Handlers {
  const refuse = async (): Promise<never> => {
    throw new Error('another tab is the till');
  };
  return {
    'app.info': async () => ({ ...INFO, build: build() }),
    'app.crash': async () => ({}),
    'identity.get': async () => ({
      state: 'unusable',
      reason: 'second-tab',
      next: say('The till is open in another tab. Go on there, or close it and reload this page.'),
    }),
    'identity.enrol': refuse,
    'identity.vouch': refuse,
    'export.save': refuse,
    'paper.save': refuse,
    'queue.waiting': refuse,
    'till.moment': refuse,
    'transport.request': refuse,
    'transport.abort': refuse,
    'transport.backend': refuse,
    'transport.line': refuse,
    'transport.events': refuse,
    'journal.open': refuse,
    'journal.append': refuse,
    'journal.read': refuse,
    'journal.prune': refuse,
    'receipt.print': refuse,
    'receipt.key': refuse,
    'terminal.ask': refuse,
    'signing.ask': refuse,
    'lan.tell': refuse,
    'lan.ask': refuse,
  };
}
