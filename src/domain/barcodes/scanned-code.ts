import type { Gtin14, GtinProblem } from '../gtin.ts';
import type { Minor } from '../money.ts';

/** What a scanner said it read, or that a person keyed the figures (vec-barcodes-B2, B7, B11). */
export type Symbology = 'EAN13' | 'UPCA' | 'EAN8' | 'ITF14' | 'UPCE' | 'KEYED' | 'GS1' | 'QR';

/** One way a store's scales write a price or a weight into a 13-digit number (vec-barcodes-B5). */
export type InStoreFormat = {
  readonly name: string;
  /**
   * 13 characters, or 12 for UPC-A: leading figures as they must be, then I item reference, V price
   * or measure check digit, P price, W weight, C the GS1 check digit.
   */
  readonly pattern: string;
  /** Decimal places of P or W. */
  readonly decimals: number;
  /** Decimal places of the store's currency; only formats with a price need it. */
  readonly currencyExponent?: number;
  readonly unit?: string;
  /** Many scales put anything at V (dom-B3); `false` does not look at it. */
  readonly verifies?: boolean;
};

/** What the application identifiers mean to a till (vec-barcodes-B10). Dates are ISO dates. */
export type Derived = {
  readonly lot?: string;
  readonly serial?: string;
  readonly variant?: string;
  readonly count?: number;
  /** Exact decimals, with as many places as the identifier says. */
  readonly netWeightKg?: string;
  readonly netWeightLb?: string;
  readonly amount?: string;
  /** ISO 4217 number, where the code names the currency of `amount`. */
  readonly amountCurrency?: string;
  readonly pricePerUnit?: string;
  readonly production?: string;
  readonly packaging?: string;
  readonly bestBefore?: string;
  readonly sellBy?: string;
  readonly expiry?: string;
};

/** Application identifier → its value as it stood in the code. */
export type AiValues = Readonly<Record<string, string>>;

/** A trade item with what else its code carries, from an element string or a web address. */
export type Gs1Code = {
  readonly gtin14: Gtin14;
  readonly ais: AiValues;
  readonly derived: Derived;
};

/** What a valid code is. Only the caller's catalogue knows whether it is sold. */
export type ScannedCode =
  | { readonly kind: 'gtin'; readonly gtin14: Gtin14; readonly upcA?: string }
  | VariableCode
  /** Restricted circulation without a format, or a coupon: its figures as read. */
  | { readonly kind: 'rcn' | 'coupon'; readonly code: string }
  | ({ readonly kind: 'gs1' | 'digital-link' } & Gs1Code);

/** A number that the store's own scales printed, with the price or weight in it. */
export type VariableCode = {
  readonly kind: 'variable';
  readonly format: string;
  readonly itemRef: string;
  /** The number with its price or weight set to zero: how many shops list such an article. */
  readonly baseGtin: Gtin14;
  readonly price?: Minor;
  /** Exact decimal in `unit`. */
  readonly weight?: string;
  readonly unit?: string;
};

/** Why a code is none, in the words of the barcode vectors. */
export type BarcodeProblem =
  | GtinProblem
  | 'number-system'
  | 'price-check-digit'
  | 'not-gs1'
  | 'unknown-ai'
  | 'ai-format'
  | 'ai-date'
  | 'ai-duplicate'
  | 'no-gtin'
  | 'measure-missing'
  | 'dl-syntax';
