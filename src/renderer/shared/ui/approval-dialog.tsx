import { useRef, useState, type SyntheticEvent } from 'react';
import type { Approver } from '../terms-api.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { KeyedField } from './keyed-field.tsx';
import { MessageLine } from './message-line.tsx';
import { NumberPad } from './number-pad.tsx';
import { say } from '../words/say.ts';

const LONGEST_NUMBER = 8;
const LONGEST_PIN = 12;

type ApprovalDialogProps = {
  /** What must be signed for, and how far the cashier goes alone. */
  what: string;
  /** Answers in words why it was not signed; undefined when it was. */
  onSign: (approver: Approver) => Promise<string | undefined>;
  onClose: () => void;
};

/**
 * Somebody with the right signs for this one action; the cashier stays signed in (dom-A4). While the
 * PIN is checked it stays open: a signature under way cannot be left as it is.
 */
export function ApprovalDialog({ what, onSign, onClose }: ApprovalDialogProps) {
  const pinField = useRef<HTMLInputElement>(null);
  const [number, setNumber] = useState('');
  const [pin, setPin] = useState('');
  const [field, setField] = useState<'number' | 'pin'>('number');
  const { isBusy, problem, sign } = useSigning(onSign, () => {
    setPin('');
    pinField.current?.focus();
  });

  function go(event?: SyntheticEvent): void {
    event?.preventDefault();
    if (isBusy || number === '') return;
    if (pin === '') pinField.current?.focus();
    else void sign({ number, pin });
  }

  const isNumber = field === 'number';
  return (
    <Dialog title={say('A signature is needed')} isKept={isBusy} onClose={onClose}>
      <form className="terms" onSubmit={go}>
        <div className="terms-what">
          <p>{what}</p>
          <KeyedField
            label={say('Number of who signs')}
            value={number}
            shown={number}
            isEmpty={number === ''}
            longest={LONGEST_NUMBER}
            autoFocus
            onFocus={() => setField('number')}
            onChange={setNumber}
          />
          <KeyedField
            label={say('PIN of who signs')}
            isSecret
            value={pin}
            shown={'●'.repeat(pin.length)}
            isEmpty={pin === ''}
            longest={LONGEST_PIN}
            ref={pinField}
            onFocus={() => setField('pin')}
            onChange={setPin}
          />
          <MessageLine
            message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
            hint={say('For this one time. You stay signed in.')}
          />
        </div>
        <div className="terms-figure">
          <NumberPad
            value={isNumber ? number : pin}
            onChange={isNumber ? setNumber : setPin}
            longest={isNumber ? LONGEST_NUMBER : LONGEST_PIN}
          />
        </div>
        <div className="dialog-actions">
          <Button keyCap="Esc" isDisabled={isBusy} onPress={onClose}>
            {say('Leave as it is')}
          </Button>
          <Button
            look="primary"
            keyCap="Enter"
            isDisabled={isBusy || number === '' || pin === ''}
            onPress={() => go()}
          >
            {isBusy ? say('Checking …') : say('Sign')}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

function useSigning(onSign: ApprovalDialogProps['onSign'], onRefused: () => void) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function sign(approver: Approver): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      const next = await onSign(approver);
      if (next === undefined) return;
      setProblem(next);
      onRefused();
    } finally {
      setBusy(false);
    }
  }

  return { isBusy, problem, sign };
}
