import { err, ok, type Result } from '../result.ts';
import { AiReader } from './ai-reader.ts';
import type { BarcodeProblem, Gs1Code } from './scanned-code.ts';

/** Scheme, authority, path, query; a fragment says nothing of the goods. */
const ADDRESS = /^https?:\/\/([^/?#\s]+)([^?#]*)(?:\?([^#]*))?(?:#.*)?$/is;
const GTIN = /^(?:[0-9]{8}|[0-9]{12,14})$/;
/** What may follow the GTIN in the path, in this order. */
const QUALIFIERS = ['22', '10', '21'];

type Pair = readonly [ai: string, value: string];

/**
 * Reads an uncompressed GS1 Digital Link (vec-barcodes-B11). The address is never fetched; its host
 * may be anybody's.
 */
export function readDigitalLink(data: string, today: string): Result<Gs1Code, BarcodeProblem> {
  const address = ADDRESS.exec(data);
  if (address === null || !hasHost(address[1] ?? '')) return err('not-gs1');
  const path = pathPairs(address[2] ?? '');
  if (!path.ok) return path;
  const reader = new AiReader(today);
  const take = ([ai, raw]: Pair): BarcodeProblem | undefined => {
    const value = percentDecoded(raw);
    return value === undefined ? 'dl-syntax' : reader.take(ai, value);
  };
  for (const pair of path.value) {
    const problem = take(pair);
    if (problem !== undefined) return err(problem);
  }
  for (const [name, value] of queryPairs(address[3] ?? '')) {
    const problem = name === '01' || QUALIFIERS.includes(name) ? 'dl-syntax' : take([name, value]);
    if (problem !== undefined) return err(problem);
  }
  return reader.finish();
}

/** A user name and a port are no host. */
function hasHost(authority: string): boolean {
  return authority.slice(authority.lastIndexOf('@') + 1).replace(/:[0-9]*$/, '') !== '';
}

/** The path's GTIN, with 14 digits, and its qualifiers; anything may stand before them. */
function pathPairs(path: string): Result<Pair[], 'not-gs1' | 'dl-syntax'> {
  const segments = path.replace(/\/$/, '').split('/');
  const starts = segments.flatMap((segment, at) => (segment === '01' ? [at] : []));
  if (starts.length === 0) return err('not-gs1');
  for (const at of starts) {
    const pairs = pairsFrom(segments.slice(at));
    if (pairs !== undefined) return ok(pairs);
  }
  return err('dl-syntax');
}

function pairsFrom([ai = '', gtin = '', ...rest]: readonly string[]): Pair[] | undefined {
  if (!GTIN.test(gtin) || rest.length % 2 === 1) return undefined;
  const pairs: Pair[] = [[ai, gtin.padStart(14, '0')]];
  let next = 0;
  for (let at = 0; at < rest.length; at += 2) {
    const name = rest[at] ?? '';
    const place = QUALIFIERS.indexOf(name, next);
    if (place < 0) return undefined;
    pairs.push([name, rest[at + 1] ?? '']);
    next = place + 1;
  }
  return pairs;
}

/** Parameters whose names are figures; all others are the host's own. */
function queryPairs(query: string): Pair[] {
  return query.split('&').flatMap((parameter): Pair[] => {
    const sign = parameter.indexOf('=');
    const name = sign < 0 ? parameter : parameter.slice(0, sign);
    return /^[0-9]+$/.test(name) ? [[name, sign < 0 ? '' : parameter.slice(sign + 1)]] : [];
  });
}

/**
 * Bytes, not characters: every permitted sign is ASCII, so whatever else comes out is refused as a
 * value. A plus sign is itself. Undefined where a percent sign has no two hexadecimal digits.
 */
function percentDecoded(text: string): string | undefined {
  if (/%(?![0-9a-f]{2})/i.test(text)) return undefined;
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
