import type { ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import { Op, SaleBody } from '../../../../src/contracts/op.ts';
import { parse, parseJson } from '../../../../src/contracts/parse.ts';
import { MOST_NAMED, type ZProof } from '../../../../src/contracts/store-day.ts';
import {
  emptyShift,
  foldOp,
  settleShift,
  type ShiftFold,
} from '../../../../src/domain/cashup/fold-shift.ts';
import { formatDocNumber } from '../../../../src/domain/doc-number.ts';
import { proveCount } from '../../../../src/domain/cashup/prove-count.ts';
import { proveZ } from '../../../../src/domain/cashup/prove-z.ts';
import type { GrandTotals } from '../../../../src/domain/cashup/grand-totals.ts';
import type { Db } from '../../db/pool.ts';
import { projectOp } from '../projection/project-op.ts';
import { walkZ, type ChainOp, type WalkedChain } from './z-chain.ts';

/** What this site finds of a Z in its own log. */
export type FoundZ = Pick<ZProof, 'missing' | 'differences' | 'faults'>;

/**
 * Folds the ops that a Z counts once more, by the function the till folded them with, and holds the
 * outcome against what the Z says. Never throws for what an op says (I8).
 */
export async function foldZ(db: Db, z: ShiftClosedBody, before?: GrandTotals): Promise<FoundZ> {
  const chains: WalkedChain[] = [];
  for (const told of z.streams) chains.push(await walkZ(db, told));
  const faults = chains.flatMap((chain) => chain.faults);
  const numbers: Numbers = { own: new Map(), others: new Map() };
  const aside: string[] = [];
  let shift = emptyShift(z.shift_id);
  for (const op of chains.flatMap((chain) => chain.ops)) {
    const read = readOp(op);
    if (typeof read === 'string') {
      aside.push(`operation ${op.seq} is set aside: ${read}`);
      continue;
    }
    noteNumber(numbers, z.shift_id, read);
    try {
      shift = foldOp(shift, { ...read, stream: op.stream, seq: op.seq, opId: op.opId });
    } catch {
      // Amounts that no sum can hold.
      faults.push(`operation ${op.seq} cannot be counted`);
    }
  }
  const missing = { ops: chains.flatMap((chain) => chain.missing), ...missingNumbers(z, numbers) };
  // While ops are missing every figure differs: that they are missing says it all.
  const isWhole = missing.ops.length === 0;
  const differences = isWhole ? differencesOf(z, shift, before) : [];
  if (differences === undefined) faults.push('its operations cannot be added up');
  // What was set aside and counts in no figure is no fault of the Z; else it says why one differs.
  if (differences !== undefined && differences.length > 0) faults.push(...aside);
  return { missing, differences: differences ?? [], faults };
}

/** Undefined where amounts are beyond what any sum can hold. */
function differencesOf(
  z: ShiftClosedBody,
  shift: ShiftFold,
  before: GrandTotals | undefined,
): ZProof['differences'] | undefined {
  try {
    return [...proveZ(z, settleShift(shift).figures, before), ...proveCount(z, shift)];
  } catch {
    return undefined;
  }
}

function readOp({ raw, seq }: ChainOp): Op | string {
  const effect = projectOp(raw, seq);
  // A kind that only a newer head office knows counts in no figure of ours.
  if (effect.type === 'quarantine' && effect.reason !== 'unknown kind') return effect.reason;
  return parseJson(Op, raw.toString()) ?? 'op has another shape';
}

/** Numbers of documents by series: of the shift, and of what was sold beside it in other drawers (dom-Z9). */
type Numbers = Record<'own' | 'others', Map<string, Set<number>>>;

function noteNumber(numbers: Numbers, shiftId: string, { kind, body }: Op): void {
  const sale = kind === 'sale' ? parse(SaleBody, body) : undefined;
  if (sale === undefined) return;
  const of = sale.shift_id === shiftId ? numbers.own : numbers.others;
  of.set(sale.series, (of.get(sale.series) ?? new Set()).add(sale.number));
}

function missingNumbers(
  z: ShiftClosedBody,
  { own, others }: Numbers,
): Pick<ZProof['missing'], 'documents' | 'numbers'> {
  const named: string[] = [];
  let documents = 0;
  for (const [series, { first, last, count }] of Object.entries(z.figures.numbers)) {
    const here = own.get(series) ?? new Set();
    const beside = others.get(series) ?? new Set();
    documents += Math.max(0, count - here.size);
    let left = MOST_NAMED;
    for (let number = first; number <= last && left > 0 && here.size < count; number++) {
      if (here.has(number) || beside.has(number)) continue;
      named.push(formatDocNumber({ store: z.store, till: z.till, series, number }));
      left -= 1;
    }
  }
  return { documents, numbers: named };
}
