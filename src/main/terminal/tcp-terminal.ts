import { Value } from 'typebox/value';
import {
  TerminalAnswer,
  type PaymentTerminal,
  type TerminalHeard,
  type TerminalQuestion,
} from '../../contracts/payment-terminal.ts';
import { askLine, parsedLine, type LineAddress } from '../ask-line.ts';

const failed = (failure: Extract<TerminalHeard, { ok: false }>['failure']): TerminalHeard => ({
  ok: false,
  failure,
});

/**
 * A terminal at a network address that speaks JSON, a line each: the question as it is, then answers
 * with its reference. `in-progress` is a sign of life to `pay` and `refund`.
 */
export function tcpTerminal(terminal: LineAddress): PaymentTerminal {
  return {
    ask: (question) =>
      askLine<TerminalHeard>(terminal, question, (line) => readAnswer(line, question), failed),
  };
}

/** Undefined where it is only a sign of life. */
function readAnswer(line: string, { do: what, reference }: TerminalQuestion) {
  const value = parsedLine(line);
  if (!Value.Check(TerminalAnswer, value) || value.reference !== reference) {
    return failed('garbled');
  }
  if (value.outcome === 'in-progress' && (what === 'pay' || what === 'refund')) return undefined;
  return { ok: true, answer: cleaned(value) } as const;
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
