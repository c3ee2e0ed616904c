import { connect, type Socket } from 'node:net';
import { Value } from 'typebox/value';
import {
  TerminalAnswer,
  type PaymentTerminal,
  type TerminalHeard,
  type TerminalQuestion,
} from '../../contracts/payment-terminal.ts';

export type TcpTerminal = {
  host: string;
  port: number;
  /** Silence that is too long, ms: to take the line, and between two signs of life. */
  patienceMs: number;
};

/** However lively it is: the till's page waits two minutes for any answer of main's. */
const LONGEST_MS = 100_000;
/** An honest line is far shorter; a terminal that never ends one fills no memory. */
const LONGEST_LINE = 4096;

const failed = (failure: Extract<TerminalHeard, { ok: false }>['failure']): TerminalHeard => ({
  ok: false,
  failure,
});

/**
 * A terminal at a network address that speaks JSON, a line each: the question as it is, then answers
 * with its reference. `in-progress` is a sign of life to `pay` and `refund`; the first other answer counts and
 * the line is left, so that a terminal that answers twice is heard once.
 */
export function tcpTerminal(terminal: TcpTerminal): PaymentTerminal {
  return { ask: (question) => askOn(connect(terminal), question, terminal.patienceMs) };
}

function askOn(
  socket: Socket,
  question: TerminalQuestion,
  patienceMs: number,
): Promise<TerminalHeard> {
  return new Promise((resolve) => {
    let isSent = false;
    let text = '';
    const end = (heard: TerminalHeard): void => {
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
        const heard = readAnswer(line, question);
        if (heard !== undefined) return end(heard);
      }
      if (text.length > LONGEST_LINE) end(failed('garbled'));
    });
  });
}

/** Undefined where it is only a sign of life. */
function readAnswer(line: string, { do: what, reference }: TerminalQuestion) {
  const value = parsed(line);
  if (!Value.Check(TerminalAnswer, value) || value.reference !== reference) {
    return failed('garbled');
  }
  if (value.outcome === 'in-progress' && (what === 'pay' || what === 'refund')) return undefined;
  return { ok: true, answer: cleaned(value) } as const;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Only what the contract names crosses the border: a talkative terminal's further fields do not. */
function cleaned(answer: TerminalAnswer): TerminalAnswer {
  const { reference } = answer;
  switch (answer.outcome) {
    case 'approved': {
      const { outcome, amount, scheme, last4, auth, terminal_ref } = answer;
      return { outcome, reference, amount, scheme, last4, auth, terminal_ref };
    }
    case 'declined':
      // Words of a terminal may name the card.
      return { outcome: 'declined', reference, reason: answer.reason.replace(/\d{3,}/g, '•••') };
    default:
      return { outcome: answer.outcome, reference };
  }
}
