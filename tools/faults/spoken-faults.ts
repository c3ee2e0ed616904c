import http from 'node:http';
import https from 'node:https';
import { gunzipSync } from 'node:zlib';
import { problemBody, type ProblemKind } from '../../src/contracts/problem.ts';
import { listenOn } from '../../src/main/transport/testing-server.ts';

/** An answer on its way from a site to a till. */
export type Spoken = { status: number; headers: Record<string, string>; body: Buffer };

/**
 * What somebody who can read HTTP can do on the way. `lose-answers`: the site takes a batch and
 * commits it, its answer never arrives. `refuse`: batches holding an op with this text get a 422.
 * `answer`: the proxy answers itself where it has something to say. `alter`: the site's answer is
 * changed. `send`: these headers replace the till's.
 */
export type SpokenFault =
  | 'pass'
  | 'lose-answers'
  | { refuse: string }
  | { answer: (path: string) => Spoken | undefined }
  | { alter: (path: string, spoken: Spoken) => Spoken }
  | { send: Record<string, string> };

/** A request of a till and what it was answered; undefined where no answer reached it. */
export type Heard = { at: number; path: string; status: number | undefined };
export type Certificate = { key: string; cert: string };

export type Speaker = {
  readonly port: number;
  fault: SpokenFault;
  /** Address of the site behind. */
  target: string;
  readonly heard: readonly Heard[];
  readonly struck: number;
  /** Another certificate for new connections from now on. */
  present(certificate: Certificate): void;
  close(): void;
};

/** Sites keep idle sockets for 75 s; a proxy that ended them sooner would be a fault of its own. */
const KEEP_ALIVE_MS = 75_000;

/** An answer made up by the proxy. */
export function spoken(status: number, type: string, body: string, more = {}): Spoken {
  return { status, headers: { 'content-type': type, ...more }, body: Buffer.from(body) };
}

/** A refusal in our own words, as a site would give it. */
export function problem(kind: ProblemKind, more: Record<string, string> = {}): Spoken {
  const body = problemBody(kind, 'said by the test');
  return spoken(body.status, 'application/problem+json', JSON.stringify(body), more);
}

/** A proxy that reads what it carries, over TLS where a certificate is given. */
export async function openSpeaker(certificate?: Certificate): Promise<Speaker> {
  const heard: Heard[] = [];
  let struck = 0;
  const onRequest: http.RequestListener = (request, response) => {
    const entry: Heard = { at: performance.now(), path: request.url ?? '/', status: undefined };
    heard.push(entry);
    const strike = (): void => void (struck += 1);
    void bodyOf(request)
      .then((body) => {
        const { fault, target } = speaker;
        return carry({ request, body, response, entry, fault, target, strike });
      })
      .catch(() => request.socket.destroy());
  };
  const secure = certificate && https.createServer(certificate, onRequest);
  const server = secure ?? http.createServer(onRequest);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const port = await listenOn(server);
  const speaker: Speaker = {
    port,
    fault: 'pass',
    target: '',
    heard,
    get struck() {
      return struck;
    },
    present(next) {
      secure?.setSecureContext(next);
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return speaker;
}

type Passing = {
  request: http.IncomingMessage;
  body: Buffer;
  response: http.ServerResponse;
  entry: Heard;
  fault: SpokenFault;
  target: string;
  strike: () => void;
};

const isBatch = ({ entry }: Passing): boolean => entry.path === '/v1/sync/ops';

/** Answers the request itself, or asks the site and hands on what it says. */
function carry(p: Passing): void {
  const { request, body, response, entry, fault, target } = p;
  const own = ownWords(p);
  if (own !== undefined) return say(p, own);
  const send = typeof fault === 'object' && 'send' in fault ? fault.send : {};
  const onward = http.request(
    new URL(entry.path, target),
    { method: request.method ?? 'GET', headers: { ...request.headers, ...send } },
    (answer) => handOn(p, answer),
  );
  onward.on('error', () => request.socket.destroy());
  response.on('close', () => onward.destroy());
  onward.end(body);
}

/** What the fault says in the site's stead. */
function ownWords(p: Passing): Spoken | undefined {
  const { fault } = p;
  if (typeof fault !== 'object') return undefined;
  if ('answer' in fault) return fault.answer(p.entry.path);
  const isRefused = 'refuse' in fault && isBatch(p) && holds(p.request, p.body, fault.refuse);
  return isRefused ? problem('chain-mismatch') : undefined;
}

function say({ response, entry, strike }: Passing, answer: Spoken): void {
  strike();
  entry.status = answer.status;
  const length = String(answer.body.length);
  response.writeHead(answer.status, { 'content-length': length, ...answer.headers });
  response.end(answer.body);
}

function handOn(p: Passing, answer: http.IncomingMessage): void {
  const { request, response, entry, fault, strike } = p;
  answer.on('error', () => request.socket.destroy());
  if (isBatch(p) && fault === 'lose-answers') {
    // The whole answer came, so the site's transaction is committed; then the line is cut.
    answer.resume().on('end', () => {
      strike();
      request.socket.destroy();
    });
    return;
  }
  if (typeof fault === 'object' && 'alter' in fault && !isStream(answer)) {
    void bodyOf(answer).then(
      (whole) => say(p, fault.alter(entry.path, spokenBy(answer, whole))),
      () => request.socket.destroy(),
    );
    return;
  }
  entry.status = answer.statusCode ?? 502;
  response.writeHead(entry.status, answer.headers);
  answer.pipe(response);
}

const isStream = (answer: http.IncomingMessage): boolean =>
  answer.headers['content-type']?.startsWith('text/event-stream') ?? false;

function spokenBy(answer: http.IncomingMessage, body: Buffer): Spoken {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers))
    if (typeof value === 'string' && !LENGTHS.includes(name)) headers[name] = value;
  return { status: answer.statusCode ?? 502, headers, body };
}
/** Said anew for a body that may have changed. */
const LENGTHS = ['content-length', 'transfer-encoding'];

async function bodyOf(message: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
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
