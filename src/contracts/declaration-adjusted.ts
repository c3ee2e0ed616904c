import { Type, type Static } from 'typebox';
import { BusinessDate, Ms } from './ids.ts';

const Minor = Type.Integer({
  minimum: -Number.MAX_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
});
const Name = Type.String({ maxLength: 100 });

/**
 * Body of `declaration-adjusted`: what was declared of one tender of a Z is put right, the Z itself never
 * (dom-Z12). `before` is what stood there until then; amounts in minor units of the tender's own currency.
 */
export const DeclarationAdjustedBody = Type.Object({
  adjust_id: Name,
  z_id: Name,
  /** Of the Z, so that it stands in its day. */
  shift_id: Name,
  business_date: BusinessDate,
  tender: Name,
  before: Minor,
  after: Minor,
  reason: Name,
  cashier: Name,
  /** Always another person, and never who counted (dom-Z13). */
  approver: Name,
  at_ms: Ms,
});
export type DeclarationAdjustedBody = Static<typeof DeclarationAdjustedBody>;
