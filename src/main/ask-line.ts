import { connect, type Socket } from 'node:net';

export type LineAddress = {
  host: string;
  port: number;
  /** Silence that is too long, ms: to take the line, and between two lines of answer. */
  patienceMs: number;
};

/** Why no answer came. `unreachable`: nothing was sent. */
export type LineFailure = 'unreachable' | 'silent' | 'cut-off' | 'garbled';

/** However lively it is: the till's page waits two minutes for any answer of main's. */
const LONGEST_MS = 100_000;
/** An honest line is far shorter; a device that never ends one fills no memory. */
const LONGEST_LINE = 4096;

/**
 * One question to a device that speaks JSON over TCP, a line each. `read` makes an answer of a line, or
 * undefined of a sign of life; the first answer counts and the line is left, so that a device that
 * answers twice is heard once.
 */
export function askLine<Heard>(
  address: LineAddress,
  question: object,
  read: (line: string) => Heard | undefined,
  failed: (failure: LineFailure) => Heard,
): Promise<Heard> {
  return askOn(connect(address), { question, patienceMs: address.patienceMs, read, failed });
}

type Asking<Heard> = {
  question: object;
  patienceMs: number;
  read: (line: string) => Heard | undefined;
  failed: (failure: LineFailure) => Heard;
};

function askOn<Heard>(
  socket: Socket,
  { question, patienceMs, read, failed }: Asking<Heard>,
): Promise<Heard> {
  return new Promise((resolve) => {
    let isSent = false;
    let text = '';
    const end = (heard: Heard): void => {
      clearTimeout(last);
      socket.destroy();
      resolve(heard);
    };
    const silent = (): void => end(failed(isSent ? 'silent' : 'unreachable'));
    const last = setTimeout(silent, LONGEST_MS);
    socket.setEncoding('utf8');
    socket.setNoDelay(true);
    socket.setTimeout(patienceMs, silent);
    // An error is followed by `close`, which is what is listened for.
    socket.on('error', () => undefined);
    socket.once('close', () => end(failed(isSent ? 'cut-off' : 'unreachable')));
    socket.once('connect', () => {
      isSent = true;
      socket.write(`${JSON.stringify(question)}\n`);
    });
    socket.on('data', (more: string) => {
      text += more;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const heard = read(line);
        if (heard !== undefined) return end(heard);
      }
      if (text.length > LONGEST_LINE) end(failed('garbled'));
    });
  });
}

/** The line as a value; undefined where it is none. */
export function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
