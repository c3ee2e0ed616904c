import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemBody, type ProblemKind } from '../../../src/contracts/problem.ts';
import { ProblemError } from '../problem-error.ts';

/** PostgreSQL and socket codes that mean "the database is away", not "the request is bad". */
const AWAY = /^(08|57P|53[03]|ECONN|EPIPE|ETIMEDOUT)/;
const DISK_FULL = '53100';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
}

function isPoolTimeout(error: unknown): boolean {
  return (
    error instanceof Error &&
    /timeout exceeded when trying to connect|Connection terminated|not queryable/.test(
      error.message,
    )
  );
}

/** The closed kind behind anything thrown. */
function kindOf(error: unknown): { kind: ProblemKind; detail?: string } {
  if (error instanceof ProblemError) {
    return { kind: error.kind, ...(error.detail === undefined ? {} : { detail: error.detail }) };
  }
  const code = codeOf(error);
  if (code === DISK_FULL) return { kind: 'out-of-space' };
  if (AWAY.test(code) || isPoolTimeout(error)) return { kind: 'unavailable' };
  const status = statusOf(error);
  if (status === 413) return { kind: 'too-large' };
  if (status >= 400 && status < 500) {
    const where = error instanceof Error && 'validation' in error ? error.message : undefined;
    return { kind: 'malformed-request', ...(where === undefined ? {} : { detail: where }) };
  }
  return { kind: 'internal-error' };
}

export function sendProblem(
  reply: FastifyReply,
  kind: ProblemKind,
  detail: string | undefined,
  more: { server_ms?: number } = {},
): FastifyReply {
  reply.request.refusal = kind;
  const body = { ...problemBody(kind, detail), trace: reply.request.id, ...more };
  return reply.code(body.status).type('application/problem+json').send(body);
}

/** Every refusal as RFC 9457; a 500 shows nothing but its trace id. */
export function installProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const { kind, detail } = kindOf(error);
    if (kind === 'internal-error') request.log.error({ err: error }, 'request failed');
    else if (kind === 'unavailable') request.log.warn({ code: codeOf(error) }, 'database is away');
    else request.log.info({ kind, detail }, 'refused');
    const more = kind === 'clock-skew' ? { server_ms: Date.now() } : {};
    return sendProblem(reply, kind, detail, more);
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not-found', undefined));
}
