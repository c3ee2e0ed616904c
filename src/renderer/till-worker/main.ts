import type { Done, Refusal } from '../shared/till-api.ts';
import { later, say, speak, type Speech } from '../shared/words/say.ts';
import type { CallMessage, PageMessage } from '../shared/worker-messages.ts';
import type { AlarmKind } from '../shared/alarm-kinds.ts';
import { AlarmList } from './alarm-list.ts';
import { perform, type RunningTill } from './commands.ts';
import { openCloseDesks } from './close/open-close-desks.ts';
import { checkClosingsLater } from './close/open-running.ts';
import { shiftCameBack } from './close/shift-came-back.ts';
import { openStoreDay } from './store-day/open-store-day.ts';
import { HandOverDesk } from './hand-over-desk.ts';
import type { HealthTally } from './health/health-tally.ts';
import { HostLink } from './host-link.ts';
import type { Enrolled } from './enrolled.ts';
import { followPrinter } from './printer-news.ts';
import { openAfterDesks } from './receipts/open-after-desks.ts';
import { openTillCore } from './till-core.ts';
import { showSealed } from './signing/show-sealed.ts';
import { queueTeller, waitingNow } from './tell-queue.ts';
import { TillDesk } from './till-desk.ts';
import { unusablePhase } from './unusable-words.ts';
import { ViewFeed } from './view-feed.ts';
import { workerScope } from './worker-scope.ts';

const STARTING: Refusal = {
  ok: false,
  kind: 'starting',
  next: later('The till is still starting.'),
};
const SYNC_REFRESH_MS = 1000;

const host = new HostLink(workerScope);
const feed = new ViewFeed((view) => workerScope.postMessage({ view }));
const alarms = new AlarmList();
followPrinter(host, alarms, (shown) => feed.show({ alarms: shown }));
let desk: TillDesk | undefined;
let health: HealthTally | undefined;
let running: RunningTill | undefined;

workerScope.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
  if (host.take(data) || !('call' in data)) return;
  void answer(data.call);
});

async function answer(call: CallMessage): Promise<void> {
  const { id } = call;
  const began = performance.now();
  try {
    workerScope.postMessage({ answer: { id, ok: true, answer: await run(call) } });
    if (call.command === 'scan') health?.scanned(performance.now() - began);
  } catch (error) {
    workerScope.postMessage({ answer: { id, ok: false, detail: String(error) } });
  }
}

async function run(call: CallMessage): Promise<unknown> {
  if (call.command === 'enrol') return enrol(call.arg.code);
  if (call.command === 'speak') return changeLanguage(call.arg);
  return running === undefined ? STARTING : perform(running, call);
}

async function enrol(code: string): Promise<unknown> {
  const answered = await host.invoke('identity.enrol', { code });
  if (!answered.ok) return answered;
  void begin();
  return { ok: true };
}

/** What is on screen is said anew. */
function changeLanguage(speech: Speech): Done {
  speak(speech);
  feed.show({ alarms: alarms.all() });
  desk?.showAll();
  return { ok: true };
}

/** One writer: a second worker on the same data waits until the first is gone (a reload overlaps). */
function soleWriter(): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request('evertill-writer', () => {
      resolve();
      return new Promise(() => undefined);
    });
  });
}

/** An alarm that goes when what it tells of is over. */
const showWhile =
  (kind: AlarmKind) =>
  (is: boolean): void =>
    feed.show({ alarms: is ? alarms.raise(kind) : alarms.clear(kind) });

async function begin(): Promise<void> {
  const identity = await host.invoke('identity.get', {});
  if (identity.state === 'new')
    return feed.show({ phase: { at: 'enrol', region: identity.region, sites: identity.sites } });
  if (identity.state === 'unusable') return feed.show({ phase: unusablePhase(identity) });
  return open(identity);
}

async function open(identity: Enrolled): Promise<void> {
  const info = await host.invoke('app.info', {});
  const core = await openTillCore(host, identity, info, {
    syncChanged: () => desk?.sync.show(),
    catalogueChanged: () => {
      feed.show({ nowMs: Date.now() });
      desk?.showCatalogue();
    },
    rowsChanged: () => void desk?.rowsChanged(),
    committed: (kind) => running?.storeDay.teller.heard(kind),
    asked: (site) => desk?.parking.heard(site),
    shiftIs: (shift) => desk && shiftCameBack(desk, core.running, shift),
    alarm: (kind, next) => feed.show({ alarms: alarms.raise(kind, next) }),
    newsAreOld: showWhile('news-old'),
    deviceIs: showWhile('signing-failed'),
    sealed: (doc, seal) => desk && showSealed(desk, core.receipts, doc, seal),
    step: (step) => feed.show({ phase: { at: 'starting', step, percent: 0 } }),
  });
  health = core.health;
  desk = new TillDesk(core, feed, alarms);
  running = {
    desk,
    handOver: new HandOverDesk(host, core, feed),
    ...openAfterDesks(host, core, desk, (shiftId) => running?.close.close.counting(shiftId)),
    close: openCloseDesks(host, core, desk),
    storeDay: openStoreDay(host, core, desk),
    articles: core.catalogue.opened,
  };
  desk.showAll();
  // A basket from before the start takes its units from the articles.
  core.catalogue.opened.then(() => desk?.showBasket(), cannotStart);
  checkClosingsLater(core, (next) => feed.show({ alarms: alarms.raise('closings-differ', next) }));
  core.runner.start();
  const tellQueue = queueTeller((told) => {
    // A host that did not hear it is told with the next change.
    host.invoke('queue.waiting', told).catch(() => undefined);
  });
  // Ages and the clock in the header move on their own.
  setInterval(() => {
    feed.show({ nowMs: Date.now() });
    desk?.sync.show();
    core.newsAge.look();
    tellQueue(waitingNow(core.store.unconfirmed, core.store.parkedRows), performance.now());
  }, SYNC_REFRESH_MS);
}

async function main(): Promise<void> {
  feed.show({ phase: { at: 'starting', step: 'opening-store', percent: 0 }, nowMs: Date.now() });
  // A host that says no says it at once: a second tab would wait for the first one's data for ever.
  const identity = await host.invoke('identity.get', {});
  if (identity.state === 'unusable') return feed.show({ phase: unusablePhase(identity) });
  await soleWriter();
  await begin();
}

function cannotStart(error: unknown): void {
  feed.show({
    phase: {
      at: 'unusable',
      reason: say('The till could not start ({error}).', { error: String(error) }),
      next: say('Restart the till. If it happens again, call support: no sale is lost.'),
    },
  });
}

main().catch(cannotStart);
