import { useKeys } from '../../shared/keys/use-keys.ts';
import { useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { MoneyText } from '../../shared/ui/money-text.tsx';
import type { Tender } from './use-tender.ts';
import { say } from '../../shared/words/say.ts';

/** Keys of the notes, in the order of the store's profile; further notes have no key of their own. */
const NOTE_KEYS = ['F5', 'F6', 'F7', 'F8', 'F9'];
const NO_NOTES: number[] = [];

/** One press for the exact amount, one for each note the customer lays down. */
export function NoteKeys({ tender }: { tender: Tender }) {
  const notes = useTillView((view) => view.till?.notes ?? NO_NOTES);
  const exact = (): void => tender.enter({ type: 'exact', due: tender.due });
  const lay = (amount: number) => (): void => tender.enter({ type: 'note', amount });
  useKeys({
    F11: exact,
    ...Object.fromEntries(
      notes.flatMap((amount, index) => {
        const key = NOTE_KEYS[index];
        return key === undefined ? [] : [[key, lay(amount)]];
      }),
    ),
  });
  return (
    <div className="note-keys" role="group" aria-label={say('Notes')}>
      <Button isStacked keepsFocus keyCap="F11" onPress={exact}>
        {say('Exact')}
      </Button>
      {notes.map((amount, index) => (
        <Button
          key={amount}
          isStacked
          keepsFocus
          {...keyCapOf(NOTE_KEYS[index])}
          onPress={lay(amount)}
        >
          <MoneyText amount={amount} />
        </Button>
      ))}
    </div>
  );
}

function keyCapOf(key: string | undefined): { keyCap?: string } {
  return key === undefined ? {} : { keyCap: key };
}
