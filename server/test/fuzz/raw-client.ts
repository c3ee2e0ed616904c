import { connect, type Socket } from 'node:net';

/** What came back: `cut` where the connection ended without a word, `late` where nothing came. */
export type RawAnswer =
  | { kind: 'answer'; status: number; headers: Record<string, string>; body: string }
  | { kind: 'cut' }
  | { kind: 'late' };

export type RawClient = {
  ask(request: { bytes: Buffer; method: string; alone: boolean }): Promise<RawAnswer>;
  close(): void;
};

/** Time a site has to answer a request whose frame is spoiled, before its caller is gone. */
const HANG_UP_MS = 100;
const HEAD_END = Buffer.from('\r\n\r\n');
/** A server-sent stream has no end: its head is the answer. */
const ENDLESS = 'text/event-stream';

/** One caller who sends bytes as they are and reads HTTP/1.1 back, over one connection while it lasts. */
export function openRawClient(port: number, patienceMs: number): RawClient {
  let kept: Socket | undefined;
  const open = (): Socket => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    // A reset is a cut, and `close` comes after it.
    return socket.on('error', () => undefined);
  };
  return {
    async ask({ bytes, method, alone }) {
      const fresh = alone || kept === undefined || kept.destroyed || !kept.writable;
      const socket = fresh ? open() : (kept ?? open());
      const answer = await exchange(socket, bytes, method, alone, patienceMs);
      const isOver =
        alone ||
        answer.kind !== 'answer' ||
        answer.headers['connection'] === 'close' ||
        endless(answer);
      if (isOver) socket.destroy();
      if (!alone) kept = isOver ? undefined : socket;
      // A kept connection that the site had just given up says nothing of the request.
      return !fresh && answer.kind === 'cut' ? this.ask({ bytes, method, alone }) : answer;
    },
    close: () => kept?.destroy(),
  };
}

const endless = (answer: { headers: Record<string, string> }): boolean =>
  answer.headers['content-type']?.startsWith(ENDLESS) === true;

function exchange(
  socket: Socket,
  bytes: Buffer,
  method: string,
  alone: boolean,
  patienceMs: number,
): Promise<RawAnswer> {
  const { promise, resolve } = Promise.withResolvers<RawAnswer>();
  let held = Buffer.alloc(0);
  const take = (part: Buffer): void => {
    held = Buffer.concat([held, part]);
    const answer = readAnswer(held, method, false);
    if (answer !== undefined) resolve(answer);
  };
  const over = (): void => resolve(readAnswer(held, method, true) ?? { kind: 'cut' });
  const timer = setTimeout(() => resolve({ kind: 'late' }), patienceMs);
  socket.on('data', take);
  socket.on('end', over);
  socket.on('close', over);
  socket.write(bytes);
  // What was promised and does not come is not coming: the site need not wait for it.
  const hangUp = alone ? setTimeout(() => socket.end(), HANG_UP_MS) : undefined;
  return promise.finally(() => {
    clearTimeout(timer);
    clearTimeout(hangUp);
    socket.off('data', take);
    socket.off('end', over);
    socket.off('close', over);
  });
}

/** The first whole answer in the bytes; undefined while it is not whole. */
function readAnswer(held: Buffer, method: string, isEnd: boolean): RawAnswer | undefined {
  const end = held.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const [first = '', ...lines] = held.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(first.split(' ')[1]);
  const rest = held.subarray(end + HEAD_END.length);
  if (status === 100) return readAnswer(rest, method, isEnd);
  const headers = Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
  const answer = (body: string): RawAnswer => ({ kind: 'answer', status, headers, body });
  if (method === 'HEAD' || status === 204 || status === 304 || endless({ headers }))
    return answer('');
  const length = Number(headers['content-length'] ?? Number.NaN);
  if (Number.isNaN(length)) return isEnd ? answer(rest.toString()) : undefined;
  return rest.length >= length ? answer(rest.subarray(0, length).toString()) : undefined;
}
