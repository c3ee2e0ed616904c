import type { SaleBody } from '../../../../src/contracts/op.ts';

/** What carries no tax: floats, drops, vouchers for several purposes (UST_SCHLUESSEL 5). */
export const NOT_TAXABLE = 5;
const EXEMPT = 6;
/** Keys of one's own begin here. */
const FIRST_OWN = 1001;

/** Anlage 2: rate in percent to key. */
const KEYS: Readonly<Record<string, number>> = {
  '19': 1,
  '7': 2,
  '10.7': 3,
  '5.5': 4,
  '0': EXEMPT,
};

export type VatKey = { key: number; rate: string; words: string };

/** The keys that a closing uses; rates beside Anlage 2 get keys of their own, by the order they come in. */
export class VatKeys {
  readonly #used = new Map<number, VatKey>();
  readonly #own = new Map<string, number>();

  /** The key of a line: of what its taxes' rates add up to. */
  of(sale: Pick<SaleBody, 'taxes'>, tax: Readonly<Record<string, number>>): number {
    const codes = Object.keys(tax).toSorted();
    if (codes.length === 0) return this.#note(EXEMPT, '0', 'Umsatzsteuerfrei');
    const known = codes.map((code) => sale.taxes.find((one) => one.code === code));
    const words = known.map((one) => one?.label ?? '').join(' + ');
    const rate = known.map((one) => plainRate(one?.rate ?? '')).join('+');
    const key = KEYS[rate] ?? this.#ownKey(rate);
    return this.#note(key, rate, words);
  }

  notTaxable(): number {
    return this.#note(NOT_TAXABLE, '0', 'Nicht steuerbar');
  }

  /** By key. */
  used(): VatKey[] {
    return [...this.#used.values()].toSorted((a, b) => a.key - b.key);
  }

  #ownKey(rate: string): number {
    const key = this.#own.get(rate) ?? FIRST_OWN + this.#own.size;
    this.#own.set(rate, key);
    return key;
  }

  #note(key: number, rate: string, words: string): number {
    if (!this.#used.has(key)) this.#used.set(key, { key, rate, words });
    return key;
  }
}

/** `19.00` and `19` are one rate. */
const plainRate = (rate: string): string =>
  rate.includes('.') ? rate.replace(/0+$/, '').replace(/\.$/, '') : rate;
