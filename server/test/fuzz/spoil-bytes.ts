import { gzipSync } from 'node:zlib';
import { HEADERS } from '../../../src/contracts/wire.ts';
import { pickOne } from '../../../src/sync/testing/seeded-random.ts';
import { ODD_BYTES, ODD_TEXTS } from './odd-values.ts';
import type { Spoil } from './spoil-values.ts';

function spoilBytes(bytes: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * (bytes.length + 1));
  const how = pickOne(random, ['cut', 'insert', 'flip', 'torn', 'double'] as const);
  if (how === 'cut') return bytes.subarray(0, at);
  if (how === 'double') return Buffer.concat([bytes, bytes]);
  const tail = bytes.subarray(how === 'insert' ? at : Math.min(at + 1, bytes.length));
  const odd =
    how === 'flip' ? Buffer.from([Math.floor(random() * 256)]) : pickOne(random, ODD_BYTES);
  return Buffer.concat([bytes.subarray(0, at), odd, tail]);
}

/** The bytes are wrong, and that is what was signed. */
const text: Spoil = (draft, random) => {
  if (draft.body.kind === 'none') return undefined;
  draft.onText.push((bytes) => spoilBytes(bytes, random));
  return 'bytes before signing';
};

/** The bytes went wrong on the way. */
const body: Spoil = (draft, random) => {
  if (draft.body.kind === 'none') return undefined;
  draft.onBody.push((bytes) => spoilBytes(bytes, random));
  return 'bytes after signing';
};

const MB = 1024 * 1024;
const ZEROES = { bomb: gzipSync(Buffer.alloc(8 * MB)), some: gzipSync(Buffer.alloc(MB - 1)) };
const gzip: Spoil = (draft, random) => {
  if (draft.body.kind === 'none') return undefined;
  const how = pickOne(random, ['bomb', 'some', 'twice', 'claimed', 'other', 'cut'] as const);
  if (how === 'bomb' || how === 'some') {
    draft.body = { kind: 'bytes', bytes: ZEROES[how] };
    draft.headers.push(['content-encoding', 'gzip']);
  } else if (how === 'twice') {
    draft.onText.push((bytes) => gzipSync(bytes));
    draft.gzip = true;
  } else if (how === 'cut') {
    draft.gzip = true;
    draft.onBody.push((bytes) => bytes.subarray(0, Math.floor(bytes.length * random())));
  } else draft.headers.push(['content-encoding', how === 'claimed' ? 'gzip' : 'br']);
  return `gzip: ${how}`;
};

const ODD_HEADERS = [
  '',
  '0',
  '-1',
  '99999',
  'x',
  '\t',
  'é\u00ff',
  '__proto__',
  '"',
  `${'A'.repeat(22)}.${'A'.repeat(22)}`,
  'A'.repeat(86),
  'e30.AAAA',
  '.',
  'q'.repeat(7000),
  'q'.repeat(40_000),
];
const NAMES = [
  ...Object.values(HEADERS),
  'authorization',
  'content-type',
  'content-encoding',
  'accept',
  'accept-encoding',
  'if-none-match',
  'range',
  'origin',
  'host',
  'cookie',
  'traceparent',
  'x-forwarded-for',
  'access-control-request-method',
  '__proto__',
];

const header: Spoil = (draft, random) => {
  const name = pickOne(random, NAMES);
  const value = pickOne(random, [...ODD_HEADERS, ...ODD_TEXTS.slice(0, 20)]);
  const how = pickOne(random, ['replace', 'replace', 'drop', 'repeat'] as const);
  draft.onHeaders.push((headers) => {
    const rest = how === 'repeat' ? headers : headers.filter(([known]) => known !== name);
    return how === 'drop' ? rest : [...rest, [name, value]];
  });
  return `header ${name}: ${how}`;
};

const contentType: Spoil = (draft, random) => {
  const type = pickOne(random, [
    'application/json',
    'application/x-ndjson',
    'application/json; charset=utf-16',
    'text/plain',
    'multipart/form-data',
    'a/b/c',
    ';',
  ]);
  draft.headers = draft.headers.filter(([name]) => name !== 'content-type');
  draft.headers.push(['content-type', type]);
  return `content type ${type}`;
};

/** Another head or framing than HTTP has; the connection is not used again. */
const wire: Spoil = (draft, random) => {
  const how = pickOne(random, [
    'longer',
    'shorter',
    'both',
    'chunks',
    'line',
    'bytes',
    'more',
  ] as const);
  const length = /content-length: (\d+)/i;
  draft.onWire.push((bytes) => {
    const head = bytes.toString('latin1');
    const swap = (to: string): Buffer =>
      Buffer.from(
        head.replace(length, () => to),
        'latin1',
      );
    const said = Number(length.exec(head)?.[1] ?? 0);
    if (how === 'longer') return swap(`content-length: ${said + 10}`);
    if (how === 'shorter') return swap(`content-length: ${Math.max(0, said - 3)}`);
    if (how === 'both') return swap(`content-length: ${said}\r\ntransfer-encoding: chunked`);
    if (how === 'chunks') return swap('transfer-encoding: chunked');
    if (how === 'line') return Buffer.from(head.replace(' HTTP/1.1', ' HTTP/9.9'), 'latin1');
    if (how === 'more') return Buffer.from(head.replace('\r\n', '\r\n bad header\r\n'), 'latin1');
    return spoilBytes(bytes, random);
  });
  return `framing: ${how}`;
};

export const SPOIL_BYTES: readonly Spoil[] = [
  text,
  text,
  body,
  gzip,
  header,
  header,
  contentType,
  wire,
];
