import type { KeyObject } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { HEADERS } from '../../../src/contracts/wire.ts';
import { deriveOpId } from '../../../src/domain/oplog/op-id.ts';
import { sha256, signText } from '../../src/keys/ed25519.ts';
import { peerRequestText } from '../../src/plugins/peer-auth.ts';
import type { TestTill } from '../test-till.ts';
import { jsonText, type Draft } from './draft.ts';

/** Who the requests are signed by. */
export type Speakers = {
  till: TestTill;
  peer: { site: string; region: string; key: KeyObject };
  adminToken: string;
  /** Sealed cookie of somebody of IT. */
  session: string;
};

/** A request as it goes out. `alone`: its framing is spoiled, so nothing may come after it. */
export type Wire = { bytes: Buffer; method: string; alone: boolean };

/** Put together, signed, then spoiled where it is spoiled after signing. */
export function finishRequest(draft: Draft, by: Speakers, nowMs: number): Wire {
  const { method } = draft;
  const query = draft.query.map(([name, value]) => `${name}=${value}`).join('&');
  const target = escapeSpaces(query === '' ? draft.path : `${draft.path}?${query}`);
  let body = through(draft.onText, bodyBytes(draft, by.till));
  if (draft.gzip) body = gzipSync(body);
  const signed = signedHeaders(draft, by, target, body, nowMs);
  const sent = through(draft.onBody, body);
  const headers = through(draft.onHeaders, [
    ['host', 'site'],
    ...signed,
    ...(draft.gzip ? ([['content-encoding', 'gzip']] as [string, string][]) : []),
    ...(sent.length > 0 || method === 'POST'
      ? ([['content-length', String(sent.length)]] as [string, string][])
      : []),
  ]);
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const head = Buffer.from(
    `${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`,
    'latin1',
  );
  const alone = draft.onWire.length > 0;
  return { bytes: through(draft.onWire, Buffer.concat([head, sent])), method, alone };
}

const through = <T>(steps: readonly ((value: T) => T)[], first: T): T =>
  steps.reduce((value, step) => step(value), first);

/** A request line is cut at spaces; anything else may stand in it, and node will have its say. */
const escapeSpaces = (target: string): string => target.replaceAll(' ', '%20');

function bodyBytes({ body }: Draft, till: TestTill): Buffer {
  if (body.kind === 'none') return Buffer.alloc(0);
  if (body.kind === 'bytes') return body.bytes;
  if (body.kind === 'json') return Buffer.from(jsonText(body.value));
  chainAgain(body.lines, till);
  return Buffer.from(body.lines.map((line) => `${jsonText(line)}\n`).join(''));
}

type Head = {
  stream: string;
  from_seq: number;
  prev_op_id: string;
  count: number;
  last_op_id: string;
  last_sig?: string;
  form?: unknown;
};
const isHead = (line: unknown): line is Head =>
  typeof line === 'object' && line !== null && 'last_op_id' in line && 'from_seq' in line;

/** The chain over spoiled ops made whole again: what is behind the chain check is to be met too. */
function chainAgain(lines: readonly unknown[], till: TestTill): void {
  const at = lines.findIndex(isHead);
  const head = lines[at];
  if (!isHead(head) || head.form !== undefined) return;
  const { stream, from_seq: from } = head;
  try {
    let prev = head.prev_op_id;
    for (const [i, op] of lines.slice(at + 1).entries())
      prev = deriveOpId(sha256, prev, stream, from + i, Buffer.from(jsonText(op)));
    head.count = lines.length - at - 1;
    head.last_op_id = prev;
    if (head.last_sig !== undefined) head.last_sig = signText(till.identity.key, 'op', prev);
  } catch {
    // The header itself is spoiled, and stays so.
  }
}

function signedHeaders(
  draft: Draft,
  by: Speakers,
  target: string,
  body: Buffer,
  nowMs: number,
): [string, string][] {
  const { headers, method, signer } = draft;
  if (signer === 'nobody') return headers;
  if (signer === 'admin') return [...headers, ['authorization', `Bearer ${by.adminToken}`]];
  if (signer === 'person')
    return [
      ...headers,
      ['cookie', `evertill-console-a=${by.session}`],
      ['sec-fetch-site', 'same-origin'],
    ];
  if (signer === 'peer') {
    const { site, region, key } = by.peer;
    const time = String(nowMs);
    const text = peerRequestText(method, target, site, time);
    return [
      ...headers,
      [HEADERS.site, site],
      [HEADERS.region, region],
      [HEADERS.time, time],
      [HEADERS.signature, signText(key, 'peer', text)],
    ];
  }
  const stream = headers.find(([name]) => name === HEADERS.stream)?.[1] ?? '';
  const made = by.till.headers(method, target, body, { [HEADERS.stream]: stream });
  const till = Object.entries(made).filter(([name]) => name !== HEADERS.stream);
  return [...headers, ...till];
}
