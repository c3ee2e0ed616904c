import { useState } from 'react';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import { Dialog } from '../../../src/renderer/shared/ui/dialog.tsx';
import type { ParkedOp, ResolveAsk } from '../../../src/contracts/parked-ops.ts';

type ResolveDialogProps = {
  op: ParkedOp;
  isBusy: boolean;
  onLeave: () => void;
  onResolve: (body: ResolveAsk) => void;
};

/** What was done about it, before it counts as dealt with: it stands there for ever. */
export function ResolveDialog({ op, isBusy, onLeave, onResolve }: ResolveDialogProps) {
  const [note, setNote] = useState('');
  // One id for this dialog: an answer that was lost is asked for again, and counts once.
  const [stepId] = useState(() => crypto.randomUUID());
  return (
    <Dialog title="Resolve this operation" isKept={isBusy} onClose={onLeave}>
      <p>
        Till {op.till} of store {op.store}. It stays as it came and in no sum; your note stands
        beside it.
      </p>
      <label className="field">
        <span>What was done about it</span>
        <input maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <div className="dialog-actions">
        <Button isDisabled={isBusy} onPress={onLeave}>
          Leave it open
        </Button>
        <Button
          look="primary"
          isDisabled={isBusy || note.trim() === ''}
          onPress={() => onResolve({ step_id: stepId, note: note.trim() })}
        >
          Resolve
        </Button>
      </div>
    </Dialog>
  );
}
