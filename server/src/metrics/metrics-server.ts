import { createServer, type Server } from 'node:http';
import { Registry } from 'prom-client';

/** After a port that could not be opened, ms. */
const AGAIN_MS = 10_000;

type Log = { error(fields: object, text: string): void };
type At = { host: string; port: number };

/**
 * The scrape's own port, inside only: what it shows is for people who run the site, so it is no route
 * of the site and the balancer cannot reach it. Reads no database. A port that cannot be opened is
 * logged and tried again: a site without numbers serves on.
 */
export function startMetricsServer(
  at: At,
  read: () => Promise<string>,
  log: Log,
  againMs = AGAIN_MS,
): Server {
  const server = createServer((request, reply) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      reply.writeHead(404).end();
      return;
    }
    read().then(
      (text) =>
        reply.writeHead(200, { 'content-type': Registry.PROMETHEUS_CONTENT_TYPE }).end(text),
      () => reply.writeHead(500).end(),
    );
  });
  const open = (): void => {
    server.listen(at.port, at.host);
    server.unref();
  };
  // For as long as the server lives: an `error` that nobody hears ends the process and its workers.
  server.on('error', (error) => {
    log.error({ ...at, err: error.message }, 'metrics are not shown here');
    if (!server.listening) setTimeout(open, againMs).unref();
  });
  open();
  return server;
}
