import type { Fact } from './commit.ts';

/** True of the till whoever practises on it: told as ever, also in training (TRN2). */
const REAL_IN_TRAINING: ReadonlySet<string> = new Set([
  'stream-opened',
  'signed-on',
  'signed-off',
  'signature-refused',
  /** What a terminal tells of an earlier, real payment. */
  'card-payment',
  'training-ended',
  /** The line was away whoever practised meanwhile. */
  'line-drill',
]);

/** What is practised beside documents: told as a step, by no kind that anybody counts. */
const PRACTISED: ReadonlySet<string> = new Set(['basket-cancelled', 'age-refused', 'price-asked']);

/** Of a signing device: real, whatever is practised, and told whenever it answers (TSE6). */
const OF_THE_DEVICE: ReadonlySet<string> = new Set(['document-signed', 'signing-outage']);

/** Kinds that stand for practice itself. */
const OF_TRAINING: ReadonlySet<string> = new Set(['training-sale', 'training-step']);

/**
 * The fact as the till's mode lets it be told (dom-X3); undefined where it cannot be. The one gate
 * between practice and the books: in training the list of what passes is closed, every document comes
 * out as practised whatever asked for it, and a kind that is new is refused until somebody decides here.
 */
export function inMode(fact: Fact, isTraining: boolean): Fact | undefined {
  if (OF_TRAINING.has(fact.kind) || fact.practised !== undefined) return undefined;
  if (!isTraining) return fact.kind === 'training-ended' ? undefined : fact;
  // What stays on the shelf or counts with another document outlives training.
  const { shift, copied, adjusted, shelf, kept, sealed, z } = fact;
  if ([shift, copied, adjusted, shelf, z].some((more) => more !== undefined)) return undefined;
  if (OF_THE_DEVICE.has(fact.kind)) return fact;
  if (kept !== undefined || sealed !== undefined) return undefined;
  if (fact.kind === 'sale')
    return { ...fact, kind: 'training-sale', practised: (document) => ({ document }) };
  if (fact.document !== undefined) return undefined;
  if (PRACTISED.has(fact.kind))
    return { ...fact, kind: 'training-step', body: (n) => ({ of: fact.kind, told: fact.body(n) }) };
  return REAL_IN_TRAINING.has(fact.kind) ? fact : undefined;
}
