import { Value } from 'typebox/value';
import {
  SigningAnswer,
  type SigningDevice,
  type SigningHeard,
  type SigningQuestion,
} from '../../contracts/signing-device.ts';
import { askLine, parsedLine, type LineAddress } from '../ask-line.ts';

const failed = (failure: Extract<SigningHeard, { ok: false }>['failure']): SigningHeard => ({
  ok: false,
  failure,
});

/** A signing device at a network address that speaks JSON, a line each; of a simulator's kind so far. */
export function tcpSigningDevice(device: LineAddress): SigningDevice {
  return {
    ask: (question) =>
      askLine<SigningHeard>(device, question, (line) => readAnswer(line, question), failed),
  };
}

function readAnswer(line: string, question: SigningQuestion): SigningHeard {
  const value = parsedLine(line);
  if (!Value.Check(SigningAnswer, value) || value.reference !== question.reference)
    return failed('garbled');
  // A signature over something else than was asked for is none of this document.
  if (value.outcome === 'signed' && question.do === 'finish')
    if (value.process_data !== question.process_data) return failed('garbled');
  return { ok: true, answer: Value.Clean(SigningAnswer, value) as SigningAnswer };
}
