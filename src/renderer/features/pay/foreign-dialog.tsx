import { useState, type SyntheticEvent } from 'react';
import { numberFormat } from '../../shared/format/kept-formats.ts';
import { formatMoney, readKeyedAmount } from '../../shared/format/money-format.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { KeyedField } from '../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { NumberPad } from '../../shared/ui/number-pad.tsx';
import { say } from '../../shared/words/say.ts';
import './foreign-dialog.css';

const LONGEST = 9;

/** Notes of another currency: which, and how much; change comes in the store's own. */
export function ForeignDialog({ onClose }: { onClose: () => void }) {
  const till = useTill();
  const { locale, currency: own } = useMoneySetting();
  const moneys = useTillView((view) => view.basket.foreign);
  const [chosen, setChosen] = useState(moneys[0]?.currency);
  const [keyed, setKeyed] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const money = moneys.find(({ currency }) => currency === chosen);
  if (money === undefined) return undefined;
  const { currency, rate, due } = money;
  const text = (amount: number): string => formatMoney(amount, { locale, currency });
  const given = readKeyedAmount(keyed, currency);

  async function take(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault();
    if (given === undefined || given === 0 || isBusy) return;
    setBusy(true);
    const answer = await till.call('take-foreign', { currency, amount: given });
    setBusy(false);
    if (answer.ok) onClose();
    else setProblem(answer.next);
  }

  return (
    <Dialog title={say('Money of another currency')} isKept={isBusy} onClose={onClose}>
      <form className="foreign" onSubmit={(event) => void take(event)}>
        <div className="foreign-what">
          <div className="foreign-currencies" role="group" aria-label={say('Currency')}>
            {moneys.map((one) => (
              <Button
                key={one.currency}
                keepsFocus
                aria-pressed={one.currency === currency}
                onPress={() => setChosen(one.currency)}
              >
                {one.currency}
              </Button>
            ))}
          </div>
          <p>
            {say('To pay {due} · 1 {currency} is {worth} {own}', {
              due: text(due),
              currency,
              worth: worthText(rate, locale),
              own,
            })}
          </p>
          <KeyedField
            label={say('{currency} given', { currency })}
            value={keyed}
            shown={text(given ?? 0)}
            isEmpty={keyed === ''}
            longest={LONGEST}
            refused={/[^\d.,]/g}
            autoFocus
            onChange={setKeyed}
          />
          <MessageLine
            message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
            hint={say('Change is given in our own money.')}
          />
        </div>
        <NumberPad value={keyed} onChange={setKeyed} extra="00" longest={LONGEST} />
        <div className="dialog-actions">
          <Button keyCap="Esc" isDisabled={isBusy} onPress={onClose}>
            {say('Leave as it is')}
          </Button>
          <Button
            look="primary"
            keyCap="Enter"
            isDisabled={isBusy || given === undefined || given === 0}
            onPress={() => void take()}
          >
            {say('Take {given}', { given: text(given ?? 0) })}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

/** The rate as the store writes figures, and all of it. */
function worthText(rate: string, locale: string): string {
  const digits = { maximumFractionDigits: 12 };
  return numberFormat(locale, digits).format(rate as Intl.StringNumericLiteral);
}
