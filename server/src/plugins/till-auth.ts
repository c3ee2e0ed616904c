import type { KeyObject } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PROTOCOL_FLOOR } from '../../../src/contracts/protocol-version.ts';
import type { TillCredential } from '../../../src/contracts/region.ts';
import { requestText } from '../../../src/contracts/signed-token.ts';
import { HEADERS } from '../../../src/contracts/wire.ts';
import { deriveStreamId } from '../../../src/domain/oplog/op-id.ts';
import { sha256, sha256Text, verifyText } from '../keys/ed25519.ts';
import { ProblemError } from '../problem-error.ts';
import type { SiteContext } from '../site-context.ts';
import { credentialReader, type Credentials } from './credentials.ts';
import type { Revocations } from './standing.ts';

/** The till behind a request, as proven by its signature. */
export type Till = {
  tillId: string;
  store: string;
  key: KeyObject;
  credential: TillCredential;
  standing: 'good' | 'expired' | 'revoked';
  /** Its own stream, proven by the salt; undefined where none is named. */
  stream: string | undefined;
};

/** A till's clock may be this far off before its pulls are refused, ms. Pushes never care. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;
const SALTED_STREAM = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{21}[AQgw])$/;

export function tillOf(request: FastifyRequest): Till {
  if (request.till === undefined) throw new Error('route lacks till access');
  return request.till;
}

function header(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** Stream id where H(till id, salt) = id (D20). */
function ownStream(tillId: string, text: string): string | undefined {
  if (text === '') return undefined;
  const parts = SALTED_STREAM.exec(text);
  const [, id, salt] = parts ?? [];
  if (id === undefined || salt === undefined || deriveStreamId(sha256, tillId, salt) !== id) {
    throw new ProblemError('wrong-stream');
  }
  return id;
}

function checkFrame(request: FastifyRequest, site: SiteContext): number {
  const version = header(request, HEADERS.protocol);
  if (!/^\d{1,4}$/.test(version))
    throw new ProblemError('malformed-request', 'no protocol version');
  if (Number(version) < PROTOCOL_FLOOR) throw new ProblemError('protocol-too-old');
  if (header(request, HEADERS.region) !== site.config.region)
    throw new ProblemError('wrong-region');
  const time = header(request, HEADERS.time);
  if (!/^\d{1,15}$/.test(time)) throw new ProblemError('malformed-request', 'no request time');
  return Number(time);
}

function checkSignature(request: FastifyRequest, till: Credentials, timeMs: number): void {
  const text = requestText({
    method: request.method,
    path: request.raw.url ?? '',
    tillId: till.credential.till_id,
    stream: header(request, HEADERS.stream),
    timeMs,
    bodyHash: sha256Text(request.rawBody ?? ''),
  });
  if (!verifyText(till.key, 'request', text, header(request, HEADERS.signature))) {
    throw new ProblemError('not-authentic', 'request signature');
  }
}

/** What a credential is worth now; a till revoked later still counts as the till it was. */
export function standingOf(
  c: TillCredential,
  revokedMs: number | undefined,
  now: number,
): Till['standing'] {
  if (revokedMs !== undefined && c.issued_ms <= revokedMs) return 'revoked';
  return c.expires_ms <= now ? 'expired' : 'good';
}

/** Proves till, region and stream of each request whose route asks for it (D19, D20). */
export function installTillAuth(
  app: FastifyInstance,
  site: SiteContext,
  revocations: Revocations,
): void {
  const read = credentialReader(site);
  app.addHook('preValidation', async (request) => {
    const access = request.routeOptions.config.access;
    if (access !== 'push' && access !== 'pull') return;
    const timeMs = checkFrame(request, site);
    const found = read(header(request, HEADERS.credential));
    const { credential, key } = found;
    if (credential.till_id !== header(request, HEADERS.till)) {
      throw new ProblemError('not-authentic', 'till and credential differ');
    }
    checkSignature(request, found, timeMs);
    const now = site.now();
    const standing = standingOf(credential, revocations.revokedMs(credential.till_id), now);
    if (access === 'pull') {
      if (standing === 'revoked') throw new ProblemError('credential-revoked');
      if (standing === 'expired') throw new ProblemError('credential-expired');
      if (Math.abs(timeMs - now) > CLOCK_TOLERANCE_MS) throw new ProblemError('clock-skew');
    }
    request.till = {
      tillId: credential.till_id,
      store: credential.store,
      key,
      credential,
      standing,
      stream: ownStream(credential.till_id, header(request, HEADERS.stream)),
    };
  });
}
