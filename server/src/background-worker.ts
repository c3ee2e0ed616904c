import { setTimeout as sleep } from 'node:timers/promises';
import type { Registry } from 'prom-client';
import type { Config } from './config.ts';
import { CHANNELS, startListener } from './db/listener.ts';
import { onAbort, runTask, type Task } from './every.ts';
import { advanceChangePrefixes } from './features/changes/change-prefix.ts';
import { reconcile } from './features/anti-entropy/reconcile.ts';
import { askPeerClaims } from './features/claims/ask-peer.ts';
import { CanaryWatch } from './features/canary/canary-watch.ts';
import { followCanary } from './features/canary/follow-canary.ts';
import { haproxyRuntime } from './features/canary/haproxy-runtime.ts';
import { findRetired } from './features/claims/refuse-retired.ts';
import { storeClaims } from './features/claims/store-claims.ts';
import { advanceCopy } from './features/replication/advance-copy.ts';
import { pruneBefore } from './features/retention/prune.ts';
import { ensurePartitions } from './features/replication/partitions.ts';
import { finishRecovery, subscriptionsReady } from './features/replication/recover.ts';
import { ensureSubscriptions } from './features/replication/subscriptions.ts';
import { findMails } from './features/mail/find-mails.ts';
import { openMailer } from './features/mail/mail-transport.ts';
import { sendMails } from './features/mail/send-mails.ts';
import { followReplays } from './features/parked-ops/follow-replays.ts';
import { projectPage } from './features/projection/projector.ts';
import { pruneBuildParts } from './features/builds/build-parts.ts';
import { pruneHealth } from './features/health/read-health.ts';
import { releaseStep } from './features/releases/release-step.ts';
import { buildSnapshot, pruneSnapshots } from './features/snapshots/snapshot-store.ts';
import { holdLead } from './hold-lead.ts';
import { makeLogger } from './logger.ts';
import { answerMetrics } from './metrics/ask-workers.ts';
import { backgroundMetrics } from './metrics/background-metrics.ts';
import { readSiteNumbers } from './metrics/read-site-numbers.ts';
import { siteGauges, type SiteGauges } from './metrics/site-gauges.ts';
import { WORKER, workerRegistry } from './metrics/worker-registry.ts';
import { PokeHub } from './poke-hub.ts';
import { openTraces } from './tracing/open-traces.ts';
import type { OpTraces } from './tracing/op-traces.ts';
import { tracedOps } from './tracing/traced-ops.ts';
import { openSite, type SiteContext } from './site-context.ts';
import { RETIRED_EXIT } from './site-identity.ts';

const IDLE_MS = 500;
/** A page was read, or a transaction is holding one back: look again soon. */
const BUSY_MS = 20;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Read models may be this late so that a page holds many ops: a turn costs the same for one. */
const PROJECTION_GATHER_MS = 200;
/** Between two questions to a peer that has news; well within the 100 ms of D21. */
const CLAIMS_GATHER_MS = 40;
const CLAIMS_WAIT_MS = 20_000;
/** While something waits for the peer's answer itself. */
const EAGER_WAIT_MS = 100;
const SUBSCRIPTION_CHECK_MS = 10_000;
const IDENTITY_MS = 2000;
const CATALOGUE_MS = 60_000;
/** Time for rows on their way to arrive by themselves before they count as lost. */
const LONGEST_SETTLE_MS = 5000;
/** A peer that long polls answers at least this often. */
const PEER_SILENT_S = 30;
const PEER_CHECK_MS = 2000;
const BACKGROUND_POOL = 8;
/** Between two looks at releases: a bad pilot is taken back well within a minute. */
const RELEASES_MS = 2000;
/** Between two looks at a canary: one that is down keeps its share no longer than that. */
const CANARY_MS = 1000;
/** Between two looks at what the other site sent again. */
const REPLAYS_MS = 2000;
/** A customer looks for the letter before leaving the shop. */
const MAIL_MS = 2000;
/** Gauges that need SQL: one process of the site asks, so often, however often it is scraped. */
const NUMBERS_MS = 5000;

