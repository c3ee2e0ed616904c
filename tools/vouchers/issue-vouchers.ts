import { createHmac, randomInt } from 'node:crypto';
import { Check } from 'typebox/value';
import { StoreProfile } from '../../src/contracts/store-profile.ts';
import type { ChangeRow } from '../../src/contracts/wire.ts';
import { isCurrency } from '../../src/domain/currency.ts';
import { formatMinor, parseTypedAmount } from '../../src/domain/money.ts';
import { fromBase64url } from '../../src/domain/oplog/base64url.ts';
import {
  LARGEST_FACE,
  voucherNumber,
  type VoucherMint,
} from '../../src/domain/stored-value/voucher-number.ts';
import { DemoError } from '../demo/demo-error.ts';

/** What is to be printed: so many vouchers of one value. */
export type Batch = { value: string; count: number };
/** Twelve figures of chance. */
export type NewSerial = () => string;

const MOST = 100_000;
const HALF = 1_000_000;

/** Two draws: one is not wide enough. */
export const randomSerial: NewSerial = () =>
  [randomInt(HALF), randomInt(HALF)].map((six) => String(six).padStart(6, '0')).join('');

/** The store's profile among head office's rows; throws one line where it takes no vouchers. */
export function voucherStore(rows: readonly ChangeRow[], store: string): StoreProfile {
  const row = rows.find(({ k, op }) => k === store && op === 'put');
  const profile: unknown = row?.v;
  if (!Check(StoreProfile, profile)) throw new DemoError(`head office knows no store ${store}`);
  if (profile.gift_cards?.vouchers === undefined)
    throw new DemoError(`store ${store} takes no vouchers: its profile has no gift_cards.vouchers`);
  return profile;
}

/** A line of text a voucher, number;value;currency, no number twice. Good in every store of region and currency. */
export function issueVouchers(
  profile: StoreProfile,
  { value, count }: Batch,
  newSerial: NewSerial = randomSerial,
): string {
  const { currency } = profile;
  if (!isCurrency(currency)) throw new DemoError(`unknown currency ${currency}`);
  const face = parseTypedAmount(value, currency);
  if (!face.ok || face.value <= 0 || face.value > LARGEST_FACE)
    throw new DemoError(`--value is an amount up to ${formatMinor(LARGEST_FACE, currency)}`, 2);
  if (!Number.isInteger(count) || count < 1 || count > MOST)
    throw new DemoError(`--count is between 1 and ${MOST}`, 2);
  const mint = mintOf(profile);
  const numbers = new Set<string>();
  while (numbers.size < count)
    numbers.add(voucherNumber(mint, { face: face.value, currency, serial: newSerial() }));
  const printed = formatMinor(face.value, currency);
  return ['number;value;currency', ...[...numbers].map((n) => `${n};${printed};${currency}`)]
    .map((line) => `${line}\n`)
    .join('');
}

function mintOf({ gift_cards: cards }: StoreProfile): VoucherMint {
  const key = cards && fromBase64url(cards.key);
  if (cards === undefined || key === undefined) throw new DemoError('the store has no value key');
  const mac = (by: Uint8Array, message: Uint8Array): Uint8Array =>
    createHmac('sha256', by).update(message).digest();
  return { prefix: cards.prefix, key, mac };
}
