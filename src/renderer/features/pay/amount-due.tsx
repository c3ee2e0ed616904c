import { useTillView } from '../../shared/till-context.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';

/** What cash settles, and the exact total where the two differ (dom-C5). */
export function AmountDue() {
  const basket = useTillView((view) => view.basket);
  const rounding = basket.cashDue - basket.total;
  return (
    <div className="pay-due">
      <h1>To pay in cash</h1>
      <p className="pay-due-amount">
        <MoneyText amount={basket.cashDue} />
      </p>
      <p className="pay-due-exact">
        {rounding === 0 ? (
          'The exact total; nothing is rounded.'
        ) : (
          <>
            Exact total <MoneyText amount={basket.total} /> · cash rounding{' '}
            {rounding > 0 ? '+' : ''}
            <MoneyText amount={rounding} />
          </>
        )}
      </p>
    </div>
  );
}
