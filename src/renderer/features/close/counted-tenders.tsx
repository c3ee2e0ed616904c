import type { CountDeclared, TenderDeclared } from '../../shared/close-api.ts';
import { formatMoney } from '../../shared/format/money-format.ts';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { later, say, sayLater, type Words } from '../../shared/words/say.ts';

const STATUS_WORDS: Readonly<Record<TenderDeclared['status'], Words>> = {
  ok: later('Fine'),
  review: later('Will be looked at'),
  approve: later('A second person signs'),
};

export function countTitle({ status, earlier }: CountDeclared): string {
  if (earlier !== undefined) return say('An earlier count was far off');
  return status === 'ok' ? say('The count is right') : say('The count is off');
}

/** Who counts again has seen what should be there: somebody signs for it all the same. */
export function EarlierCount({ earlier }: { earlier: NonNullable<CountDeclared['earlier']> }) {
  const { locale } = useMoneySetting();
  const off = earlier.tenders.map(
    ({ words, variance, currency }) => `${words} ${formatMoney(variance, { locale, currency })}`,
  );
  return (
    <p className="close-quiet">
      {say('{who} had counted: {off}. That is signed for all the same.', {
        who: earlier.cashier,
        off: off.join(', '),
      })}
    </p>
  );
}

/** What was counted of each tender against what should be there. */
export function CountedTenders({ tenders }: { tenders: readonly TenderDeclared[] }) {
  const { locale } = useMoneySetting();
  return (
    <table className="close-table">
      <thead>
        <tr>
          <th scope="col">{say('Payment')}</th>
          <th scope="col">{say('Counted')}</th>
          <th scope="col">{say('Expected')}</th>
          <th scope="col">{say('Difference')}</th>
          <th scope="col">{say('How far off')}</th>
        </tr>
      </thead>
      <tbody>
        {tenders.map(({ tender, words, currency, counted, expected, variance, status }) => {
          const money = (amount: number) => formatMoney(amount, { locale, currency });
          return (
            <tr key={tender} data-status={status}>
              <th scope="row">{words}</th>
              <td className="figures">{money(counted)}</td>
              <td className="figures">{money(expected)}</td>
              <td className="figures close-variance">
                {variance > 0 ? '+' : ''}
                {money(variance)}
              </td>
              <td>
                <span className="close-status">{sayLater(STATUS_WORDS[status])}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
