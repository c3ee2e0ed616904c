/** Why goods came back: a closed set, in words wherever it is shown. */
export const RETURN_REASONS = [
  'changed-mind',
  'faulty',
  'wrong-article',
  'not-as-described',
  'recall',
] as const;
/** Why a sale was undone. */
export const POST_VOID_REASONS = [
  'wrong-customer',
  'wrong-goods',
  'wrong-tender',
  'customer-left',
] as const;
/** Why what was paid by card went out in cash. */
export const OTHER_TENDER_REASONS = [
  'card-refused',
  'card-closed',
  'terminal-down',
  'no-card-terminal',
] as const;
/** Why the drawer was opened without a sale. */
export const NO_SALE_REASONS = ['change', 'count-check', 'drawer-stuck', 'customer-error'] as const;
/** Why a basket was given up. */
export const VOID_REASONS = [
  'customer-declined',
  'no-money',
  'wrong-article-scanned',
  'started-again',
] as const;

export type ReturnReason = (typeof RETURN_REASONS)[number];
export type PostVoidReason = (typeof POST_VOID_REASONS)[number];
export type OtherTenderReason = (typeof OTHER_TENDER_REASONS)[number];
export type NoSaleReason = (typeof NO_SALE_REASONS)[number];
export type VoidReason = (typeof VOID_REASONS)[number];
export type AfterReason =
  ReturnReason | PostVoidReason | OtherTenderReason | NoSaleReason | VoidReason;
