import { sha256 } from '@noble/hashes/sha2.js';
import { siteUrl, textToSign, tillHeaders, wantsGzip } from '../../contracts/site-request.ts';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import { gzip } from '../shared/gzip.ts';
import type { BrowserTill } from './browser-session.ts';
import { signWith } from './web-keys.ts';

export type SiteCall = {
  site: string;
  method: 'GET' | 'POST';
  path: string;
  content_type?: string;
  content_encoding?: 'gzip';
  body?: Uint8Array;
  stream?: string;
  traceparent?: string;
  time_ms: number;
};
export type SignedFetch = {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: Uint8Array;
};

/** Address, headers and bytes of a till's request; undefined where the address is not a site's (I10). */
export async function signedFetch(
  till: BrowserTill,
  call: SiteCall,
): Promise<SignedFetch | undefined> {
  const url = siteUrl(till.region.file, call.site, call.path);
  if (url === undefined) return undefined;
  const plain = call.body ?? new Uint8Array();
  const isPacked = call.content_encoding === 'gzip';
  const packs = !isPacked && wantsGzip(call.content_type, plain.length);
  const body = packs ? await gzip(plain) : plain;
  const frame = {
    method: call.method,
    path: call.path,
    tillId: till.credential.till_id,
    region: till.region.file.region,
    credential: till.credentialToken,
    stream: call.stream ?? '',
    timeMs: call.time_ms,
    bodyHash: toBase64url(sha256(body)),
  };
  const signature = await signWith(till.key, 'request', textToSign(frame));
  return {
    url,
    method: call.method,
    headers: {
      ...tillHeaders(frame, signature),
      ...(call.content_type === undefined ? {} : { 'content-type': call.content_type }),
      ...(isPacked || packs ? { 'content-encoding': 'gzip' } : {}),
      ...(call.traceparent === undefined ? {} : { traceparent: call.traceparent }),
    },
    ...(call.method === 'POST' ? { body } : {}),
  };
}
