import type { TransportRequest, TransportResult } from '../../contracts/ipc.ts';
import { parse, parseJson } from '../../contracts/parse.ts';
import { Problem, problemKind } from '../../contracts/problem.ts';
import { nonceText } from '../../contracts/signed-token.ts';
import {
  HelloAnswer,
  OpsAnswer,
  type HelloHealth,
  type HelloRequest,
  type OpsHeader,
} from '../../contracts/wire.ts';
import { joinLines } from '../../domain/oplog/ndjson.ts';
import { opTrace, traceparent } from '../../domain/oplog/op-trace.ts';
import type { Clock, HelloPart, StreamRow, SyncTransport } from '../../sync/core/ports.ts';
import type { Deadlines } from '../../sync/core/sync-events.ts';
import type { Outcome } from '../../sync/core/verdict.ts';
import { gzip } from '../shared/gzip.ts';
import type { HostLink } from './host-link.ts';
import { signatureHolds } from './verify-signature.ts';

export type WireIdentity = {
  region: string;
  regionNumber: number;
  appVersion: string;
  /** Site -> its public key, from the signed region file. */
  keys: ReadonlyMap<string, string>;
};

export type WireClientPorts = {
  host: HostLink;
  identity: WireIdentity;
  clock: Clock;
  randomId: () => string;
  serverClock: { offsetAtStart: number; learned: (offsetMs: number) => void };
  /** The stream new ops go to: a site pokes only those who named the stream that moved. */
  stream: () => StreamRow;
  /** Told with every hello; absent, nothing is. */
  health?: () => HelloHealth;
  /** Told who answered what was the store's set of app servers' to answer. */
  answeredBy?: (who: 'set' | 'champion') => void;
};

/** A sale or two go to the host as they are: packing in the worker would only add a turn. */
const PACK_ABOVE_BYTES = 16 * 1024;
/** A person waits, and a slow line may have much to carry. */
const GET_MS: Deadlines = { connectMs: 3000, firstByteMs: 10_000, totalMs: 60_000 };
/** Somebody stands at the counter. */
const ASK_MS: Deadlines = { connectMs: 1500, firstByteMs: 4000, totalMs: 8000 };
/** The same, of what is asked again at once where nobody answers. */
export const POLL_MS: Deadlines = { connectMs: 1000, firstByteMs: 2000, totalMs: 4000 };
const HAND_IN_MS: Deadlines = { connectMs: 3000, firstByteMs: 15_000, totalMs: 60_000 };

const utf8 = new TextEncoder();
const text = new TextDecoder();

/**
 * The typed wire over the host's transport. An answer counts as ours only if it has our
 * shape, our region and, for hello, the site's signature over our nonce: everything else
 * is a stranger's, however friendly its status.
 */
export class WireClient implements SyncTransport {
  /** Server clock minus ours, ms; pulls are signed with corrected time. */
  private serverOffsetMs: number;
  /** Head office's clock at the last hello, and our monotonic one then, ms. */
  private heard: { serverMs: number; at: number } | undefined;
  private told: (() => void)[] | undefined = [];
  private readonly p: WireClientPorts;

  constructor(p: WireClientPorts) {
    this.p = p;
    this.serverOffsetMs = p.serverClock.offsetAtStart;
  }

  abort(flight: number): void {
    void this.p.host.invoke('transport.abort', { id: `f${flight}` }).catch(() => undefined);
  }

  events(site: string, on: boolean): void {
    const { id, salt } = this.p.stream();
    void this.p.host
      .invoke('transport.events', {
        site,
        on,
        stream: `${id}.${salt}`,
        time_ms: this.correctedMs(),
      })
      .catch(() => undefined);
  }

  correctedMs(): number {
    return Math.max(0, this.p.clock.wallMs() + this.serverOffsetMs);
  }

