import type { StoreDayView } from '../../shared/store-day-api.ts';
import { say } from '../../shared/words/say.ts';
import { useMoneyOf } from './day-tills.tsx';

/** What the reports of the day add up to. */
export function DaySums({ view: { sums } }: { view: StoreDayView }) {
  const money = useMoneyOf();
  if (sums.length === 0)
    return <p className="store-day-quiet">{say('No till has a report of this day yet.')}</p>;
  return (
    <section className="store-day-sums" aria-label={say('All tills')}>
      <h3>{say('All tills')}</h3>
      {sums.map(({ currency, net, deposit, variance }) => (
        <dl key={currency}>
          <dt>{say('Net sales')}</dt>
          <dd className="figures">{money(net, currency)}</dd>
          <dt>{say('Cash difference')}</dt>
          <dd className="figures">{money(variance['cash'] ?? 0, currency)}</dd>
          <dt>{say('Deposit')}</dt>
          <dd className="figures">{money(deposit, currency)}</dd>
        </dl>
      ))}
    </section>
  );
}
