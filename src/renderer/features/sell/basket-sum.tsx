import type { BasketView } from '../../shared/till-api.ts';
import { MoneyText } from '../../shared/ui/money-text.tsx';

type BasketSumProps = { basket: BasketView; isExclusive: boolean };

/** What the lines come to. The block keeps its height, so the total never moves. */
export function BasketSum({ basket, isExclusive }: BasketSumProps) {
  const { lines, items, taxes, total, cashDue } = basket;
  return (
    <div className="basket-sum">
      <div className="basket-sum-asides">
        {isExclusive && lines.length > 0 ? <Row label="Net" amounts={[basket.net]} /> : undefined}
        {taxes.length === 0 ? undefined : (
          <Row
            label={`${taxes.map((tax) => tax.label).join(' / ')}${isExclusive ? '' : ' included'}`}
            amounts={taxes.map((tax) => tax.amount)}
          />
        )}
        {cashDue === total ? undefined : <Row label="In cash, rounded" amounts={[cashDue]} />}
      </div>
      <span className="basket-sum-count">
        {counted(lines.length, 'line')} · {counted(items, 'item')}
      </span>
      <span className="basket-sum-total">
        <MoneyText amount={total} />
      </span>
    </div>
  );
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
