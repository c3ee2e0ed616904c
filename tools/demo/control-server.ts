import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { DemoError, lineOf } from './demo-error.ts';

/** What a command asks of the running demo, and what it is told. */
export type ControlAsk = { verb: string; args: Record<string, string> };
export type ControlReply = { ok: true; answer: unknown } | { ok: false; line: string; exit: 1 | 2 };

const MOST_BYTES = 64 * 1024;

/** Listens on loopback; whoever asks must know the token of the control file. */
export async function serveControl(
  options: { port: number; token: string; home: string },
  answer: (ask: ControlAsk) => Promise<unknown>,
): Promise<{ close(): Promise<void> }> {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const said = await reply(request, options, answer);
    response.writeHead(said === undefined ? 401 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(said ?? {}));
  };
  const server = createServer((request, response) => void respond(request, response));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(options.port, '127.0.0.1', resolve);
  await promise;
  return {
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function reply(
  request: IncomingMessage,
  { token, home }: { token: string; home: string },
  answer: (ask: ControlAsk) => Promise<unknown>,
): Promise<ControlReply | undefined> {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  try {
    return { ok: true, answer: await answer(await readAsk(request)) };
  } catch (error) {
    const exit = error instanceof DemoError ? error.exitCode : 1;
    return { ok: false, line: lineOf(error, home), exit };
  }
}

async function readAsk(request: IncomingMessage): Promise<ControlAsk> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MOST_BYTES) throw new DemoError('the command is too long');
  }
  return JSON.parse(text) as ControlAsk;
}
