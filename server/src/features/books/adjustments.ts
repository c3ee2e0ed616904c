import { DeclarationAdjustedBody } from '../../../../src/contracts/declaration-adjusted.ts';
import { ShiftClosedBody } from '../../../../src/contracts/end-of-day.ts';
import { parse } from '../../../../src/contracts/parse.ts';
import type { ToldOp } from './told-op.ts';

/** What was put right beside a Z (dom-Z12), with the Z's printed number and the tender's currency. */
export type Adjustment = {
  told: ToldOp;
  body: DeclarationAdjustedBody;
  /** '' where the Z is not among these ops. */
  number: string;
  /** '' where neither the tender nor the Z names it: amounts then stand in minor units. */
  currency: string;
};

export function adjustmentsOf(ops: readonly ToldOp[]): Adjustment[] {
  const zs = new Map<string, ShiftClosedBody>();
  for (const { op } of ops) {
    const z = op.kind === 'shift-closed' ? parse(ShiftClosedBody, op.body) : undefined;
    if (z !== undefined) zs.set(z.z_id, z);
  }
  return ops.flatMap((told) => {
    const { kind, body: said } = told.op;
    const body = kind === 'declaration-adjusted' ? parse(DeclarationAdjustedBody, said) : undefined;
    if (body === undefined) return [];
    const z = zs.get(body.z_id);
    const currency = body.tender.split(':')[1] ?? z?.currency ?? '';
    return [{ told, body, number: z === undefined ? '' : `${z.series}-${z.z_no}`, currency }];
  });
}
