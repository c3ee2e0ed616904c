import { readFileSync } from 'node:fs';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { RegionId, SiteId } from '../../src/contracts/ids.ts';
import { MAIL_ADDRESS } from '../../src/contracts/mail-address.ts';
import { RegionTrust } from '../../src/contracts/region.ts';
import { ConsoleSettings, readConsoleSettings } from './features/console/console-settings.ts';
import { smtpServer } from './features/mail/smtp-server.ts';

const Count = Type.Integer({ minimum: 0 });

/** Everything a site process is told, validated once; the only reader of the environment. */
export const Config = Type.Object({
  region: RegionId,
  site: SiteId,
  host: Type.String({ minLength: 1 }),
  port: Type.Integer({ minimum: 1, maximum: 65535 }),
  databaseUrl: Type.String({ pattern: '^postgres(ql)?://' }),
  /** The one peer site; absent where the region has a single site. */
  peer: Type.Optional(
    Type.Object({
      id: SiteId,
      url: Type.String({ pattern: '^https?://' }),
      /** libpq URL of the peer's database for a role that may replicate and read. */
      replicationUrl: Type.String({ pattern: '^postgres(ql)?://' }),
    }),
  ),
  siteKeyPem: Type.String({ minLength: 1 }),
  trust: RegionTrust,
  /** Where `trust` was read; a file of a higher number there is taken up while the site serves. */
  trustFile: Type.String(),
  adminToken: Type.String({ minLength: 16 }),
  console: Type.Optional(ConsoleSettings),
  /** Origins of browser tills that may call this site cross-origin (D24); none by default. */
  tillOrigins: Type.Array(Type.String({ pattern: '^https?://[^/]+$' })),
  webWorkers: Type.Integer({ minimum: 1, maximum: 64 }),
  /** Connections of each web worker. */
  poolSize: Type.Integer({ minimum: 2, maximum: 100 }),
  /** Pushes inside one web worker at a time; the next is told 429 and when to come back. */
  maxPushes: Type.Integer({ minimum: 1, maximum: 10_000 }),
  /** A request's head must be here within this, ms; all of it within the next. */
  headTimeoutMs: Type.Integer({ minimum: 100 }),
  requestTimeoutMs: Type.Integer({ minimum: 100 }),
  credentialDays: Type.Integer({ minimum: 1 }),
  /**
   * Behind a balancer: told to end, a worker first serves on for so long while `/readyz` says 503, so
   * that no request meets a refusal; ms. 0 where tills reach the site directly and shall switch at once.
   */
  leaveMs: Count,
  /** Answering 503 `draining` for so long before the listener closes, ms. */
  drainMs: Count,
  /** Between two comparisons of the logs with the peer's (D5), ms. */
  antiEntropyMs: Type.Integer({ minimum: 100 }),
  /** Op months older than so many days are dropped, once both sites hold them alike; 0: never. */
  retentionDays: Count,
  /** Where Prometheus asks, of the machine or the inside network only; port 0: nowhere. */
  metricsHost: Type.String({ minLength: 1 }),
  metricsPort: Type.Integer({ minimum: 0, maximum: 65535 }),
  /** Base address of an OpenTelemetry collector (OTLP over HTTP); empty: no traces. */
  otlpEndpoint: Type.String({ pattern: '^(https?://.+)?$' }),
  /** Where receipts by e-mail go out, e.g. smtps://user:password@mail.example; empty: they wait. */
  smtpUrl: Type.String({ pattern: '^(smtps?://[^/]+/?)?$' }),
  /** Whom they come from; the same at both sites. */
  mailFrom: Type.String({ pattern: `^$|${MAIL_ADDRESS}` }),
  /** The back-end set that this app server is of; empty: the champion's. */
  backEndSet: Type.String({ pattern: '^([a-z][a-z0-9-]{0,39})?$' }),
  /** HAProxy's stats socket, on this machine alone, and its map of shares; empty: no canary here. */
  haproxySocket: Type.String(),
  canaryMap: Type.String(),
  /** Share of ops that are traced, by their ids; every site and worker chooses the same. */
  traceRatio: Type.Number({ minimum: 0, maximum: 1 }),
  /** Share of `max_slot_wal_keep_size` held for the peer at which people are told, percent. */
  walAlertPercent: Type.Integer({ minimum: 1, maximum: 100 }),
  /** The log was not archived for so long: people are told, s. */
  archiveAlertS: Type.Integer({ minimum: 1 }),
  /** Status page readable without the admin token: loopback demos only. */
  statusOpen: Type.Boolean(),
  logLevel: Type.String(),
});
export type Config = Static<typeof Config>;

