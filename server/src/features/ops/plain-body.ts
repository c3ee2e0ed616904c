import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { HARD_BODY_BYTES } from '../../../../src/contracts/op.ts';
import { ProblemError } from '../../problem-error.ts';

const inflate = promisify(gunzip);

/** The body as it was before gzip, bounded: a small body must not unfold without end. */
export async function plainBody({ rawBody, headers }: FastifyRequest): Promise<Uint8Array> {
  const body = rawBody ?? new Uint8Array();
  const encoding = headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'gzip') throw new ProblemError('malformed-request', 'unknown content encoding');
  try {
    return await inflate(body, { maxOutputLength: HARD_BODY_BYTES });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new ProblemError('too-large');
    throw new ProblemError('malformed-request', 'body is not gzip');
  }
}
