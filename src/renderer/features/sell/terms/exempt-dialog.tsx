import { useState } from 'react';
import { EXEMPT_REASONS, type ExemptReason } from '../../../../domain/adjust/reason.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { MessageLine } from '../../../shared/ui/message-line.tsx';
import { ReasonKeys } from './reason-keys.tsx';
import { say } from '../../../shared/words/say.ts';

type ExemptDialogProps = {
  isExempt: boolean;
  problem: string | undefined;
  onExempt: (reason: ExemptReason | null) => void;
  onClose: () => void;
};

/** Sells without tax, and says on what ground. */
export function ExemptDialog({ isExempt, problem, onExempt, onClose }: ExemptDialogProps) {
  const [reason, setReason] = useState<ExemptReason>();
  return (
    <Dialog title={say('Tax exempt')} onClose={onClose}>
      <ReasonKeys reasons={EXEMPT_REASONS} chosen={reason} onChoose={setReason} />
      <MessageLine
        message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
        hint={say('The customer’s paper says why; keep a copy of it.')}
      />
      <div className="dialog-actions">
        <Button autoFocus keyCap="Esc" onPress={onClose}>
          {say('Leave as it is')}
        </Button>
        {isExempt ? (
          <Button look="removes" onPress={() => onExempt(null)}>
            {say('With tax again')}
          </Button>
        ) : undefined}
        <Button
          look="primary"
          isDisabled={reason === undefined}
          onPress={() => onExempt(reason ?? null)}
        >
          {say('Sell without tax')}
        </Button>
      </div>
    </Dialog>
  );
}
