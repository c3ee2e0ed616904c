import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ImportHead } from '../../../../src/contracts/export-file.ts';
import { HARD_BODY_BYTES } from '../../../../src/contracts/op.ts';
import { parseJson } from '../../../../src/contracts/parse.ts';
import { OpsAnswer } from '../../../../src/contracts/wire.ts';
import { deriveStreamId } from '../../../../src/domain/oplog/op-id.ts';
import { sha256, verifyText } from '../../keys/ed25519.ts';
import { credentialReader, type Credentials } from '../../plugins/credentials.ts';
import type { Revocations } from '../../plugins/standing.ts';
import { standingOf, type Till } from '../../plugins/till-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { plainBody } from './plain-body.ts';
import { readBatch, type Batch } from './read-batch.ts';
import { storeBatch } from './store-batch.ts';

const LF = 10;

type Import = { head: ImportHead; frame: Uint8Array };

function readImport(body: Uint8Array): Import {
  const end = body.indexOf(LF);
  const head = parseJson(ImportHead, Buffer.from(body.subarray(0, Math.max(0, end))).toString());
  if (head === undefined) throw new ProblemError('malformed-request', 'no credential and salt');
  return { head, frame: body.subarray(end + 1) };
}

/**
 * Another brings these ops, so the till itself must have said them: its key signed the end of the
 * chain. Only originals: what stands in for an op is the word of the till that met the refusal (D9).
 */
function checkOrigin(batch: Batch, { key }: Credentials): void {
  const { last_op_id: last, last_sig: sig } = batch.header;
  if (batch.rows.some((row) => row.standsFor !== undefined))
    throw new ProblemError('chain-mismatch', 'an import carries originals only');
  if (sig === undefined || !verifyText(key, 'op', last, sig))
    throw new ProblemError('not-authentic', 'signature of the exporting till');
}

/** Takes one batch of an export file into this site's log as the rows of the till that made it. */
async function importBatch(
  site: SiteContext,
  readCredential: (token: string) => Credentials,
  revocations: Revocations,
  request: FastifyRequest,
): Promise<OpsAnswer> {
  const { head, frame } = readImport(await plainBody(request));
  const found = readCredential(head.credential);
  const { credential, key } = found;
  const nowMs = site.now();
  const batch = readBatch(frame, { tillId: credential.till_id, nowMs });
  const { stream } = batch.header;
  if (deriveStreamId(sha256, credential.till_id, head.salt) !== stream)
    throw new ProblemError('wrong-stream', 'not a stream of the till that the credential names');
  checkOrigin(batch, found);
  const revokedMs = revocations.revokedMs(credential.till_id);
  const till: Till = {
    tillId: credential.till_id,
    store: credential.store,
    key,
    credential,
    standing: standingOf(credential, revokedMs, nowMs),
    stream,
  };
  return storeBatch(site, { till, batch });
}

/**
 * What a till could not send itself, out of its export file (D26): NDJSON, first the credential and
 * the stream's salt, then an ops batch as the till would have pushed it. A repeat finds its rows.
 */
export function importRoutes(
  app: FastifyInstance,
  site: SiteContext,
  revocations: Revocations,
): void {
  const readCredential = credentialReader(site);
  const options = { bodyLimit: HARD_BODY_BYTES };
  app.post(
    '/v1/sync/import',
    {
      ...options,
      config: { access: 'push' },
      schema: {
        summary: "Hand in a batch of another till's export file",
        response: { 200: OpsAnswer },
      },
    },
    (request) => importBatch(site, readCredential, revocations, request),
  );
  app.post(
    '/v1/admin/import',
    {
      ...options,
      config: { access: 'admin' },
      schema: { summary: "Import a batch of a till's export file", response: { 200: OpsAnswer } },
    },
    (request) => importBatch(site, readCredential, revocations, request),
  );
}
