import { MAX_OP_BYTES, type BasketParkedBody } from '../../../contracts/op.ts';

/** What an op has around a basket, bytes; ids, numbers of tills and cashiers are short. */
const AROUND_BYTES = 4096;

const utf8 = new TextEncoder();

/** Whether the ops that hand it to another till would be larger than any op (PARK9). */
export function isTooLarge(basket: BasketParkedBody): boolean {
  return utf8.encode(JSON.stringify(basket)).length > MAX_OP_BYTES - AROUND_BYTES;
}
