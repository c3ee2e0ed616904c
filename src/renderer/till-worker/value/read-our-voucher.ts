import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { readVoucher, type Voucher } from '../../../domain/stored-value/voucher-number.ts';
import type { ValueMint } from '../../../domain/stored-value/credit-number.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { BAD_VOUCHER, NOT_OUR_VOUCHER } from './value-refusals.ts';

/** A paper voucher of this store's region and currency; undefined where it looks like none, or none is taken. */
export function readOurVoucher(
  text: string,
  { gift_cards: cards, currency }: Pick<StoreProfile, 'gift_cards' | 'currency'>,
  mint: ValueMint | undefined,
): Voucher | Refusal | undefined {
  if (cards?.vouchers === undefined || mint === undefined) return undefined;
  const read = readVoucher(text, mint, currency);
  if (read === undefined) return undefined;
  if (read.ok) return read.value;
  return read.error === 'check-digit' ? BAD_VOUCHER : NOT_OUR_VOUCHER;
}