/** Replicated op rows → stream heads. */
function copyTask(site: SiteContext, hub: PokeHub, traces: OpTraces): Task {
  let quietTurns = 0;
  return {
    name: 'advance-copy',
    async turn() {
      const startedMs = site.now();
      const rows = await advanceCopy(site, (walked) => {
        if (!traces.isOn) return;
        const ops = walked.map((r) => ({ stream: r.stream_id, seq: r.seq, opId: r.link }));
        traces.step('op.copy', tracedOps(ops), startedMs);
      });
      quietTurns = rows > 0 ? 0 : quietTurns + 1;
      if (rows > 0) site.poker.poke(CHANNELS.heads);
      // Right after rows came, others may still be behind the oldest running transaction.
      return quietTurns < 5 ? BUSY_MS : IDLE_MS;
    },
    async rest(ms) {
      await hub.wait(CHANNELS.copy, ms);
      if (ms === IDLE_MS) quietTurns = 0;
    },
  };
}

function changePrefixTask(site: SiteContext, hub: PokeHub): Task {
  let thorough = true;
  return {
    name: 'change-prefix',
    async turn() {
      const moved = await advanceChangePrefixes(site, thorough);
      thorough = false;
      if (moved) site.poker.poke(CHANNELS.changes);
      return IDLE_MS;
    },
    rest: (ms) => hub.wait(CHANNELS.copy, ms),
  };
}

/** Heads that moved → read models. */
function projectionTask(site: SiteContext, hub: PokeHub, traces: OpTraces): Task {
  let cursor = '0';
  let quietTurns = 0;
  return {
    name: 'projection',
    async turn() {
      const startedMs = site.now();
      const turn = await projectPage(site.pool, cursor);
      if (traces.isOn) traces.step('op.project', tracedOps(turn.grown), startedMs);
      cursor = turn.cursor;
      quietTurns = turn.ops > 0 ? 0 : quietTurns + 1;
      if (turn.more) return 0;
      return quietTurns < 2 ? PROJECTION_GATHER_MS : IDLE_MS;
    },
    async rest(ms) {
      // Pushes go first: what they bring is projected together a moment later.
      if (ms === PROJECTION_GATHER_MS) return sleep(ms);
      await hub.wait(CHANNELS.heads, ms);
    },
  };
}

/** The catalogue as tills bootstrap from it, ready before they ask. */
async function buildCatalogue(site: SiteContext): Promise<void> {
  await buildSnapshot(site, 'article', '');
  await buildSnapshot(site, 'price', '');
  await buildSnapshot(site, 'promotion', '');
  await buildSnapshot(site, 'customer', '');
  await pruneSnapshots(site.pool);
}

