import { memberEnding } from '../../../domain/customer/member-card.ts';
import { basketReductions, type LineReductions } from '../../../domain/adjust/line-reductions.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { liveLines, type Basket } from '../../../domain/basket.ts';
import { backLines } from '../../../domain/exchange/basket-exchange.ts';
import { NOTHING, type Minor } from '../../../domain/money.ts';
import { amountOf, offered, tendersOf } from '../../../domain/pay/basket-tenders.ts';
import { settleTenders } from '../../../domain/pay/settle-tenders.ts';
import type { BasketSavings } from '../../../domain/promotions/basket-savings.ts';
import { cashDueForBalance } from '../../../domain/tender.ts';
import { dueTotals, heldBasket, reducedTotals } from '../../../domain/totals.ts';
import { formatMoney } from '../../shared/format/money-format.ts';
import { REASON_WORDS, reductionWords } from '../../shared/reason-words.ts';
import { tenderWords } from '../../shared/tender-words.ts';
import type { BasketView, LineView } from '../../shared/till-api.ts';
import { backView, payOutView } from './exchange-view.ts';
import type { CatalogueIndex } from '../catalogue/catalogue-index.ts';
import type { TillRules } from './till-rules.ts';
import { sayLater, sayLaterToCustomer, type Words } from '../../shared/words/say.ts';

/** The basket as a screen shows it, but for what other money would pay; amounts are the very ones the sale will carry. */
export function basketView(
  given: Basket,
  rules: TillRules,
  profile: StoreProfile,
  index: CatalogueIndex,
  savings: BasketSavings,
): Omit<BasketView, 'foreign'> {
  const basket = heldBasket(given, rules.taxSetup, savings);
  const reductions = basketReductions(basket, rules.taxSetup, savings);
  const taxed = reductions.ok
    ? reducedTotals(basket, rules.taxSetup, reductions.value)
    : reductions;
  const lines = liveLines(basket);
  const around = { terms: termsView(basket, rules, profile), canUndo: canUndo(basket) };
  if (!reductions.ok || !taxed.ok || (lines.length === 0 && basket.exchange === undefined))
    return {
      lines: [],
      selectedLineId: undefined,
      items: 0,
      taxes: [],
      net: 0,
      tax: 0,
      total: 0,
      tenders: [],
      balance: 0,
      cashDue: 0,
      ...around,
    };
  const { totals, taxTotals } = dueTotals(basket, rules.taxSetup, taxed.value);
  const views = lines.map((line, i): LineView => {
    return {
      lineId: line.lineId,
      article: line.article,
      name: line.name,
      qtyMilli: line.qtyMilli,
      // A pack with its price on the label is one piece of whatever is in it.
      unit: line.label ? 'piece' : (index.article(line.article)?.data.unit ?? 'piece'),
      unitPrice: line.unitPrice,
      total: taxed.value.lines[i]?.ext ?? 0,
      savings: savingsOf(reductions.value.get(line.lineId)),
      named: line.override && {
        bookPrice: line.override.bookPrice,
        reason: sayLater(REASON_WORDS[line.override.reason]),
      },
      hasDiscount: line.discount !== undefined,
      isDiscountable: line.discountable,
      isDeposit: line.depositOf !== undefined,
      taxLabel: line.taxCodes.join(' '),
    };
  });
  return {
    lines: [...backLines(basket).map((line) => backView(line, index)), ...views],
    selectedLineId: basket.selectedLineId ?? undefined,
    items: views.reduce((n, view) => n + itemsOf(view), 0),
    taxes: taxTotals.map((t) => ({
      label: labelOf(t.code, profile, basket),
      amount: t.amount,
    })),
    net: totals.netExclTax,
    tax: totals.tax,
    total: totals.gross,
    ...tendersView(basket, totals.gross, rules),
    ...around,
  };
}

/** What was taken, and what is open in either way. */
function tendersView(
  basket: Basket,
  total: Minor,
  { cashPolicy }: TillRules,
): Pick<BasketView, 'tenders' | 'balance' | 'cashDue' | 'payOut'> {
  const taken = tendersOf(basket);
  const settled = settleTenders(total, offered(taken), cashPolicy);
  // More is paid than it costs by now: nothing is open, and the pay desk says what to do.
  const balance = settled.ok ? settled.value.settlement.balance : NOTHING;
  return {
    tenders: taken.map((tender) => ({
      tenderId: tender.tenderId,
      type: tender.type,
      words: tenderWords(tender),
      ...toCustomer((to) => tenderWords(tender, to)),
      amount: amountOf(tender),
    })),
    balance,
    cashDue: cashDueForBalance(balance, cashPolicy),
    ...payOutView(basket, balance, cashPolicy),
  };
}

/** A weighing is one item, a deposit none: it goes with one. */
function itemsOf({ unit, qtyMilli, isDeposit }: LineView): number {
  if (isDeposit) return 0;
  return unit === 'kg' ? 1 : qtyMilli / 1000;
}

/** Words for the customer's display, where the store speaks another language than the cashier (LANG3). */
function toCustomer(words: (to: (words: Words) => string) => string): { toCustomer?: string } {
  const said = words(sayLaterToCustomer);
  return said === words(sayLater) ? {} : { toCustomer: said };
}

/** Promotions by their names, people's reductions by their reasons. */
function savingsOf(reduced: LineReductions | undefined): LineView['savings'] {
  const promotions = reduced?.promotions ?? [];
  const given = reduced?.reductions ?? [];
  return [
    ...promotions.map(({ name, amount }) => ({ name, amount })),
    ...given.map(({ kind, reason, amount }) => ({
      name: reductionWords(kind, reason),
      ...toCustomer((to) => reductionWords(kind, reason, to)),
      amount,
    })),
  ];
}

function termsView(
  { discount, taxExempt, note, member, coupons = [] }: Basket,
  { currency }: TillRules,
  { locale }: StoreProfile,
): BasketView['terms'] {
  return {
    discount: discount === undefined ? '' : discountWords(discount, { locale, currency }),
    taxExempt: taxExempt === undefined ? '' : sayLater(REASON_WORDS[taxExempt]),
    note: note ?? '',
    member: member === undefined ? '' : memberEnding(member),
    memberName: '',
    coupons: coupons.length,
  };
}

/** "10 % · Goodwill" or "5,00 € · Goodwill". */
function discountWords(
  discount: NonNullable<Basket['discount']>,
  setting: { locale: string; currency: string },
): string {
  const size =
    discount.kind === 'amount'
      ? formatMoney(discount.amount, setting)
      : `${(discount.hundredths / 100).toLocaleString(setting.locale)} %`;
  return `${size} · ${sayLater(REASON_WORDS[discount.reason])}`;
}

/** As the store calls it now, or as the receipt of the goods that come back did. */
function labelOf(code: string, { taxes }: StoreProfile, { exchange }: Basket): string {
  const all = [...taxes, ...(exchange?.taxes ?? [])];
  return all.find((tax) => tax.code === code)?.label ?? code;
}

function canUndo({ past = [] }: Basket): boolean {
  return past.length > 0;
}
