import { useState, type SyntheticEvent } from 'react';
import { LONGEST_PARK_NAME } from '../../../shared/parking-api.ts';
import { useTill } from '../../../shared/till-context.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { MessageLine } from '../../../shared/ui/message-line.tsx';
import { useOnce } from './use-once.ts';
import { say } from '../../../shared/words/say.ts';
import './parking.css';

/** Puts the sale aside under a name that anybody at the till understands; none is needed. */
export function ParkDialog({ onClose }: { onClose: () => void }) {
  const till = useTill();
  const [name, setName] = useState('');
  const { isBusy, problem, run } = useOnce(onClose);

  function park(event?: SyntheticEvent): void {
    event?.preventDefault();
    run(() => till.call('park-sale', { name }));
  }

  return (
    <Dialog title={say('Park this sale')} isKept={isBusy} onClose={onClose}>
      <form className="parking" onSubmit={park}>
        <label className="parking-name">
          <span>
            {say('Whose sale is it? At most {longestParkName} signs, or nothing.', {
              longestParkName: LONGEST_PARK_NAME,
            })}
          </span>
          <input
            className="note-field"
            autoFocus
            autoComplete="off"
            maxLength={LONGEST_PARK_NAME}
            placeholder={say('Red jacket')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <MessageLine
          message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
          hint={say('It waits on this till, also over a restart, until it is recalled.')}
        />
        <div className="dialog-actions">
          <Button keyCap="Esc" isDisabled={isBusy} onPress={onClose}>
            {say('Go on selling')}
          </Button>
          <Button look="primary" keyCap="Enter" isDisabled={isBusy} onPress={() => park()}>
            {say('Park')}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
