import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { say } from '../../../shared/words/say.ts';
import './more.css';

export type MoreChoice = {
  words: string;
  /** How it stands by now. */
  now?: string;
  keyCap?: string;
  isDisabled?: boolean;
  onPress: () => void;
};

type MoreDialogProps = {
  sale: readonly MoreChoice[];
  till: readonly MoreChoice[];
  drawer: readonly MoreChoice[];
  onClose: () => void;
};

/** What is done to the whole sale and at this till, beside what has a key of its own on the screen. */
export function MoreDialog({ sale, till, drawer, onClose }: MoreDialogProps) {
  const first = [...sale, ...till, ...drawer].find(({ isDisabled }) => isDisabled !== true);
  return (
    <Dialog title={say('More')} onClose={onClose}>
      <div className="more">
        <Choices title={say('This sale')} choices={sale} first={first} />
        <Choices title={say('This till')} choices={till} first={first} />
        <Choices title={say('Drawer and shift')} choices={drawer} first={first} />
      </div>
      <div className="dialog-actions">
        <Button keyCap="Esc" onPress={onClose}>
          {say('Back to the sale')}
        </Button>
      </div>
    </Dialog>
  );
}

type ChoicesProps = {
  title: string;
  choices: readonly MoreChoice[];
  first: MoreChoice | undefined;
};

function Choices({ title, choices, first }: ChoicesProps) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul className="sale-terms">
        {choices.map((choice) => (
          <li key={choice.words}>
            <Button
              autoFocus={choice === first}
              {...(choice.keyCap === undefined ? {} : { keyCap: choice.keyCap })}
              isDisabled={choice.isDisabled ?? false}
              onPress={choice.onPress}
            >
              <span>{choice.words}</span>
              <span className="sale-terms-now">{choice.now}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
