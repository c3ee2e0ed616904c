import type { CountStatus } from '../../../domain/cashup/count-tenders.ts';
import type { DayTill, DayZ, ProofState } from '../../../domain/store-day/store-day.ts';
import { formatMoney } from '../../shared/format/money-format.ts';
import { Button } from '../../shared/ui/button.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { say, sayLater } from '../../shared/words/say.ts';
import { PROOF_WORDS, STATE_WORDS } from './day-words.ts';

type DayTillsProps = {
  tills: readonly DayTill[];
  chosen: string | undefined;
  onChoose: (till: string) => void;
};

/** A row a till; the one chosen is shown in full beside it. */
export function DayTills({ tills, chosen, onChoose }: DayTillsProps) {
  return (
    <div className="store-day-tills">
      <table>
        <thead>
          <tr>
            <th scope="col">{say('Till')}</th>
            <th scope="col">{say('State')}</th>
            <th scope="col">{say('Net sales')}</th>
            <th scope="col">{say('Difference')}</th>
            <th scope="col">{say('Deposit')}</th>
            <th scope="col">{say('Head office')}</th>
          </tr>
        </thead>
        <tbody>
          {tills.map((till) => (
            <TillRow
              key={till.till}
              till={till}
              isChosen={till.till === chosen}
              onChoose={() => onChoose(till.till)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TillRow({
  till,
  isChosen,
  onChoose,
}: {
  till: DayTill;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const money = useMoneyOf();
  const zs = till.shifts.flatMap((shift) => shift.zs);
  const [first] = zs;
  const sum = (of: (z: DayZ) => number): string =>
    first === undefined
      ? ''
      : money(
          zs.reduce((all, z) => all + of(z), 0),
          first.currency,
        );
  return (
    <tr data-chosen={isChosen}>
      <th scope="row">
        <Button aria-pressed={isChosen} onPress={onChoose}>
          {till.till}
        </Button>
      </th>
      <td>
        <span className="store-day-chip" data-state={till.state}>
          {sayLater(STATE_WORDS[till.state])}
        </span>
      </td>
      <td className="figures">{sum((z) => z.net)}</td>
      <td className="figures" data-status={worstOf(zs)}>
        {sum((z) => z.tenders['cash']?.variance ?? 0)}
      </td>
      <td className="figures">{sum((z) => z.deposit)}</td>
      <td>
        <Proof till={till} zs={zs} />
      </td>
    </tr>
  );
}

/** The weakest proof of a till's Zs; before any, what it has not sent. */
function Proof({ till, zs }: { till: DayTill; zs: readonly DayZ[] }) {
  const proof = WEAKEST.find((state) => zs.some((z) => z.proof === state));
  const isTold = zs.every((z) => z.proof !== undefined);
  if (zs.length > 0 && proof !== undefined && isTold)
    return (
      <span className="store-day-chip" data-proof={proof}>
        {sayLater(PROOF_WORDS[proof])}
      </span>
    );
  if (till.unsent === undefined || till.unsent === 0)
    return <>{zs.length > 0 ? say('Not known') : ''}</>;
  return <>{say('{count, plural, one {# not sent} other {# not sent}}', { count: till.unsent })}</>;
}

const WEAKEST: readonly ProofState[] = ['differs', 'missing', 'waiting', 'archived', 'whole'];

function worstOf(zs: readonly DayZ[]): CountStatus {
  const all = zs.flatMap((z) => Object.values(z.tenders).map(({ status }) => status));
  if (all.includes('approve')) return 'approve';
  return all.includes('review') ? 'review' : 'ok';
}

/** Writes an amount of any currency as this store writes money. */
export function useMoneyOf(): (amount: number, currency: string) => string {
  const { locale } = useMoneySetting();
  return (amount, currency) => formatMoney(amount, { locale, currency });
}
