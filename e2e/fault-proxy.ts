import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { problemBody } from '../src/contracts/problem.ts';

/**
 * What stands between a till and a site.
 * `pass`: nothing. `refuse`: connections are reset. `lose-answers`: the site takes a batch and
 * commits it, its answer never arrives. `black-hole`: bytes go in and nothing comes back, also on
 * sockets that are already open. `{ refuse }`: batches holding an op with this text get a 422.
 */
export type Fault = 'pass' | 'refuse' | 'lose-answers' | 'black-hole' | { refuse: string };

export type FaultProxy = {
  url: string;
  /** Address of the site behind. */
  target: string;
  fault: Fault;
  /** How often the present or a past fault did its work. */
  readonly struck: number;
  close(): void;
};

const isOps = (path: string): boolean => path === '/v1/sync/ops';

/** A proxy on a port of its own; give it `target` once the site's address is known. */
export async function startFaultProxy(): Promise<FaultProxy> {
  const server = http.createServer((request, response) => {
    if (proxy.fault === 'refuse') {
      struck += 1;
      request.socket.destroy();
      return;
    }
    if (proxy.fault === 'black-hole') {
      struck += 1;
      return;
    }
    void bodyOf(request).then((body) => pass(request, body, response));
  });
  let struck = 0;

  function pass(request: http.IncomingMessage, body: Buffer, response: http.ServerResponse): void {
    const { fault } = proxy;
    const isBatch = isOps(request.url ?? '');
    if (isBatch && typeof fault === 'object' && holds(request, body, fault.refuse)) {
      struck += 1;
      response.writeHead(422, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify(problemBody('chain-mismatch', 'refused by the test')));
      return;
    }
    const onward = http.request(
      new URL(request.url ?? '/', proxy.target),
      { method: request.method ?? 'GET', headers: request.headers },
      (answer) => {
        if (isBatch && fault === 'lose-answers') {
          // The whole answer came, so the site's transaction is committed; then the line is cut.
          answer.resume().on('end', () => {
            struck += 1;
            request.socket.destroy();
          });
          return;
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on('error', () => request.socket.destroy());
      },
    );
    onward.on('error', () => request.socket.destroy());
    response.on('close', () => onward.destroy());
    onward.end(body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target: '',
    fault: 'pass' as Fault,
    get struck() {
      return struck;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return proxy;
}

async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Does any line of the batch hold this text, as itself or packed into an opaque envelope? */
function holds(request: http.IncomingMessage, body: Buffer, text: string): boolean {
  const isPacked = request.headers['content-encoding'] === 'gzip';
  const [, ...lines] = (isPacked ? gunzipSync(body) : body).toString().split('\n');
  return lines.some((line) => line.includes(text) || unpacked(line).includes(text));
}

function unpacked(line: string): string {
  const bytes = /"bytes":"([^"]*)"/.exec(line)?.[1];
  return bytes === undefined ? '' : Buffer.from(bytes, 'base64').toString();
}
