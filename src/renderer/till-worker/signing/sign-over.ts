import type { SigningDevice, SigningQuestion } from '../../../contracts/signing-device.ts';
import type { DeviceSignature, UnsignedReason } from '../../../domain/signing/device-signature.ts';

/** A signature, or why there is none. `asked`: the device was heard, so that it answers again. */
export type Asked = { signed: DeviceSignature } | { why: UnsignedReason; isHeard: boolean };

/** What a document is to the device; `reference` is its id, so that one document is one transaction. */
export type Process = {
  client: string;
  reference: string;
  process_type: string;
  process_data: string;
};

type Ask = SigningDevice['ask'];
/** The line broke behind the question: the device may have done it, so it is asked once more. */
const ASKED_AGAIN: ReadonlySet<string> = new Set(['cut-off', 'garbled']);

/** Begins a transaction: with the first article, long before anybody knows what it will be (TSE7). */
export async function begin(
  ask: Ask,
  { client, reference }: Pick<Process, 'client' | 'reference'>,
): Promise<Asked | 'started'> {
  const told = await heard(ask, { do: 'start', client, reference }, undefined);
  return told ?? garbled();
}

/** Begins a transaction, where that was not done before, and ends it with the document (TSE3). */
export async function signOver(ask: Ask, process: Process, isBegun = false): Promise<Asked> {
  if (isBegun) {
    const done = await heard(ask, { do: 'finish', ...process }, process);
    // A device that was put back may have forgotten what it began.
    if (done !== undefined) return done === 'started' ? garbled() : done;
  }
  const begun = await begin(ask, process);
  return begun === 'started' ? finish(ask, process) : begun;
}

/**
 * What became of a document of before: its signature where the device gave it, or gives it now to what it
 * had begun then. What the device never knew of is not signed afterwards (TSE5).
 */
export async function settle(ask: Ask, process: Process): Promise<Asked> {
  const { client, reference } = process;
  const known = await heard(ask, { do: 'status', client, reference }, process);
  if (known === 'started') return finish(ask, process);
  return known ?? { why: 'interrupted', isHeard: true };
}

async function finish(ask: Ask, process: Process): Promise<Asked> {
  const done = await heard(ask, { do: 'finish', ...process }, process);
  return done === undefined || done === 'started' ? garbled() : done;
}

const garbled = (): Asked => ({ why: 'garbled', isHeard: true });

/** `undefined`: the device knows of no such transaction. */
async function heard(
  ask: Ask,
  question: SigningQuestion,
  process: Process | undefined,
): Promise<Asked | 'started' | undefined> {
  let told = await ask(question);
  if (!told.ok && ASKED_AGAIN.has(told.failure)) told = await ask(question);
  if (!told.ok) return { why: told.failure, isHeard: false };
  const { answer } = told;
  switch (answer.outcome) {
    case 'started':
      return 'started';
    case 'unknown':
      return undefined;
    case 'signed':
      return process === undefined || answer.process_data === process.process_data
        ? { signed: answer.signed }
        : { why: 'other-data', isHeard: true };
    case 'refused':
      return { why: answer.why, isHeard: answer.why === 'other-data' };
    case 'ready':
      return garbled();
  }
}
