import { useRef, useState, type RefObject, type SyntheticEvent } from 'react';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { KeyedField } from '../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { NumberPad } from '../../shared/ui/number-pad.tsx';
import { StaffList } from './staff-list.tsx';
import { useStaff } from './use-staff.ts';
import { say } from '../../shared/words/say.ts';
import './sign-in-screen.css';

const LONGEST_NUMBER = 8;
const LONGEST_PIN = 12;

/** Number or name, then PIN. A basket left open by a lock stays as it was. */
export function SignInScreen() {
  const numberField = useRef<HTMLInputElement>(null);
  const pinField = useRef<HTMLInputElement>(null);
  const sign = useSignIn(numberField, pinField);
  const staff = useStaff();
  const openLines = useTillView((view) => view.basket.lines.length);
  const waiting = useTillView((view) => view.sync.waiting);
  const chosen = staff?.find((person) => person.number === sign.number);
  return (
    <main className="sign-in">
      <section className="sign-in-who" aria-label={say('Staff')}>
        <h1>{say('Who is at the till?')}</h1>
        <p className="card-lead">
          {openLines === 0
            ? say('Choose your name or type your number.')
            : say('The open sale with {openLines, plural, one {# line} other {# lines}} is kept.', {
                openLines,
              })}
        </p>
        {waiting === 0 ? undefined : <p className="card-lead">{waitingWords(waiting)}</p>}
        <StaffList staff={staff} chosen={sign.number} onChoose={sign.choose} />
      </section>
      <form className="sign-in-pin" onSubmit={sign.submit}>
        <KeyedField
          label={
            chosen === undefined
              ? say('Your number')
              : say('Your number · {name}', { name: chosen.name })
          }
          value={sign.number}
          shown={sign.number}
          isEmpty={sign.number === ''}
          longest={LONGEST_NUMBER}
          autoFocus
          ref={numberField}
          onFocus={() => sign.setField('number')}
          onChange={sign.setNumber}
        />
        <KeyedField
          label="PIN"
          isSecret
          value={sign.pin}
          shown={'●'.repeat(sign.pin.length)}
          isEmpty={sign.pin === ''}
          longest={LONGEST_PIN}
          ref={pinField}
          onFocus={() => sign.setField('pin')}
          onChange={sign.setPin}
        />
        <MessageLine message={sign.message} />
        <NumberPad
          value={sign.field === 'number' ? sign.number : sign.pin}
          onChange={sign.field === 'number' ? sign.setNumber : sign.setPin}
          longest={sign.field === 'number' ? LONGEST_NUMBER : LONGEST_PIN}
        />
        <Button
          look="primary"
          className="card-action"
          keyCap="Enter"
          isDisabled={sign.isBusy || sign.number === '' || sign.pin === ''}
          onPress={sign.go}
        >
          {sign.isBusy ? say('Checking …') : say('Sign in')}
        </Button>
        {/* Makes Enter submit from either field. */}
        <button type="submit" hidden />
      </form>
    </main>
  );
}

/** Whoever leaves knows what is still on the way, and that it needs nobody to stay. */
function waitingWords(waiting: number): string {
  return say(
    '{waiting, plural, one {# sale is not at head office yet. It stays safe on this till and is sent by itself.} other {# sales are not at head office yet. They stay safe on this till and are sent by themselves.}}',
    { waiting },
  );
}

/** What is keyed, and the way from number to PIN to the worker. */
function useSignIn(
  numberField: RefObject<HTMLInputElement | null>,
  pinField: RefObject<HTMLInputElement | null>,
) {
  const till = useTill();
  const [number, setNumber] = useState('');
  const [pin, setPin] = useState('');
  const [field, setField] = useState<'number' | 'pin'>('number');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function signIn(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    const answer = await till.call('sign-in', { number, pin });
    setBusy(false);
    if (answer.ok) return;
    setPin('');
    setProblem(answer.next);
    pinField.current?.focus();
  }

  function go(): void {
    if (isBusy) return;
    if (number === '') numberField.current?.focus();
    else if (pin === '') pinField.current?.focus();
    else void signIn();
  }

  function choose(chosen: string): void {
    setNumber(chosen);
    setPin('');
    pinField.current?.focus();
  }

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    go();
  }

  const message = problem === undefined ? undefined : ({ tone: 'problem', text: problem } as const);
  return {
    number,
    setNumber,
    pin,
    setPin,
    field,
    setField,
    isBusy,
    message,
    go,
    choose,
    submit,
  };
}
