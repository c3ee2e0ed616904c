import { PROTOCOL_VERSION } from './protocol-version.ts';
import type { RegionFile } from './region.ts';
import { requestText } from './signed-token.ts';
import { HEADERS } from './wire.ts';

/** Nothing an URL parser would rewrite: what is signed is what the site sees. */
const PATH = /^\/v1\/[A-Za-z0-9_.~%?&=,:+@/-]*$/;
const CLIMBS = /(^|\/)(\.|%2e){1,2}($|[/?])|\/\//i;

/**
 * The only addresses a till may dial (I10): a site of its signed region file, below `/v1/`.
 * Undefined for any other site or path.
 */
export function siteUrl(region: RegionFile, siteId: string, path: string): string | undefined {
  const site = region.sites.find(({ id }) => id === siteId);
  return site === undefined || !isPlain(path) ? undefined : addressOf(site.url, path);
}

/** The same of a back-end set of the site; none where the region file names no such set there. */
export function setUrls(region: RegionFile, siteId: string, set: string, path: string): string[] {
  const site = region.sites.find(({ id }) => id === siteId);
  const urls = site?.sets?.find(({ name }) => name === set)?.urls ?? [];
  return isPlain(path) ? urls.map((url) => addressOf(url, path)) : [];
}

const isPlain = (path: string): boolean => PATH.test(path) && !CLIMBS.test(path);
const addressOf = (base: string, path: string): string => base.replace(/\/+$/, '') + path;

/** What a till says of itself with a request, before it is signed (D19, D20). */
export type RequestFrame = {
  method: 'GET' | 'POST';
  path: string;
  tillId: string;
  region: string;
  credential: string;
  /** `<stream id>.<salt>`; empty where the till has no stream yet. */
  stream: string;
  timeMs: number;
  /** Base64url SHA-256 of the bytes on the wire, so after compression. */
  bodyHash: string;
};

/** The text to sign with purpose `request`. */
export function textToSign(frame: RequestFrame): string {
  const { method, path, tillId, stream, timeMs, bodyHash } = frame;
  return requestText({ method, path, tillId, stream, timeMs, bodyHash });
}

/** The headers that carry the frame and its signature. */
export function tillHeaders(frame: RequestFrame, signature: string): Record<string, string> {
  return {
    [HEADERS.protocol]: String(PROTOCOL_VERSION),
    [HEADERS.till]: frame.tillId,
    [HEADERS.region]: frame.region,
    ...(frame.stream === '' ? {} : { [HEADERS.stream]: frame.stream }),
    [HEADERS.credential]: frame.credential,
    [HEADERS.time]: String(frame.timeMs),
    [HEADERS.signature]: signature,
  };
}

/** Smaller bodies gain nothing: a sale fits a packet or two, and packing it costs both ends a thread's turn. */
const GZIP_ABOVE_BYTES = 4096;

/** Op batches are compressed; other bodies are small or compressed already. */
export function wantsGzip(contentType: string | undefined, bytes: number): boolean {
  return contentType === 'application/x-ndjson' && bytes > GZIP_ABOVE_BYTES;
}

/** Answers above this are nobody's we know. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** A site comments every 15 s; a stream silent for so long is dead, ms. */
export const EVENTS_SILENCE_MS = 40_000;
/** A lost event stream is opened again after a random wait in this range, ms. */
export const EVENTS_RETRY_MS: readonly [number, number] = [500, 5000];
/** Redirects are never followed: a portal or a stranger speaks. */
export const isRedirect = (status: number): boolean =>
  status >= 300 && status < 400 && status !== 304;
