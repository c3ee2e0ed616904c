import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { RegionFile, RegionTrust, TillCredential } from '../../contracts/region.ts';
import { requestText } from '../../contracts/signed-token.ts';
import type { StoreProfile } from '../../contracts/store-profile.ts';
import { HEADERS } from '../../contracts/wire.ts';
import { listenOn } from '../transport/testing-server.ts';
import {
  newKeyPem,
  privateKey,
  publicKeyText,
  sha256Text,
  signText,
  verifyText,
} from './ed25519.ts';

export const PROFILE: StoreProfile = {
  store: '0417',
  name: 'Harbour Street',
  region: 'eu',
  currency: 'EUR',
  locale: 'en-IE',
  time_zone: 'Europe/Dublin',
  price_zone: 'base',
  price_mode: 'inclusive',
  rounding: { level: 'line', mode: 'half-up' },
  cash_policy: { increment: 5 },
  tax_version: '1',
  taxes: [],
  tax_classes: {},
  seller: { name: 'Shop', tax_id: '1', footer: '' },
};

export const newKey = () => privateKey(newKeyPem());
type Key = ReturnType<typeof newKey>;

export function token(key: Key, purpose: 'region' | 'credential', statement: object): string {
  const payload = Buffer.from(JSON.stringify(statement)).toString('base64url');
  return `${payload}.${signText(key, purpose, payload)}`;
}

export type Received = {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
};
export type Answer = { status: number; type?: string; body: string | Uint8Array };

/** One site with the keys of its region: signs what head office signs, checks what it checks. */
export async function openHeadOffice(region = 'eu') {
  const issuer = newKey();
  const siteKey = newKey();
  const received: Received[] = [];
  let answer: (request: Received) => Answer | undefined = () => ({ status: 404, body: '' });
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const seen = { method, path, headers, body: Buffer.concat(parts) };
      received.push(seen);
      const said = answer(seen);
      if (said === undefined) return response.destroy();
      response.writeHead(said.status, { 'content-type': said.type ?? 'application/json' });
      return response.end(said.body);
    });
  });
  const url = `http://127.0.0.1:${await listenOn(server)}`;
  const file = (number = 1): RegionFile => ({
    v: 1,
    region,
    number,
    issued_ms: 0,
    sites: [{ id: 'A', url, key: publicKeyText(siteKey), required: true }],
  });
  const regionToken = (number = 1): string => token(issuer, 'region', file(number));
  const trust: RegionTrust = {
    issuer_key: publicKeyText(issuer),
    region_file: regionToken(),
  };
  const credential = (key: string, over: Partial<TillCredential> = {}): TillCredential => ({
    v: 1,
    region,
    store: '0417',
    till: '02',
    till_id: `${region}-0417-02`,
    key,
    site: 'A',
    issued_ms: 1,
    expires_ms: 4_000_000_000_000,
    serial: randomBytes(16).toString('base64url'),
    series: 'A',
    ...over,
  });
  return {
    url,
    trust,
    received,
    file,
    regionToken,
    issuer,
    siteKey,
    credential,
    answerWith: (by: typeof answer) => (answer = by),
    /** What `/v1/enrol` answers to this body, where head office is content. */
    enrolAnswer: (body: Buffer, over: Partial<TillCredential> = {}, number = 1) => {
      const { key } = JSON.parse(body.toString()) as { key: string };
      return {
        region_file: regionToken(number),
        credential: token(siteKey, 'credential', credential(key, over)),
        profile: PROFILE,
      };
    },
    close: (): void => {
      server.close();
      server.closeAllConnections();
    },
  };
}
export type HeadOffice = Awaited<ReturnType<typeof openHeadOffice>>;

/** True where the request is signed as a site demands: over the bytes as they came. */
export function isSignedBy(publicKey: string, { method, path, headers, body }: Received): boolean {
  const header = (name: string): string => String(headers[name] ?? '');
  const text = requestText({
    method,
    path,
    tillId: header(HEADERS.till),
    stream: header(HEADERS.stream),
    timeMs: Number(header(HEADERS.time)),
    bodyHash: sha256Text(body),
  });
  return verifyText(publicKey, 'request', text, header(HEADERS.signature));
}
