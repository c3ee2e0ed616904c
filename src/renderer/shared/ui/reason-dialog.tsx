import { useState, type ReactNode } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { Button } from './button.tsx';
import { choiceKeys, ChoiceKeys } from './choice-keys.tsx';
import { Dialog } from './dialog.tsx';
import { say, type Words } from '../words/say.ts';

type ReasonDialogProps<C extends string> = {
  title: string;
  text: string;
  reasons: readonly C[];
  words: Readonly<Record<C, Words>>;
  /** What leaves everything as it is, and what does it. */
  keepWords: string;
  doWords: string;
  isBusy?: boolean;
  /** The signature that is asked for in its place; the reason is kept meanwhile. */
  signature?: ReactNode;
  onKeep: () => void;
  onDo: (reason: C) => void;
};

/** Asks why before something is done; nothing is done before a reason is chosen (dom-A10). */
export function ReasonDialog<C extends string>(props: ReasonDialogProps<C>) {
  const { title, text, reasons, words, keepWords, doWords, isBusy = false, signature } = props;
  const { onKeep, onDo } = props;
  const [reason, setReason] = useState<C>();
  const go = (): void => {
    if (reason !== undefined && !isBusy) onDo(reason);
  };
  useKeys(signature !== undefined ? {} : { ...choiceKeys(reasons, setReason), F12: go }, 'dialog');
  if (signature !== undefined) return signature;
  return (
    <Dialog role="alertdialog" title={title} onClose={onKeep}>
      <p>{text}</p>
      <ChoiceKeys
        label={say('Reason')}
        choices={reasons}
        words={words}
        chosen={reason}
        onChoose={setReason}
      />
      <div className="dialog-actions">
        <Button autoFocus keyCap="Esc" onPress={onKeep}>
          {keepWords}
        </Button>
        <Button
          look="removes"
          keyCap="F12"
          isDisabled={reason === undefined || isBusy}
          onPress={go}
        >
          {doWords}
        </Button>
      </div>
    </Dialog>
  );
}
