import { useState } from 'react';
import { CASH_MOVES, type CashMove } from '../../../domain/cashup/cash-move-reason.ts';
import { CASH_MOVE_WORDS } from '../../shared/cash-words.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { choiceKeys, ChoiceKeys } from '../../shared/ui/choice-keys.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { say } from '../../shared/words/say.ts';
import { CashMoveForm } from './cash-move-form.tsx';
import './cash-move.css';

/** Cash that moves without a sale: first which way, then how much and why. */
export function CashMoveDialog({ onClose }: { onClose: () => void }) {
  const [type, setType] = useState<CashMove>();
  if (type !== undefined)
    return <CashMoveForm type={type} onBack={() => setType(undefined)} onClose={onClose} />;
  return <WhichWay onChoose={setType} onClose={onClose} />;
}

type WhichWayProps = { onChoose: (type: CashMove) => void; onClose: () => void };

function WhichWay({ onChoose, onClose }: WhichWayProps) {
  useKeys(choiceKeys(CASH_MOVES, onChoose), 'dialog');
  return (
    <Dialog title={say('Cash in or out')} onClose={onClose}>
      <p>{say('Cash that moves without a sale is recorded, and a slip goes with it.')}</p>
      <div className="cash-ways">
        <ChoiceKeys
          label={say('Where the cash goes')}
          choices={CASH_MOVES}
          words={CASH_MOVE_WORDS}
          chosen={undefined}
          onChoose={onChoose}
        />
      </div>
      <div className="dialog-actions">
        <Button autoFocus keyCap="Esc" onPress={onClose}>
          {say('Back to the sale')}
        </Button>
      </div>
    </Dialog>
  );
}
