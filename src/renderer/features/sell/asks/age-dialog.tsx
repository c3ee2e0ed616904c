import type { QuestionView } from '../../../shared/ask-api.ts';
import { dateText } from '../../../shared/format/time-words.ts';
import { useKeys } from '../../../shared/keys/use-keys.ts';
import { useNotice } from '../../../shared/notices.tsx';
import { useTillView } from '../../../shared/till-context.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { MessageLine } from '../../../shared/ui/message-line.tsx';
import { say } from '../../../shared/words/say.ts';

type AgeDialogProps = {
  question: Extract<QuestionView, { about: 'age' }>;
  problem: string | undefined;
  onAnswer: (isOldEnough: boolean) => void;
};

/**
 * Asks for the customer's age by the birth date that is old enough, so that nobody reckons. "No" has the
 * focus and Escape: what is pressed by mistake sells nothing.
 */
export function AgeDialog({ question, problem, onAnswer }: AgeDialogProps) {
  const locale = useTillView((view) => view.till?.locale) ?? 'en-GB';
  const notice = useNotice();
  const no = (): void => onAnswer(false);
  useKeys({ F12: () => onAnswer(true) }, 'dialog');
  const { name, minAge, bornBy } = question;
  return (
    <Dialog
      role="alertdialog"
      title={say('From {minAge} years · {name}', { minAge, name })}
      onClose={no}
    >
      <div className="age">
        <p>{say('Was the customer born on or before')}</p>
        <p className="age-date">{dateText(bornBy, locale)}</p>
        <MessageLine
          message={problem === undefined ? notice : { tone: 'problem', text: problem }}
          hint={say('Asked once for this sale. A no takes the article off and is recorded.')}
        />
      </div>
      <div className="dialog-actions">
        <Button autoFocus look="removes" keyCap="Esc" onPress={no}>
          {say('No, not shown')}
        </Button>
        <Button look="primary" keyCap="F12" onPress={() => onAnswer(true)}>
          {say('Yes, {minAge} or older', { minAge })}
        </Button>
      </div>
    </Dialog>
  );
}
