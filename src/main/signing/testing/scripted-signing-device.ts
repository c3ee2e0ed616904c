import type { Socket } from 'node:net';
import type { SigningQuestion } from '../../../contracts/signing-device.ts';
import { SimulatedMemory, type Transaction } from './simulated-memory.ts';

/** How it treats the next questions. */
export const SIGNING_BEHAVIOURS = [
  'sign',
  /** Signs, and answers after `slowMs`. */
  'slow',
  /** Signs and says nothing. */
  'silent',
  /** Signs and drops the line before it answers. */
  'dies',
  /** The same, and signs from then on. */
  'dies-once',
  /** Drops the line, and has done nothing. */
  'dies-before',
  'answers-twice',
  'certificate-expired',
  'memory-full',
  /** Answers rubbish. */
  'garbles',
] as const;
export type SigningBehaviour = (typeof SIGNING_BEHAVIOURS)[number];

/** A signing device that does as it is told: SIMULATOR, nothing it signs is worth anything to an authority. */
export class ScriptedSigningDevice {
  behaviour: SigningBehaviour = 'sign';
  slowMs = 3000;
  /** Everything it was asked, oldest first. */
  readonly asked: SigningQuestion[] = [];
  readonly memory: SimulatedMemory;
  private readonly nowMs: () => number;

  constructor(file: string | undefined, nowMs: () => number) {
    this.memory = new SimulatedMemory(file);
    this.nowMs = nowMs;
  }

  hear(socket: Socket, question: SigningQuestion): void {
    this.asked.push(question);
    const { behaviour } = this;
    if (behaviour === 'dies-before') return void socket.destroy();
    const answer = this.answer(question);
    // A transaction is begun as ever; it is its end that goes wrong.
    if (question.do === 'start') return send(socket, answer);
    switch (behaviour) {
      case 'silent':
        return;
      case 'dies-once':
        this.behaviour = 'sign';
        return void socket.destroy();
      case 'dies':
        return void socket.destroy();
      case 'garbles':
        return void socket.write('hello\n');
      case 'slow':
        return void setTimeout(() => send(socket, answer), this.slowMs);
      case 'answers-twice':
        send(socket, answer);
        return send(socket, answer);
      default:
        return send(socket, answer);
    }
  }

  private answer(question: SigningQuestion): object {
    const { reference, client } = question;
    const known = this.memory.get(client, reference);
    if (question.do === 'status') return told(reference, known);
    const { behaviour: why } = this;
    if (why === 'certificate-expired' || why === 'memory-full')
      return { outcome: 'refused', reference, why };
    if (question.do === 'state') return { outcome: 'ready', reference };
    if (question.do === 'start')
      return told(reference, known ?? this.memory.start(client, reference, this.nowMs()));
    return this.finish(question, known);
  }

  private finish(
    question: Extract<SigningQuestion, { do: 'finish' }>,
    known: Transaction | undefined,
  ): object {
    const { reference, process_type: type, process_data: data } = question;
    if (known === undefined) return { outcome: 'unknown', reference };
    if (known.signed === undefined) this.memory.finish(known, type, data, this.nowMs());
    else if (known.process_data !== data || known.process_type !== type)
      return { outcome: 'refused', reference, why: 'other-data' };
    return told(reference, known);
  }
}

function told(reference: string, known: Transaction | undefined): object {
  if (known === undefined) return { outcome: 'unknown', reference };
  const { transaction, signed, process_data } = known;
  if (signed === undefined) return { outcome: 'started', reference, transaction };
  return { outcome: 'signed', reference, process_data, signed };
}

function send(socket: Socket, answer: object): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(answer)}\n`);
}
