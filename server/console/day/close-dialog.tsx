import { useState } from 'react';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import { Dialog } from '../../../src/renderer/shared/ui/dialog.tsx';
import { ConsoleDay, type CloseDayAsk } from '../../../src/contracts/console.ts';
import { ask, wordsOf, type Failed } from '../ask.ts';
import { tillsNamed } from './day-words.ts';

type CloseDialogProps = {
  /** The day that was on the page when closing was asked for, and its address. */
  of: { day: string; path: string };
  missing: readonly string[];
  /** Of the store, as far as head office knows. */
  tills: number;
  /** How often it was closed before. */
  closes: number;
  /** Asks for the day anew; what is missing may be another by then. */
  onLookAgain: () => void;
  /** With the day as it stands closed; undefined: left as it was. */
  onDone: (closed: ConsoleDay | undefined) => void;
};

/** Says what closing means before it is done; a close cannot be taken back, only another made. */
export function CloseDialog(props: CloseDialogProps) {
  const { of, missing, onDone } = props;
  const [note, setNote] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const [failed, setFailed] = useState<Failed>();
  // One id for this dialog: an answer that was lost is asked for again, and closes nothing twice.
  const [closeId] = useState(() => crypto.randomUUID());
  const close = async (): Promise<void> => {
    setIsAsking(true);
    const body: CloseDayAsk = {
      close_id: closeId,
      missing: [...missing],
      closes: props.closes,
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    };
    const answer = await ask(`${of.path}/close`, ConsoleDay, body);
    setIsAsking(false);
    if (answer.ok) return onDone(answer.value);
    setFailed(answer.failed);
    if (answer.failed.kind === 'conflict') props.onLookAgain();
  };
  return (
    <Dialog title={`Close ${of.day}`} isKept={isAsking} onClose={() => onDone(undefined)}>
      {props.closes > 0 && <p>It was closed before. Another close stands beside that one.</p>}
      {missing.length === 0 ? (
        <p>
          {props.tills === 0
            ? 'Head office has heard of no till of this store.'
            : 'Every till has its Z.'}
        </p>
      ) : (
        <p>
          Closed without {tillsNamed(missing)}. What they tell later stands beside the close and
          changes nothing.
        </p>
      )}
      <label className="field">
        <span>Note, if there is something to say</span>
        <input maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      {failed !== undefined && (
        <p className="warning" role="alert">
          {wordsOf(failed)}
        </p>
      )}
      <div className="dialog-actions">
        <Button isDisabled={isAsking} onPress={() => onDone(undefined)}>
          Leave it open
        </Button>
        <Button look="primary" isDisabled={isAsking} onPress={() => void close()}>
          {isAsking ? 'Closing …' : 'Close the day'}
        </Button>
      </div>
    </Dialog>
  );
}
