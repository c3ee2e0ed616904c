import type { BasketView } from '../../shared/till-api.ts';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import { say } from '../../shared/words/say.ts';

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
        {isExclusive && lines.length > 0 ? (
          <Row label={say('Net')} amounts={[basket.net]} />
        ) : undefined}
        {taxRows(taxes, isExclusive, rows).map(({ label, amounts }) => (
          <Row key={label} label={label} amounts={amounts} />
        ))}
        {isRounded ? <Row label={say('In cash, rounded')} amounts={[cashDue]} /> : undefined}
      </div>
      <TermsWords terms={basket.terms} />
      <span className="basket-sum-count">
        {say('{lines, plural, one {# line} other {# lines}}', { lines: lines.length })} ·{' '}
        {say('{items, plural, one {# item} other {# items}}', { items })}
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
    ...(terms.discount === '' ? [] : [say('Discount {discount}', { discount: terms.discount })]),
    ...(terms.taxExempt === ''
      ? []
      : [say('Tax exempt · {taxExempt}', { taxExempt: terms.taxExempt })]),
    ...(terms.member === '' ? [] : [memberWords(terms)]),
    ...(terms.coupons === 0
      ? []
      : [say('{coupons, plural, one {# coupon} other {# coupons}}', { coupons: terms.coupons })]),
    ...(terms.note === '' ? [] : [`“${terms.note}”`]),
  ];
  return words.length === 0 ? undefined : <p className="basket-sum-terms">{words.join(' — ')}</p>;
}

function memberWords({ member, memberName }: BasketView['terms']): string {
  return memberName === '' ? say('Member … {member}', { member }) : `${memberName} … ${member}`;
}

/** A row for each tax while they fit, else one row of them all. */
function taxRows(
  taxes: BasketView['taxes'],
  isExclusive: boolean,
  rows: number,
): { label: string; amounts: number[] }[] {
  if (taxes.length === 0) return [];
  const words = (label: string): string =>
    isExclusive ? label : say('{label} included', { label });
  if (taxes.length <= rows)
    return taxes.map(({ label, amount }) => ({ label: words(label), amounts: [amount] }));
  const label = words(taxes.map((tax) => tax.label).join(' / '));
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
