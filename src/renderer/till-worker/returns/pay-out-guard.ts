import type { Basket } from '../../../domain/basket.ts';
import { takenInBy, type BasketExchange } from '../../../domain/exchange/basket-exchange.ts';
import { minor, sumMinor } from '../../../domain/money.ts';
import type { SaleAct } from '../../../domain/sale.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import type { SignedOff, Used } from '../people/sign-off.ts';
import type { DocFinder } from '../receipts/doc-finder.ts';
import type { StoreReceipts } from '../receipts/store-receipts.ts';
import { offlineRefunds } from './offline-refunds.ts';
import { originalSale } from './original-sale.ts';

/** Head office has so long to answer while a customer waits for money, ms. */
const MOST_MS = 4_000;

export type PayOutGuardPorts = {
  finder: DocFinder;
  atHeadOffice: Pick<StoreReceipts, 'open'>;
  may: (used: readonly Used[], approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  nap: (ms: number) => Promise<void>;
  wallMs: () => number;
};

/** What else stands on the document, or why no money goes out; `came-back` names no words yet. */
export type MayPayOut = { ok: true; acts: readonly SaleAct[] } | 'came-back' | Refusal;

/**
 * Whether goods of an exchange's receipt came back since they were taken in: at this till, and, where
 * money goes out, at any other. Who pays waits for no answer (dom-E1, dom-O2).
 */
export class PayOutGuard {
  private readonly p: PayOutGuardPorts;

  constructor(p: PayOutGuardPorts) {
    this.p = p;
  }

  /** As far as this till knows by itself. */
  async isOld({ docId, returnsSeen }: BasketExchange): Promise<boolean> {
    return (await this.p.finder.returnsOf(docId)).length !== returnsSeen;
  }

  /** Head office is asked; without an answer the rights of a return without the line decide. */
  async mayPayOut(basket: Basket, day: string, approver?: Approver): Promise<MayPayOut> {
    const { exchange, acts = [] } = basket;
    if (exchange === undefined) return { ok: true, acts: [] };
    const silent = this.p.nap(MOST_MS).then(() => 'silent' as const);
    const said = await Promise.race([this.askHeadOffice(exchange), silent]);
    if (said === 'old') return 'came-back';
    const isSigned = takenInBy(acts).some(({ action }) => action === 'return-offline');
    if (said === 'same' || isSigned) return { ok: true, acts: [] };
    const amount = sumMinor(exchange.lines.map(({ line }) => line.gross));
    return this.offline(0 - amount, day, approver);
  }

  private async askHeadOffice({
    docNo,
    backMilli = 0,
  }: BasketExchange): Promise<'same' | 'old' | 'silent'> {
    const original = await originalSale(this.p, docNo);
    if (!original.ok || original.isOffline) return 'silent';
    return sumOf(original.back) > backMilli ? 'old' : 'same';
  }

  private async offline(goods: number, day: string, approver?: Approver): Promise<MayPayOut> {
    const size = (amount: number) => ({ amount: BigInt(amount), of: BigInt(amount) });
    const already = await offlineRefunds(this.p.finder, day);
    const signed = await this.p.may(
      [
        { action: 'return-offline', size: size(goods) },
        { action: 'return-offline-day', size: size(already + goods) },
      ],
      approver,
    );
    if (!signed.ok) return signed;
    const { cashier } = signed;
    const by = { cashier, ...(signed.approver === undefined ? {} : { approver: signed.approver }) };
    const amount = minor(goods);
    return {
      ok: true,
      acts: [{ action: 'return-offline', amount, ...by, at_ms: this.p.wallMs() }],
    };
  }
}

/** All that came back of a receipt, thousandths: it only grows. */
export function sumOf(back: ReadonlyMap<string, number>): number {
  return [...back.values()].reduce((sum, qtyMilli) => sum + qtyMilli, 0);
}
