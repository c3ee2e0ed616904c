import { useState, type SyntheticEvent } from 'react';
import { momentText } from '../../shared/format/moment-text.ts';
import { formatMoney, readKeyedAmount } from '../../shared/format/money-format.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import type { Phase } from '../../shared/till-api.ts';
import { Button } from '../../shared/ui/button.tsx';
import { CardScreen } from '../../shared/ui/card-screen.tsx';
import { KeyedField } from '../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { NumberPad } from '../../shared/ui/number-pad.tsx';
import { say } from '../../shared/words/say.ts';
import './open-shift-screen.css';

const LONGEST = 9;

/** The drawer is locked: whoever is signed in takes the shift over, counting or not (dom-Z9). */
export function SuspendedScreen({ phase }: { phase: Extract<Phase, { at: 'suspended' }> }) {
  const form = useTakeOver();
  const face = useTillView((view) => view.till);
  const when = face === undefined ? '' : momentText(phase.sinceMs, face);
  return (
    <CardScreen
      title={say('The shift is suspended')}
      lead={say('{who} locked the drawer, {when}. Nobody sells until the shift is taken over.', {
        who: phase.by,
        when,
      })}
    >
      <form className="open-shift" onSubmit={form.submit}>
        <KeyedField
          label={say('Cash in the drawer, if you count it')}
          value={form.keyed}
          shown={form.keyed === '' ? say('Not counted') : form.shown}
          isEmpty={form.keyed === ''}
          longest={LONGEST}
          refused={/[^\d.,]/g}
          autoFocus
          onChange={form.setKeyed}
        />
        <MessageLine
          message={form.message}
          hint={say('What you count stands in the report of the shift.')}
        />
        <NumberPad value={form.keyed} onChange={form.setKeyed} extra="00" longest={LONGEST} />
        <Button
          look="primary"
          className="card-action"
          keyCap="Enter"
          isDisabled={form.isBusy}
          onPress={form.go}
        >
          {say('Take the shift over')}
        </Button>
        <button type="submit" hidden />
      </form>
    </CardScreen>
  );
}

function useTakeOver() {
  const till = useTill();
  const setting = useMoneySetting();
  const [keyed, setKeyed] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const counted = keyed === '' ? undefined : readKeyedAmount(keyed, setting.currency);

  async function take(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    const answer = await till.call('take-over-shift', counted === undefined ? {} : { counted });
    setBusy(false);
    if (!answer.ok) setProblem(answer.next);
  }

  function go(): void {
    if (isBusy) return;
    if (keyed !== '' && counted === undefined)
      setProblem(say('Key the cash in the drawer, or nothing.'));
    else void take();
  }

  return {
    keyed,
    setKeyed,
    shown: formatMoney(counted ?? 0, setting),
    isBusy,
    message: problem === undefined ? undefined : ({ tone: 'problem', text: problem } as const),
    go,
    submit: (event: SyntheticEvent) => {
      event.preventDefault();
      go();
    },
  };
}
