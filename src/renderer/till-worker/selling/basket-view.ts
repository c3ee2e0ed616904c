import type { StoreProfile } from '../../../contracts/store-profile.ts';
import { liveLines, type Basket } from '../../../domain/basket.ts';
import type { BasketSavings } from '../../../domain/promotions/basket-savings.ts';
import { cashDueForBalance } from '../../../domain/tender.ts';
import { basketTotals } from '../../../domain/totals.ts';
import type { BasketView, LineView } from '../../shared/till-api.ts';
import type { CatalogueIndex } from '../catalogue/catalogue-index.ts';
import type { TillRules } from './till-rules.ts';

/** The basket as a screen shows it; amounts are the very ones the sale will carry. */
export function basketView(
  basket: Basket,
  rules: TillRules,
  profile: StoreProfile,
  index: CatalogueIndex,
  savings: BasketSavings,
): BasketView {
  const taxed = basketTotals(basket, rules.taxSetup, savings);
  const lines = liveLines(basket);
  if (!taxed.ok || lines.length === 0)
    return {
      lines: [],
      selectedLineId: undefined,
      items: 0,
      taxes: [],
      net: 0,
      tax: 0,
      total: 0,
      cashDue: 0,
    };
  const { totals, taxTotals } = taxed.value;
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
      savings: (savings.get(line.lineId)?.promotions ?? []).map(({ name, amount }) => ({
        name,
        amount,
      })),
      taxLabel: line.taxCodes.join(' '),
    };
  });
  return {
    lines: views,
    selectedLineId: basket.selectedLineId ?? undefined,
    items: views.reduce((n, { unit, qtyMilli }) => n + (unit === 'kg' ? 1 : qtyMilli / 1000), 0),
    taxes: taxTotals.map((t) => ({
      label: profile.taxes.find((x) => x.code === t.code)?.label ?? t.code,
      amount: t.amount,
    })),
    net: totals.netExclTax,
    tax: totals.tax,
    total: totals.gross,
    cashDue: cashDueForBalance(totals.gross, rules.cashPolicy),
  };
}