/** Long poll of the peer's claims; keeps the subscriptions right for the incarnation it names. */
function peerTask(site: SiteContext, peer: NonNullable<Config['peer']>): Task {
  let cursor = '';
  let subscribed = { incarnation: '', at: 0 };
  return {
    name: 'peer',
    async turn() {
      const eager = cursor === '' || site.identity.current.recovering;
      const waitMs = eager ? EAGER_WAIT_MS : CLAIMS_WAIT_MS;
      const answer = await askPeerClaims(site, peer, cursor, waitMs);
      await storeClaims(site, answer);
      cursor = answer.cursor;
      const stale = site.now() - subscribed.at > SUBSCRIPTION_CHECK_MS;
      if (answer.incarnation !== subscribed.incarnation || stale) {
        // Before slots are touched: an old primary would take its successor's away.
        if (await findRetired(site, peer)) process.exit(RETIRED_EXIT);
        const done = await ensureSubscriptions(site, peer, answer.incarnation, () =>
          reconcile(site, peer, 0),
        );
        subscribed = { incarnation: answer.incarnation, at: site.now() };
        if (done.created.length > 0) site.log.info(done, 'subscribed to the peer');
      }
      if (site.identity.current.recovering && (await subscriptionsReady(site))) {
        const recovered = await finishRecovery(site, peer);
        site.log.info(recovered, 'compared with the peer, releasing again');
        site.poker.poke(CHANNELS.heads);
      }
      // Claims come one batch after the other, and repeat while a transaction holds back xmin at the
      // peer: then do not spin.
      return answer.claims.length === 0 ? 0 : CLAIMS_GATHER_MS;
    },
    rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

/** Hourly, and whenever the peer is back: differences between the logs are looked for and healed. */
function antiEntropyTask(site: SiteContext, peer: NonNullable<Config['peer']>): Task {
  const { antiEntropyMs } = site.config;
  const settleMs = Math.min(LONGEST_SETTLE_MS, antiEntropyMs);
  let prunedDay = '';
  /** Right after a comparison that went well, at most once a day. */
  const pruneDaily = async (): Promise<void> => {
    const { retentionDays } = site.config;
    const day = dateOf(site.now());
    if (retentionDays === 0 || day === prunedDay) return;
    const done = await pruneBefore(site, peer, dateOf(site.now() - retentionDays * DAY_MS));
    prunedDay = day;
    if (done.months.length + done.blocked.length > 0) site.log.info(done, 'old months dropped');
  };
  return {
    name: 'anti-entropy',
    async turn() {
      const heard = await site.pool.query(
        `SELECT 1 FROM peer_state WHERE seen > now() - interval '${PEER_SILENT_S} seconds'`,
      );
      // The task that listens to the peer says so in the log; one voice is enough.
      if (heard.rows.length === 0) return PEER_CHECK_MS;
      await reconcile(site, peer, settleMs);
      await pruneDaily();
      return antiEntropyMs;
    },
    rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Work done now and then, on a clock alone. */
function clockTask(name: string, everyMs: number, work: () => Promise<void>): Task {
  return {
    name,
    async turn() {
      await work();
      return everyMs;
    },
    rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

/** Receipts that customers asked for by e-mail; a server that is down holds up nothing else. */
function mailTask(site: SiteContext): Task {
  const { smtpUrl, mailFrom } = site.config;
  const send = smtpUrl === '' || mailFrom === '' ? undefined : openMailer(smtpUrl, mailFrom);
  return clockTask('mail', MAIL_MS, async () => {
    await findMails(site);
    const sent = await sendMails(site, send);
    if (sent > 0) site.log.info({ sent }, 'receipts sent by e-mail');
  });
}

function replaysTask(site: SiteContext): Task {
  const follow = followReplays(site);
  return clockTask('replays', REPLAYS_MS, async () => void (await follow()));
}

/** The share of a canary, where this site has a balancer to step. */
function canaryTask(site: SiteContext): Task[] {
  const { haproxySocket: socket, canaryMap: map } = site.config;
  if (socket === '') return [];
  site.canary = new CanaryWatch(haproxyRuntime({ socket, map }), site.now);
  return [clockTask('canary', CANARY_MS, () => followCanary(site))];
}

function numbersTask(site: SiteContext, registry: Registry): Task {
  let gauges: SiteGauges | undefined;
  return clockTask('numbers', NUMBERS_MS, async () => {
    const numbers = await readSiteNumbers(site);
    gauges ??= siteGauges(registry);
    gauges.show(numbers, site.now());
  });
}

/**
 * The one named worker of a site (D7): everything that must not be done twice at a time. Where a site
 * has several app servers, the others' background workers stand by.
 */
export async function runBackgroundWorker(config: Config, signal: AbortSignal): Promise<void> {
  const logger = makeLogger(config.logLevel, { site: config.site, role: 'background' });
  const registry = workerRegistry(process.env[WORKER] ?? 'background');
  const metrics = backgroundMetrics(registry);
  answerMetrics(registry);
  metrics.leading.set(0);
  const traces = await openTraces(config);
  onAbort(signal, () => void traces.stop().finally(() => process.exit(0)));
  await holdLead(config.databaseUrl, () => {
    logger.warn({}, 'another app server of this site took the lead');
    process.exit(1);
  });
  metrics.leading.set(1);
  const site = await openSite(config, logger, BACKGROUND_POOL);
  const hub = new PokeHub();
  startListener(config.databaseUrl, [CHANNELS.copy, CHANNELS.heads], (c, p) => hub.emit(c, p));
  const tasks: Task[] = [
    clockTask('partitions', HOUR_MS, () => ensurePartitions(site)),
    clockTask('identity', IDENTITY_MS, () => site.identity.refresh()),
    copyTask(site, hub, traces),
    changePrefixTask(site, hub),
    projectionTask(site, hub, traces),
    clockTask('catalogue', CATALOGUE_MS, () => buildCatalogue(site)),
    numbersTask(site, registry),
    mailTask(site),
    clockTask('releases', RELEASES_MS, async () => void (await releaseStep(site))),
    replaysTask(site),
    ...canaryTask(site),
    clockTask('health-slots', HOUR_MS, () => pruneHealth(site.pool)),
    clockTask('build-parts', HOUR_MS, () => pruneBuildParts(site.pool)),
  ];
  if (config.peer !== undefined)
    tasks.push(peerTask(site, config.peer), antiEntropyTask(site, config.peer));
  await Promise.all(
    tasks.map((task) =>
      runTask(task, signal, (name, error) => {
        metrics.taskFailures.inc({ task: name });
        const text = error instanceof Error ? error.message : String(error);
        site.log.warn({ task: name, err: text }, 'background task will be tried again');
      }),
    ),
  );
}
