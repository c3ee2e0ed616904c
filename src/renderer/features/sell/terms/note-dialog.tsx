import { useId, useState, type SyntheticEvent } from 'react';
import { LONGEST_NOTE } from '../../../../domain/adjust/note-text.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { MessageLine } from '../../../shared/ui/message-line.tsx';
import { say } from '../../../shared/words/say.ts';

type NoteDialogProps = {
  note: string;
  problem: string | undefined;
  onNote: (text: string) => void;
  onClose: () => void;
};

/** A few words that stand on the sale and its receipt. */
export function NoteDialog({ note, problem, onNote, onClose }: NoteDialogProps) {
  const [text, setText] = useState(note);
  const id = useId();
  function keep(event?: SyntheticEvent): void {
    event?.preventDefault();
    onNote(text);
  }
  return (
    <Dialog title={say('Note on this sale')} onClose={onClose}>
      <form className="quantity" onSubmit={keep}>
        <label htmlFor={id}>
          {say('Stands on the receipt, {longestNote} signs at most', { longestNote: LONGEST_NOTE })}
        </label>
        <input
          id={id}
          className="note-field"
          autoFocus
          autoComplete="off"
          maxLength={LONGEST_NOTE}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <MessageLine
          message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
          hint={say('No card numbers and nothing private.')}
        />
        <div className="dialog-actions">
          <Button keyCap="Esc" onPress={onClose}>
            {say('Leave as it is')}
          </Button>
          <Button look="primary" keyCap="Enter" onPress={() => keep()}>
            {say('Keep note')}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
