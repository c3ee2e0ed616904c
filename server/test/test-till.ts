import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { TillCredential } from '../../src/contracts/region.ts';
import { requestText } from '../../src/contracts/signed-token.ts';
import { HEADERS, type HelloAnswer, type OpsAnswer } from '../../src/contracts/wire.ts';
import { GENESIS, deriveOpId, deriveStreamId } from '../../src/domain/oplog/op-id.ts';
import {
  makeKeyPair,
  privateKeyFromPem,
  sha256,
  sha256Text,
  signText,
} from '../src/keys/ed25519.ts';
import { makeToken } from '../src/keys/signed-token.ts';

export type Answer<T = unknown> = { status: number; body: T; headers: Headers; text: string };

/** One op of a test till's chain. */
export type TestOp = { seq: number; prev: string; opId: string; raw: Uint8Array };

type Identity = { tillId: string; store: string; till: string; key: KeyObject; credential: string };

/** A till as the wire sees it: signs, chains, pushes. Holds no database; tests hold its ops. */
export class TestTill {
  readonly identity: Identity;
  readonly salt: string;
  readonly stream: string;
  readonly ops: TestOp[] = [];

  constructor(identity: Identity, salt = randomBytes(16).toString('base64url')) {
    this.identity = identity;
    this.salt = salt;
    this.stream = deriveStreamId(sha256, identity.tillId, salt);
  }

  get head(): { seq: number; opId: string } {
    const last = this.ops.at(-1);
    return { seq: last?.seq ?? 0, opId: last?.opId ?? GENESIS };
  }

  /** Appends one op of raw bytes to the chain. */
  add(raw: Uint8Array | string): TestOp {
    const bytes = typeof raw === 'string' ? Buffer.from(raw) : raw;
    const { seq, opId: prev } = this.head;
    const opId = deriveOpId(sha256, prev, this.stream, seq + 1, bytes);
    const op = { seq: seq + 1, prev, opId, raw: bytes };
    this.ops.push(op);
    return op;
  }

  /** The same chain up to a sequence, from where it may go another way: a clone. */
  clone(upTo: number): TestTill {
    const twin = new TestTill(this.identity, this.salt);
    twin.ops.push(...this.ops.slice(0, upTo));
    return twin;
  }

  frame(ops: readonly TestOp[], over: Record<string, unknown> = {}): Buffer {
    const first = ops[0];
    const last = ops.at(-1);
    const header = {
      stream: this.stream,
      from_seq: first?.seq,
      prev_op_id: first?.prev,
      count: ops.length,
      last_op_id: last?.opId,
      last_sig: signText(this.identity.key, 'op', last?.opId ?? ''),
      ...over,
    };
    const lines = [Buffer.from(JSON.stringify(header)), ...ops.map((op) => op.raw)];
    return Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
  }

  headers(method: string, path: string, body: Uint8Array, over: Record<string, string> = {}) {
    const time = over[HEADERS.time] ?? String(Date.now());
    const stream = over[HEADERS.stream] ?? `${this.stream}.${this.salt}`;
    const tillId = this.identity.tillId;
    const text = requestText({
      method,
      path,
      tillId,
      stream,
      timeMs: Number(time),
      bodyHash: sha256Text(body),
    });
    return {
      [HEADERS.protocol]: '1',
      [HEADERS.till]: tillId,
      [HEADERS.stream]: stream,
      [HEADERS.region]: tillId.split('-')[0] ?? '',
      [HEADERS.credential]: this.identity.credential,
      [HEADERS.time]: time,
      [HEADERS.signature]: signText(this.identity.key, 'request', text),
      ...over,
    };
  }

  async send<T>(
    url: string,
    method: 'GET' | 'POST',
    path: string,
    body: Uint8Array = new Uint8Array(),
    over: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: this.headers(method, path, body, over),
      ...(method === 'GET' ? {} : { body: Buffer.from(body) }),
    });
    return readAnswer<T>(answer);
  }

  push(url: string, ops: readonly TestOp[] = this.ops, over: Record<string, unknown> = {}) {
    return this.pushBytes(url, this.frame(ops, over));
  }

  pushBytes(url: string, body: Uint8Array, over: Record<string, string> = {}) {
    return this.send<OpsAnswer>(url, 'POST', '/v1/sync/ops', body, {
      'content-type': 'application/x-ndjson',
      ...over,
    });
  }

  hello(url: string, over: Record<string, unknown> = {}): Promise<Answer<HelloAnswer>> {
    const body = {
      nonce: randomBytes(16).toString('base64url'),
      app_version: 'test',
      stream: { first_available: 1, head_seq: this.head.seq, head_op_id: this.head.opId },
      backlog: { waiting: 0, oldest_ms: 0, parked: 0 },
      region_number: 1,
      clock_ms: Date.now(),
      ...over,
    };
    return this.send(url, 'POST', '/v1/sync/hello', Buffer.from(JSON.stringify(body)), {
      'content-type': 'application/json',
    });
  }

  get<T>(url: string, path: string, over: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send(url, 'GET', path, new Uint8Array(), over);
  }
}

export async function readAnswer<T>(answer: Response): Promise<Answer<T>> {
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.includes('json') === true;
  const body = (
    json && !answer.headers.get('content-type')?.includes('ndjson') ? JSON.parse(text) : text
  ) as T;
  return { status: answer.status, body, headers: answer.headers, text };
}

/** A till that holds a credential signed by the site whose key file is given; no enrolment needed. */
export function makeTill(
  keyFile: string,
  name: { region?: string; site?: string; store: string; till: string },
  over: Partial<TillCredential> = {},
): TestTill {
  const { region = 'eu', site = 'A', store, till } = name;
  const pair = makeKeyPair();
  const tillId = `${region}-${store}-${till}`;
  const credential: TillCredential = {
    v: 1,
    region,
    store,
    till,
    till_id: tillId,
    key: pair.publicKey,
    site,
    issued_ms: Date.now() - 1000,
    expires_ms: Date.now() + 3_600_000,
    serial: randomBytes(16).toString('base64url'),
    series: 'A',
    ...over,
  };
  const siteKey = privateKeyFromPem(readFileSync(keyFile, 'utf8'));
  const token = makeToken(siteKey, 'credential', credential);
  return new TestTill({ tillId, store, till, key: pair.privateKey, credential: token });
}
