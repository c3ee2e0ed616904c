import type { Refusal } from './till-api.ts';
import { later } from './words/say.ts';

/** Goods come back and none is sold: that is a return, not an exchange (dom-E1). */
export const NOTHING_SOLD: Refusal = {
  ok: false,
  kind: 'nothing-sold',
  next: later(
    'Nothing is sold beside it. Take these lines off (Del) and pay them out from the receipt.',
  ),
};
