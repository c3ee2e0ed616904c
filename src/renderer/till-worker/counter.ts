import type { SaleVersions } from '../../domain/sale.ts';
import type { ShiftRow } from '../../sync/core/ports.ts';
import type { Refusal, SoldView } from '../shared/till-api.ts';

/** What every desk that writes documents needs of the till: who stands there, and that nobody else acts. */
export type Counter = {
  /** Who settles the basket, in which shift: the drawer that holds money of it. Undefined while nobody does. */
  seller: () => { cashier: string; shift: ShiftRow } | undefined;
  /** Who stands at the drawer in hand: what moves there beside sales is told of that one. */
  inHand: () => { cashier: string; shift: ShiftRow } | undefined;
  /** Why the basket cannot be touched now: it is being paid, parked or cancelled. */
  busy: () => Refusal | undefined;
  isPartPaid: () => boolean;
  /** An article waits for an answer before it is sold. */
  isAsking: () => boolean;
  /** The next goods begin the next sale, whether or not anybody pressed Next. */
  beginSale: () => Refusal | undefined;
  /** Once the basket is written; nothing else happens to it meanwhile. */
  alone: <T>(run: () => Promise<T>) => Promise<T>;
  versions: () => SaleVersions;
  /** The document is on disk: it is shown. */
  done: (sale: SoldView) => void;
};
