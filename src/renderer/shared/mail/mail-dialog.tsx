import { useId, useRef, useState, type SyntheticEvent } from 'react';
import { beepRefused } from '../look/sounds.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { MessageLine } from '../ui/message-line.tsx';
import { say, sayLater } from '../words/say.ts';
import './mail-dialog.css';

const LONGEST = 254;

type MailDialogProps = {
  /** Why it is not sent; undefined where it is. */
  onSend: (to: string) => Promise<string | undefined>;
  onClose: () => void;
};

/** Where the receipt shall go. The address is for this one letter and kept in no list. */
export function MailDialog({ onSend, onClose }: MailDialogProps) {
  const [to, setTo] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const canGo = to.trim() !== '' && !isSending;

  async function send(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault();
    if (!canGo) return;
    setSending(true);
    const why = await onSend(to);
    setSending(false);
    if (why === undefined) return;
    beepRefused();
    setProblem(sayLater(why));
    field.current?.focus();
  }

  return (
    <Dialog title={say('Receipt by e-mail')} onClose={onClose}>
      <form className="quantity mail" noValidate onSubmit={(event) => void send(event)}>
        <label htmlFor={id}>{say('E-mail address of the customer')}</label>
        <input
          id={id}
          ref={field}
          className="mail-field"
          type="email"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={LONGEST}
          value={to}
          onChange={(event) => {
            setTo(event.target.value);
            setProblem(undefined);
          }}
        />
        <MessageLine
          message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
          hint={say('For this receipt alone. Read it back to the customer.')}
        />
        <div className="dialog-actions">
          <Button keyCap="Esc" onPress={onClose}>
            {say('Do not send')}
          </Button>
          <Button look="primary" keyCap="Enter" isDisabled={!canGo} onPress={() => void send()}>
            {say('Send')}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
