import { Type, type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import {
  DATASET_VALUES,
  LONGEST_FLAG_CHARS,
  type Article,
  type Customer,
  type Dataset,
} from '../../../../src/contracts/datasets.ts';
import { GUARDED_ACTIONS } from '../../../../src/domain/adjust/permissions.ts';
import { StoreProfile } from '../../../../src/contracts/store-profile.ts';
import { gtinCheckDigit } from '../../../../src/domain/gtin.ts';
import { isCardText } from '../../../../src/domain/pay/card-text.ts';
import { flagFaults } from './flag-rules.ts';
import { isTimeZone } from './time-zone.ts';

/** One edit as head office makes it. `v` is the JSON value; absent for `del`. */
export const ChangeInput = Type.Object({
  ds: Type.Union([
    Type.Literal('article'),
    Type.Literal('price'),
    Type.Literal('staff'),
    Type.Literal('flag'),
    Type.Literal('store'),
    Type.Literal('promotion'),
    Type.Literal('permission'),
    Type.Literal('customer'),
  ]),
  // Printable, so that no key can break a line, a log or the database.
  k: Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{1,200}$' }),
  op: Type.Union([Type.Literal('put'), Type.Literal('del')]),
  v: Type.Optional(Type.Unknown()),
  /** Stamp of the row this edit was made from; another winner by now is a conflict. */
  base_hlc: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type ChangeInput = Static<typeof ChangeInput>;

const schemas: Record<Dataset, TSchema> = { ...DATASET_VALUES, store: StoreProfile };
const checks = new Map(Object.entries(schemas).map(([ds, schema]) => [ds, Compile(schema)]));

/** Shape of each dataset's key (D15): scope and time stand in the key. */
const KEYS: Record<ChangeInput['ds'], RegExp> = {
  article: /^[^/]+$/,
  price: /^[a-z0-9-]+\/[^/]+\/\d{1,15}$/,
  staff: /^\d{4}\/[^/]+$/,
  flag: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
  store: /^\d{4}$/,
  promotion: /^[a-z0-9-]+\/[A-Za-z0-9][A-Za-z0-9._-]*$/,
  permission: new RegExp(`^\\d{4}/(cashier|supervisor)/(${GUARDED_ACTIONS.join('|')})$`),
  customer: /^\d{6,19}$/,
};

/** Why an edit cannot be taken, or undefined. Checked here because tills trust what they pull. */
export function changeFault(input: ChangeInput): string | undefined {
  if (!KEYS[input.ds].test(input.k)) return `key of ${input.ds} has another form`;
  if (input.op === 'del') return input.v === undefined ? undefined : 'a deletion has no value';
  if (checks.get(input.ds)?.Check(input.v) !== true)
    return `value of ${input.ds} has another shape`;
  if (input.ds === 'customer') return customerFault(input.k, input.v as Customer);
  if (input.ds === 'article') return articleFault(input.k, input.v as Article);
  if (input.ds === 'flag') return flagFault(input.v);
  if (input.ds === 'store') return storeFault(input.k, input.v as StoreProfile);
  return undefined;
}

/** Tills and releases tell the time of a store by its zone. */
function storeFault(key: string, { store, time_zone: zone }: StoreProfile): string | undefined {
  if (store !== key) return 'profile of another store';
  return isTimeZone(zone) ? undefined : 'there is no such time zone';
}

/** A till refuses longer ones, whoever signed them. */
function flagFault(value: unknown): string | undefined {
  const isLong = JSON.stringify(value).length > LONGEST_FLAG_CHARS;
  return isLong ? 'the flag is too long for a till' : flagFaults(value)[0];
}

/** It lies on every till that knows members: no payment card's number may hide in it (dom-Y2). */
function customerFault(number: string, { name, place = '' }: Customer): string | undefined {
  // As tills read it (SHOW1); most payment cards fail here.
  if (String(gtinCheckDigit(number.slice(0, -1))) !== number.slice(-1)) {
    return 'the check figure of the member number is wrong';
  }
  const isCard = isCardText(name) || isCardText(place);
  return isCard ? 'a customer with the number of a payment card' : undefined;
}

/** What the shape of an article does not say. */
function articleFault(article: string, { open_price: open, deposit }: Article): string | undefined {
  if (open !== undefined && open.min > open.max) return 'the least price is above the most';
  return deposit === article ? 'an article is not its own deposit' : undefined;
}
