import { useState } from 'react';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import { Dialog } from '../../../src/renderer/shared/ui/dialog.tsx';
import type { ConsoleReleaseAct, ReleaseView } from '../../../src/contracts/release.ts';
import { actionWords, type ReleaseAction } from './release-words.ts';

type ActDialogProps = {
  release: ReleaseView;
  action: ReleaseAction;
  onLeave: () => void;
  onAct: (body: ConsoleReleaseAct) => Promise<void>;
};

/** Why, before a step is taken: it stands beside the step for ever. */
export function ActDialog({ release, action, onLeave, onAct }: ActDialogProps) {
  const [why, setWhy] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const stage = action === 'approve' ? { stage: release.stage + 1 } : {};
  const act = async (): Promise<void> => {
    setIsAsking(true);
    await onAct({ action, why: why.trim(), ...stage });
  };
  return (
    <Dialog title={`${actionWords(action)}: ${release.id}`} isKept={isAsking} onClose={onLeave}>
      <p>{release.next}</p>
      <label className="field">
        <span>Why</span>
        <input maxLength={200} value={why} onChange={(event) => setWhy(event.target.value)} />
      </label>
      <div className="dialog-actions">
        <Button isDisabled={isAsking} onPress={onLeave}>
          Leave it
        </Button>
        <Button
          look="primary"
          isDisabled={isAsking || why.trim() === ''}
          onPress={() => void act()}
        >
          {actionWords(action)}
        </Button>
      </div>
    </Dialog>
  );
}
