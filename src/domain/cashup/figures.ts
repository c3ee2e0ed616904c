/** How often, and how much in minor units. */
export type Sum = { readonly count: number; readonly amount: number };
export type Sums = Readonly<Record<string, Sum>>;

/** Goods taxed at one rate, signed: what came back is taken off. */
export type TaxSum = {
  readonly code: string;
  readonly rate: string;
  readonly label: string;
  readonly base: number;
  readonly tax: number;
  readonly gross: number;
};

/** What one person took the money of. */
export type OperatorSum = {
  readonly documents: number;
  readonly net: number;
  readonly tenders: Sums;
};

/** Notes of another currency in its minor units; `change` left the drawer in the shift's own. */
export type ForeignSum = {
  readonly count: number;
  readonly amount: number;
  readonly change: number;
};

/** First and last number of a series, and how many documents carry one between. */
export type NumberRange = {
  readonly first: number;
  readonly last: number;
  readonly count: number;
};

/**
 * What a shift did, as plain sums over its ops (dom-Z2): minor units of the shift's currency, magnitudes
 * unless said otherwise. JSON-safe: it travels inside the Z, hence its field names.
 */
export type Figures = {
  /** Goods with tax; a sale that was undone stays in it (dom-Z3), an exchange counts with its balance. */
  readonly sales: Sum;
  readonly returns: Sum;
  readonly post_voids: Sum;
  /** Lines taken off or lowered before payment, of what was sold. */
  readonly corrections: Sum;
  /** Lines sold with a discount, and all that was taken off. */
  readonly discounts: Sum;
  readonly cancelled: Sum;
  /** sales - returns - post-voids; signed. */
  readonly net: number;
  readonly taxes: Readonly<Record<string, TaxSum>>;
  /** Goods that carried no tax; signed. */
  readonly untaxed: number;
  /** Net of change, signed, by the tender's type. */
  readonly tenders: Sums;
  readonly operators: Readonly<Record<string, OperatorSum>>;
  readonly foreign: Readonly<Record<string, ForeignSum>>;
  /** Signed. */
  readonly rounding: number;
  /** Value sold on cards: owed, not earned (dom-I7). */
  readonly liability: Sum;
  readonly moves: Sums;
  readonly drawer_openings: number;
  readonly training: Sum;
  readonly copies: number;
  readonly parked: number;
  readonly price_inquiries: number;
  readonly numbers: Readonly<Record<string, NumberRange>>;
};

export const NO_SUM: Sum = { count: 0, amount: 0 };

/** Of a shift in which nothing happened yet. */
export const noFigures: Figures = {
  sales: NO_SUM,
  returns: NO_SUM,
  post_voids: NO_SUM,
  corrections: NO_SUM,
  discounts: NO_SUM,
  cancelled: NO_SUM,
  net: 0,
  taxes: {},
  untaxed: 0,
  tenders: {},
  operators: {},
  foreign: {},
  rounding: 0,
  liability: NO_SUM,
  moves: {},
  drawer_openings: 0,
  training: NO_SUM,
  copies: 0,
  parked: 0,
  price_inquiries: 0,
  numbers: {},
};
