import type { BasketView } from '../../shared/till-api.ts';
import { MoneyText } from '../../shared/ui/money-text.tsx';

/** Asides that fit above the total without moving it. */
const ROWS = 2;

type BasketSumProps = { basket: BasketView; isExclusive: boolean };

/** What the lines come to. The block keeps its height, so the total never moves. */
export function BasketSum({ basket, isExclusive }: BasketSumProps) {
  const { lines, items, taxes, total, cashDue, balance } = basket;
  // While parts are paid the payment panel says what is open.
  const isRounded = balance === total && cashDue !== total && total > 0;
  const rows = ROWS - (isExclusive ? 1 : 0) - (isRounded ? 1 : 0);
  return (
    <div className="basket-sum">
      <div className="basket-sum-asides">
        {isExclusive && lines.length > 0 ? <Row label="Net" amounts={[basket.net]} /> : undefined}
        {taxRows(taxes, isExclusive, rows).map(({ label, amounts }) => (
          <Row key={label} label={label} amounts={amounts} />
        ))}
        {isRounded ? <Row label="In cash, rounded" amounts={[cashDue]} /> : undefined}
      </div>
      <TermsWords terms={basket.terms} />
      <span className="basket-sum-count">
        {counted(lines.length, 'line')} · {counted(items, 'item')}
      </span>
      <span className="basket-sum-total">
        <MoneyText amount={total} />
      </span>
    </div>
  );
}

/** What people changed of the whole sale, in one line; nothing where they did not. */
function TermsWords({ terms }: { terms: BasketView['terms'] }) {
  const words = [
    ...(terms.discount === '' ? [] : [`Discount ${terms.discount}`]),
    ...(terms.taxExempt === '' ? [] : [`Tax exempt · ${terms.taxExempt}`]),
    ...(terms.member === '' ? [] : [memberWords(terms)]),
    ...(terms.coupons === 0 ? [] : [counted(terms.coupons, 'coupon')]),
    ...(terms.note === '' ? [] : [`“${terms.note}”`]),
  ];
  return words.length === 0 ? undefined : <p className="basket-sum-terms">{words.join(' — ')}</p>;
}

function memberWords({ member, memberName }: BasketView['terms']): string {
  return memberName === '' ? `Member … ${member}` : `${memberName} … ${member}`;
}

/** A row for each tax while they fit, else one row of them all. */
function taxRows(
  taxes: BasketView['taxes'],
  isExclusive: boolean,
  rows: number,
): { label: string; amounts: number[] }[] {
  if (taxes.length === 0) return [];
  const word = isExclusive ? '' : ' included';
  if (taxes.length <= rows)
    return taxes.map(({ label, amount }) => ({ label: label + word, amounts: [amount] }));
  const label = taxes.map((tax) => tax.label).join(' / ') + word;
  return [{ label, amounts: taxes.map((tax) => tax.amount) }];
}

function Row({ label, amounts }: { label: string; amounts: number[] }) {
  return (
    <div className="basket-sum-row">
      <span>{label}</span>
      <span>
        {amounts.map((amount, index) => (
          // Taxes have no identity but their place on the line.
          <span key={index}>
            {index === 0 ? '' : ' · '}
            <MoneyText amount={amount} bare />
          </span>
        ))}
      </span>
    </div>
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
