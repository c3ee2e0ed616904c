import { useTillView } from '../../shared/till-context.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import { say } from '../../shared/words/say.ts';

/** What cash settles of what is open, and the exact amount where the two differ (dom-C5). */
export function AmountDue() {
  const { cashDue, balance, total, tenders } = useTillView((view) => view.basket);
  const rounding = cashDue - balance;
  const isPart = tenders.length > 0;
  return (
    <div className="pay-due">
      <h1>{isPart ? say('Still to pay in cash') : say('To pay in cash')}</h1>
      <p className="pay-due-amount">
        <MoneyText amount={cashDue} />
      </p>
      <p className="pay-due-exact">
        {isPart ? (
          <>
            {say('Total')} <MoneyText amount={total} /> · {say('paid')}{' '}
            <MoneyText amount={total - balance} /> ·{' '}
          </>
        ) : undefined}
        {rounding === 0 ? (
          isPart ? (
            say('nothing is rounded')
          ) : (
            say('The exact total; nothing is rounded.')
          )
        ) : (
          <>
            {isPart ? say('Exact rest') : say('Exact total')} <MoneyText amount={balance} /> ·{' '}
            {say('cash rounding')} {rounding > 0 ? '+' : ''}
            <MoneyText amount={rounding} />
          </>
        )}
      </p>
    </div>
  );
}
