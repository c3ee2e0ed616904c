import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { siteUrl, textToSign, tillHeaders, wantsGzip } from '../../contracts/site-request.ts';
import { sha256Text } from '../identity/ed25519.ts';
import type { EnrolledTill } from '../identity/till-session.ts';

const compress = promisify(gzip);

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
export type SignedRequest = {
  url: URL;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: Uint8Array;
};

/** Address, headers and bytes of a till's request; undefined where the address is not a site's (I10). */
export async function signedRequest(
  till: EnrolledTill,
  call: SiteCall,
): Promise<SignedRequest | undefined> {
  const url = siteUrl(till.region.file, call.site, call.path);
  if (url === undefined) return undefined;
  const plain = call.body ?? new Uint8Array();
  const isPacked = call.content_encoding === 'gzip';
  const packs = !isPacked && wantsGzip(call.content_type, plain.length);
  const body = packs ? new Uint8Array(await compress(plain, { level: 1 })) : plain;
  const frame = {
    method: call.method,
    path: call.path,
    tillId: till.tillId,
    region: till.region.file.region,
    credential: till.credentialToken,
    stream: call.stream ?? '',
    timeMs: call.time_ms,
    bodyHash: sha256Text(body),
  };
  const hasBody = call.method === 'POST';
  return {
    url: new URL(url),
    method: call.method,
    headers: {
      ...tillHeaders(frame, till.sign('request', textToSign(frame))),
      ...(call.content_type === undefined ? {} : { 'content-type': call.content_type }),
      ...(isPacked || packs ? { 'content-encoding': 'gzip' } : {}),
      ...(call.traceparent === undefined ? {} : { traceparent: call.traceparent }),
      ...(hasBody ? { 'content-length': String(body.length) } : {}),
    },
    ...(hasBody ? { body } : {}),
  };
}
