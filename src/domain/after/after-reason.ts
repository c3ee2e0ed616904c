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

export type ReturnReason = (typeof RETURN_REASONS)[number];
export type PostVoidReason = (typeof POST_VOID_REASONS)[number];
