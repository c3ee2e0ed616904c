import { useState, type SyntheticEvent } from 'react';
import { formatMoney, readKeyedAmount } from '../../shared/format/money-format.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { CardScreen } from '../../shared/ui/card-screen.tsx';
import { KeyedField } from '../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { NumberPad } from '../../shared/ui/number-pad.tsx';
import { say } from '../../shared/words/say.ts';
import './open-shift-screen.css';

const LONGEST = 9;

/** Opens a shift: the cash that lies in the drawer before the first sale. */
export function OpenShiftScreen() {
  const shift = useOpenShift();
  const cashier = useTillView((view) => view.cashier);
  return (
    <CardScreen
      title={
        cashier === undefined
          ? say('Open the shift')
          : say('Good day, {name}', { name: cashier.name })
      }
      lead={say('Count the cash in the drawer and key the amount to open the shift.')}
    >
      <form className="open-shift" onSubmit={shift.submit}>
        <KeyedField
          label={say('Float in the drawer')}
          value={shift.keyed}
          shown={shift.shown}
          isEmpty={shift.keyed === ''}
          longest={LONGEST}
          refused={/[^\d.,]/g}
          autoFocus
          onChange={shift.setKeyed}
        />
        <MessageLine message={shift.message} hint={say('Key 0 if the drawer is empty.')} />
        <NumberPad value={shift.keyed} onChange={shift.setKeyed} extra="00" longest={LONGEST} />
        <Button
          look="primary"
          className="card-action"
          keyCap="Enter"
          isDisabled={shift.isBusy || shift.keyed === ''}
          onPress={shift.go}
        >
          {shift.isBusy ? say('Opening …') : say('Open shift')}
        </Button>
        <button type="submit" hidden />
      </form>
    </CardScreen>
  );
}

function useOpenShift() {
  const till = useTill();
  const setting = useMoneySetting();
  const [keyed, setKeyed] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const float = readKeyedAmount(keyed, setting.currency);

  async function open(amount: number): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    const answer = await till.call('open-shift', { float: amount });
    setBusy(false);
    if (!answer.ok) setProblem(answer.next);
  }

  function go(): void {
    if (isBusy) return;
    if (float === undefined) setProblem(say('Key the amount in the drawer, 0 if there is none.'));
    else void open(float);
  }

  return {
    keyed,
    setKeyed,
    isBusy,
    shown: formatMoney(float ?? 0, setting),
    message: problem === undefined ? undefined : ({ tone: 'problem', text: problem } as const),
    go,
    submit: (event: SyntheticEvent) => {
      event.preventDefault();
      go();
    },
  };
}
