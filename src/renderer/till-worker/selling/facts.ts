import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { findKeys } from '../../../domain/after/find-keys.ts';
import { must } from '../../../domain/assert.ts';
import type { Basket } from '../../../domain/basket.ts';
import { closeSale } from '../../../domain/close-sale.ts';
import { docId, shiftId } from '../../../domain/ids.ts';
import type { BasketSavings } from '../../../domain/promotions/basket-savings.ts';
import type { OfferedTender } from '../../../domain/pay/settle-tenders.ts';
import type { Sale, SaleVersions } from '../../../domain/sale.ts';
import type { Fact, NextNumber } from '../../../sync/core/commit.ts';
import type { ShiftRow } from '../../../sync/core/ports.ts';
import type { TillRules } from './till-rules.ts';

export type SaleInput = {
  basket: Basket;
  savings: BasketSavings;
  rules: TillRules;
  profile: StoreProfile;
  till: string;
  shift: ShiftRow;
  cashier: string;
  /** In the order they were taken. */
  tenders: readonly OfferedTender[];
  docId: string;
  closedMs: number;
  versions: SaleVersions;
};

/** The closed sale with this document number, or why it cannot be closed. */
export function saleWith(i: SaleInput, n: NextNumber): ReturnType<typeof closeSale> {
  return closeSale({
    basket: i.basket,
    savings: i.savings,
    taxSetup: i.rules.taxSetup,
    cashPolicy: i.rules.cashPolicy,
    tenders: i.tenders,
    identity: {
      docId: docId(i.docId),
      number: { store: i.profile.store, till: i.till, ...n },
      shiftId: shiftId(i.shift.shiftId),
      businessDate: i.shift.businessDate,
      cashier: i.cashier,
      closedMs: i.closedMs,
      versions: i.versions,
    },
  });
}

/** The sale as a fact to commit; it was closed once before with a trial number, so it closes again. */
export function saleFact(i: SaleInput): Fact {
  const close = (n: NextNumber): Sale => {
    const sale = saleWith(i, n);
    return must(
      sale.ok ? sale.value : undefined,
      'a basket that closed with another number closes',
    );
  };
  return { ...documentFact(i.shift.businessDate, close), clearBasket: true };
}

/** Any document as a fact to commit: it takes the next number, the open basket stays. */
export function documentFact(businessDate: string, close: (number: NextNumber) => Sale): Fact {
  return {
    kind: 'sale',
    businessDate,
    body: close,
    document: (body) => {
      // `body` is what `close` made just before.
      const sale = body as Sale;
      return {
        docId: sale.doc_id,
        docNo: sale.doc_no,
        shiftId: sale.shift_id,
        closedMs: sale.closed_ms,
        gross: sale.totals.gross,
        finds: findKeys(sale),
      };
    },
    clearBasket: false,
    shift: undefined,
  };
}

/** Body of `basket-cancelled`: what was given up, and what people had changed of it. */
export function cancelledBody(
  { basketId, voids, acts, ageChecks }: Basket,
  cashier: string,
  shift: string,
): object {
  const body = { basket_id: basketId, cashier, shift_id: shift, voids };
  return {
    ...body,
    ...(acts === undefined ? {} : { acts }),
    ...(ageChecks === undefined ? {} : { age_checks: ageChecks }),
  };
}

/** Any fact that is no document. */
export function plainFact(
  kind: string,
  businessDate: string,
  body: unknown,
  more: { clearBasket?: boolean; shift?: ShiftRow; closes?: ShiftRow } = {},
): Fact {
  return {
    kind,
    businessDate,
    body: () => body,
    document: undefined,
    clearBasket: more.clearBasket ?? false,
    ...whichDrawer(more),
  };
}

/** A cashier's own drawer stands beside the one that is everybody's (dom-Z9). */
function whichDrawer({
  shift,
  closes,
}: {
  shift?: ShiftRow;
  closes?: ShiftRow;
}): Pick<Fact, 'shift' | 'drawer'> {
  if (closes?.drawer === 'own') return { shift: undefined, drawer: { closed: closes.shiftId } };
  if (shift?.drawer === 'own') return { shift: undefined, drawer: shift };
  return { shift: closes === undefined ? shift : null };
}