type Env = Readonly<Record<string, string | undefined>>;

function peerOf(env: Env): unknown {
  if (env['EVERTILL_PEER_ID'] === undefined) return undefined;
  return {
    id: env['EVERTILL_PEER_ID'],
    url: env['EVERTILL_PEER_URL'],
    replicationUrl: env['EVERTILL_PEER_DATABASE_URL'],
  };
}

function fileOf(env: Env, name: string): string | undefined {
  const path = env[name];
  return path === undefined ? undefined : readFileSync(path, 'utf8');
}

/** Throws one error naming every setting that is missing or wrong (never its value). */
export function readConfig(env: Env): Config {
  const peer = peerOf(env);
  const consoleSettings = readConsoleSettings(env);
  const trust = fileOf(env, 'EVERTILL_TRUST_FILE');
  const raw = {
    region: env['EVERTILL_REGION'],
    site: env['EVERTILL_SITE'],
    host: env['EVERTILL_HOST'] ?? '127.0.0.1',
    port: Number(env['EVERTILL_PORT']),
    databaseUrl: env['EVERTILL_DATABASE_URL'],
    ...(peer === undefined ? {} : { peer }),
    siteKeyPem: fileOf(env, 'EVERTILL_SITE_KEY_FILE'),
    trust: trust === undefined ? undefined : (JSON.parse(trust) as unknown),
    trustFile: env['EVERTILL_TRUST_FILE'],
    adminToken: env['EVERTILL_ADMIN_TOKEN'],
    ...(consoleSettings === undefined ? {} : { console: consoleSettings }),
    tillOrigins: (env['EVERTILL_TILL_ORIGINS'] ?? '').split(' ').filter((o) => o !== ''),
    webWorkers: Number(env['EVERTILL_WEB_WORKERS'] ?? 2),
    poolSize: Number(env['EVERTILL_POOL_SIZE'] ?? 8),
    maxPushes: Number(env['EVERTILL_MAX_PUSHES'] ?? 128),
    headTimeoutMs: Number(env['EVERTILL_HEAD_TIMEOUT_MS'] ?? 10_000),
    requestTimeoutMs: Number(env['EVERTILL_REQUEST_TIMEOUT_MS'] ?? 30_000),
    credentialDays: Number(env['EVERTILL_CREDENTIAL_DAYS'] ?? 400),
    leaveMs: Number(env['EVERTILL_LEAVE_MS'] ?? 0),
    drainMs: Number(env['EVERTILL_DRAIN_MS'] ?? 1000),
    antiEntropyMs: Number(env['EVERTILL_ANTI_ENTROPY_MS'] ?? 3_600_000),
    retentionDays: Number(env['EVERTILL_RETENTION_DAYS'] ?? 0),
    metricsHost: env['EVERTILL_METRICS_HOST'] ?? '127.0.0.1',
    metricsPort: Number(env['EVERTILL_METRICS_PORT'] ?? 0),
    otlpEndpoint: env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? '',
    smtpUrl: env['EVERTILL_SMTP_URL'] ?? '',
    mailFrom: env['EVERTILL_MAIL_FROM'] ?? '',
    backEndSet: env['EVERTILL_BACK_END_SET'] ?? '',
    haproxySocket: env['EVERTILL_HAPROXY_SOCKET'] ?? '',
    canaryMap: env['EVERTILL_CANARY_MAP'] ?? '/etc/haproxy/canary.map',
    traceRatio: Number(env['OTEL_TRACES_SAMPLER_ARG'] ?? 1),
    walAlertPercent: Number(env['EVERTILL_WAL_ALERT_PERCENT'] ?? 50),
    archiveAlertS: Number(env['EVERTILL_ARCHIVE_ALERT_S'] ?? 900),
    statusOpen: env['EVERTILL_STATUS_OPEN'] === '1',
    logLevel: env['EVERTILL_LOG_LEVEL'] ?? 'info',
  };
  const isMail = raw.smtpUrl === '' || smtpServer(raw.smtpUrl) !== undefined;
  if (isMail && Value.Check(Config, raw)) return raw;
  const wrong = Value.Errors(Config, raw).map((e) => `${e.instancePath} ${e.message}`);
  if (!isMail)
    wrong.push('EVERTILL_SMTP_URL is no address; write # as %23, ? as %3F, / as %2F, % as %25');
  throw new Error(`configuration: ${wrong.join('; ')}`);
}
