import { useState, type SyntheticEvent } from 'react';
import type { Phase } from '../../shared/till-api.ts';
import { useTill } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { CardScreen } from '../../shared/ui/card-screen.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { formatEnrolCode, isWholeEnrolCode } from './enrol-code.ts';
import { say } from '../../shared/words/say.ts';
import './enrol-screen.css';

/** A new till: the one-time code that IT issued for this store and till number. */
export function EnrolScreen({ phase }: { phase: Extract<Phase, { at: 'enrol' }> }) {
  const till = useTill();
  const [code, setCode] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isWhole = isWholeEnrolCode(code);

  async function enrol(): Promise<void> {
    if (isBusy || !isWhole) return;
    setBusy(true);
    setProblem(undefined);
    const answer = await till.call('enrol', { code });
    setBusy(false);
    if (!answer.ok) setProblem(answer.next);
  }

  function onSubmit(event: SyntheticEvent): void {
    event.preventDefault();
    void enrol();
  }

  return (
    <CardScreen
      title={say('Enrol this till')}
      lead={say(
        'Enter the one-time code from your store’s IT. It works once and only for this till.',
      )}
    >
      <form className="enrol" onSubmit={onSubmit}>
        <label className="enrol-label" htmlFor="enrol-code">
          {say('Code')}
        </label>
        <input
          id="enrol-code"
          className="enrol-code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          autoFocus
          placeholder="A-XXXX-XXXX-XXXX"
          value={code}
          readOnly={isBusy}
          onChange={(event) => setCode(formatEnrolCode(event.target.value))}
        />
        <MessageLine
          message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
          hint={
            isBusy
              ? say('Making this till’s key and asking head office …')
              : say('Small letters are fine; the dashes come by themselves.')
          }
        />
        <Button
          look="primary"
          className="card-action"
          keyCap="Enter"
          isDisabled={!isWhole || isBusy}
          onPress={() => void enrol()}
        >
          {isBusy ? say('Enrolling …') : say('Enrol')}
        </Button>
      </form>
      <dl className="enrol-facts">
        <div>
          <dt>{say('Region')}</dt>
          <dd>{phase.region}</dd>
        </div>
        <div>
          <dt>{say('Head-office sites')}</dt>
          <dd>{phase.sites.join(' · ')}</dd>
        </div>
      </dl>
    </CardScreen>
  );
}
