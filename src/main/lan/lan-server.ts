import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LanAddress } from './lan-setting.ts';

/** A question is a credential, a key and a signature. */
const MOST_QUESTION_BYTES = 8 * 1024;
const MOST_CONNECTIONS = 32;
const PATIENCE_MS = 3000;

/** The answer to a question that came in; undefined where who asks is none of us. */
export type LanAnswerer = (question: string) => Promise<string | undefined>;
/** By path. */
export type LanTopics = ReadonlyMap<string, LanAnswerer>;
export type LanServer = { address: LanAddress; close(): Promise<void> };

/** Answers the topics of the LAN; whatever else comes is cut off without a word. Rejects where the address is taken. */
export function openLanServer(own: LanAddress, topics: LanTopics): Promise<LanServer> {
  const server = createServer({
    requestTimeout: PATIENCE_MS,
    headersTimeout: PATIENCE_MS,
    // Else it looks for those that are late every 30 s only, and few of them hold every place.
    connectionsCheckingInterval: 500,
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.on('request', (request, response) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on('error', () => response.destroy());
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > MOST_QUESTION_BYTES) request.destroy();
      else parts.push(part);
    });
    request.on('end', () => {
      const answer = request.method === 'POST' ? topics.get(request.url ?? '') : undefined;
      const question = Buffer.concat(parts).toString('utf8');
      void (answer === undefined ? Promise.resolve(undefined) : answer(question))
        .catch(() => undefined)
        .then((said) => {
          if (said === undefined) return response.destroy();
          response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
          return response.end(said);
        });
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(own.port, own.host, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      // Asked for any port, it has one now.
      const { port } = server.address() as AddressInfo;
      resolve({
        address: { host: own.host, port },
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}