  /** Head office's clock, ms, as told in this run; a wall clock that is set back does not set it back. */
  forwardMs(): number {
    const { heard } = this;
    const corrected = this.correctedMs();
    if (heard === undefined) return corrected;
    // A computer that slept may have a monotonic clock that stood still: the later of the two.
    return Math.max(corrected, heard.serverMs + Math.round(this.p.clock.now() - heard.at));
  }

  /** Whether head office told its time in this run. */
  get hasTime(): boolean {
    return this.told === undefined;
  }

  /** Once, as soon as it has; before that nobody knows what time it is. */
  whenTimed(hear: () => void): void {
    if (this.told === undefined) hear();
    else this.told.push(hear);
  }

  async hello(
    site: string,
    stream: StreamRow,
    part: HelloPart,
    d: Deadlines,
    flight: number,
  ): Promise<Outcome<HelloAnswer>> {
    const { identity } = this.p;
    const nonce = this.p.randomId();
    const request: HelloRequest = {
      ...part,
      nonce,
      app_version: identity.appVersion,
      region_number: identity.regionNumber,
      clock_ms: this.p.clock.wallMs(),
      ...(this.p.health === undefined ? {} : { health: this.p.health() }),
    };
    const sentAt = this.p.clock.wallMs();
    const result = await this.post(
      site,
      '/v1/sync/hello',
      'application/json',
      utf8.encode(JSON.stringify(request)),
      stream,
      d,
      `f${flight}`,
    );
    const outcome = this.read(result, (body) => parse(HelloAnswer, body), site);
    if (outcome.kind !== 'answer') return outcome;
    const key = identity.keys.get(site) ?? '';
    const { region, incarnation } = outcome.answer;
    const signed = nonceText({ nonce, region, site, incarnation });
    if (!(await signatureHolds(key, 'nonce', signed, outcome.answer.nonce_sig)))
      return { kind: 'stranger', why: 'wrong-identity', ms: result.ms };
    this.serverOffsetMs = Math.round(outcome.answer.server_ms - (sentAt + result.ms / 2));
    this.heard = {
      serverMs: this.p.clock.wallMs() + this.serverOffsetMs,
      at: this.p.clock.now(),
    };
    this.p.serverClock.learned(this.serverOffsetMs);
    const waiting = this.told ?? [];
    this.told = undefined;
    for (const hear of waiting) hear();
    return outcome;
  }

  async ops(
    site: string,
    stream: StreamRow,
    header: OpsHeader,
    lines: readonly Uint8Array[],
    d: Deadlines,
    flight: number,
  ): Promise<Outcome<OpsAnswer>> {
    const plain = joinLines([utf8.encode(JSON.stringify(header)), ...lines]);
    // Packed here, because each copy of a long backlog on its way to the host costs by the byte.
    const packs = plain.length > PACK_ABOVE_BYTES;
    const result = await this.post(
      site,
      '/v1/sync/ops',
      'application/x-ndjson',
      packs ? await gzip(plain) : plain,
      stream,
      d,
      `f${flight}`,
      packs ? 'gzip' : undefined,
      header.last_op_id,
    );
    return this.read(result, (json) => parse(OpsAnswer, json), site);
  }

  /** A signed read of head-office data; undefined where no answer of ours came. */
  async get(site: string, path: string, stream: StreamRow): Promise<Uint8Array | undefined> {
    const result = await this.getFrom(site, path, stream, GET_MS);
    return result.ok && result.status === 200 ? result.body : undefined;
  }

  /** The same while a person waits, with the status it ended in; undefined where nobody answered. */
  async ask(
    site: string,
    path: string,
    within = ASK_MS,
  ): Promise<{ status: number; text: string } | undefined> {
    const lost = { ok: false } as const;
    const result = await this.getFrom(site, path, this.p.stream(), within).catch(() => lost);
    return result.ok ? { status: result.status, text: text.decode(result.body) } : undefined;
  }

