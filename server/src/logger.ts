import Fastify, { type FastifyBaseLogger } from 'fastify';

/**
 * Structured log of one process (Fastify's pino, also where nothing listens): ids, never bodies,
 * tokens or keys. Database errors carry rows in `detail` and `where`, so those go.
 */
export function makeLogger(level: string, base: { site: string; role: string }): FastifyBaseLogger {
  const redact = { paths: ['req.headers', 'err.body', 'err.where', 'err.detail'], remove: true };
  return Fastify({ logger: { level, base, redact } }).log;
}
