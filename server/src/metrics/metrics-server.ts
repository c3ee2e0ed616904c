import { createServer, type Server } from 'node:http';
import { Registry } from 'prom-client';

/**
 * The scrape's own port, inside only: what it shows is for people who run the site, so it is no route
 * of the site and the balancer cannot reach it. Reads no database.
 */
export async function startMetricsServer(
  at: { host: string; port: number },
  read: () => Promise<string>,
): Promise<Server> {
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
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(at.port, at.host, resolve);
  await promise;
  server.unref();
  return server;
}