  /** A question with a body while a person waits; undefined where nobody answered. */
  async askWith(
    site: string,
    path: string,
    body: unknown,
    within = ASK_MS,
  ): Promise<{ status: number; text: string } | undefined> {
    const bytes = utf8.encode(JSON.stringify(body));
    const id = `q${this.p.randomId()}`;
    const stream = this.p.stream();
    const result = await this.post(site, path, 'application/json', bytes, stream, within, id);
    return result.ok ? { status: result.status, text: text.decode(result.body) } : undefined;
  }

  private getFrom(
    site: string,
    path: string,
    stream: StreamRow,
    d: Deadlines,
  ): Promise<TransportResult> {
    return this.dial({
      id: `g${this.p.randomId()}`,
      site,
      method: 'GET',
      path,
      stream: `${stream.id}.${stream.salt}`,
      time_ms: this.correctedMs(),
      connect_ms: d.connectMs,
      first_byte_ms: d.firstByteMs,
      total_ms: d.totalMs,
    });
  }

  /** Hands in a batch of another till's export file, as ourselves. */
  async handIn(site: string, stream: StreamRow, body: Uint8Array): Promise<Outcome<OpsAnswer>> {
    const result = await this.post(
      site,
      '/v1/sync/import',
      'application/x-ndjson',
      await gzip(body),
      stream,
      HAND_IN_MS,
      `i${this.p.randomId()}`,
      'gzip',
    );
    return this.read(result, (json) => parse(OpsAnswer, json), site);
  }

  private post(
    site: string,
    path: string,
    contentType: string,
    body: Uint8Array,
    stream: StreamRow,
    d: Deadlines,
    id: string,
    encoding?: 'gzip',
    lastOpId = '',
  ): Promise<TransportResult> {
    const trace = opTrace(lastOpId);
    const request: TransportRequest = {
      id,
      site,
      method: 'POST',
      path,
      content_type: contentType,
      ...(encoding === undefined ? {} : { content_encoding: encoding }),
      body,
      stream: `${stream.id}.${stream.salt}`,
      ...(trace === undefined ? {} : { traceparent: traceparent(trace) }),
      time_ms: this.correctedMs(),
      connect_ms: d.connectMs,
      first_byte_ms: Math.round(d.firstByteMs),
      total_ms: d.totalMs,
    };
    const lost = (error: unknown): TransportResult => ({
      ok: false,
      failure: 'other',
      detail: String(error),
      ms: 0,
    });
    return this.dial(request).catch(lost);
  }

  private async dial(request: TransportRequest): Promise<TransportResult> {
    const result = await this.p.host.invoke('transport.request', request);
    if (result.ok && result.back_end !== undefined) this.p.answeredBy?.(result.back_end);
    return result;
  }

  private read<A extends { region: string; site: string }>(
    result: TransportResult,
    parseAnswer: (json: unknown) => A | undefined,
    site: string,
  ): Outcome<A> {
    if (!result.ok) return { kind: 'failure', failure: result.failure, ms: result.ms };
    if (result.status !== 200) return refusal(result);
    const answer = parseAnswer(jsonOrUndefined(result.body));
    if (answer === undefined) return { kind: 'stranger', why: 'portal', ms: result.ms };
    if (answer.region !== this.p.identity.region || answer.site !== site)
      return { kind: 'stranger', why: 'wrong-identity', ms: result.ms };
    return { kind: 'answer', answer, ms: result.ms };
  }
}

function jsonOrUndefined(body: Uint8Array): unknown {
  try {
    return JSON.parse(text.decode(body));
  } catch {
    return undefined;
  }
}

function refusal(result: Extract<TransportResult, { ok: true }>): Outcome<never> {
  const { status, ms } = result;
  if (status >= 300 && status < 400) return { kind: 'stranger', why: 'portal', ms };
  const problem = parseJson(Problem, text.decode(result.body));
  const seconds = Number(result.headers['retry-after']);
  return {
    kind: 'refusal',
    status,
    problem: problem === undefined ? undefined : (problemKind(problem.type) ?? 'unknown'),
    retryAfterMs: Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined,
    ms,
  };
}
