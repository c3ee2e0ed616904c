import { showDone } from '../../../shared/notice-store.ts';
import { useNoticeStore } from '../../../shared/notices.tsx';
import { useTill, useTillView } from '../../../shared/till-context.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { useSigned } from '../../../shared/use-signed.tsx';
import { say } from '../../../shared/words/say.ts';

/** Begins training, on somebody's word where one's own right does not reach; or ends it. */
export function TrainingDialog({ onClose }: { onClose: () => void }) {
  const till = useTill();
  const notices = useNoticeStore();
  const isOn = useTillView((view) => view.training !== undefined);
  const isEmpty = useTillView((view) => view.basket.lines.length === 0);
  const signed = useSigned();

  const begin = (): void =>
    signed.ask(
      (approver) => till.call('begin-training', approver),
      // The band says the rest.
      onClose,
      onClose,
    );
  const end = (): void =>
    signed.ask(
      () => till.call('end-training', {}),
      () => {
        onClose();
        showDone(notices, say('Training is over. From here on everything is real.'));
      },
      onClose,
    );

  if (signed.dialog !== undefined) return signed.dialog;
  return (
    <Dialog title={isOn ? say('End training?') : say('Begin training?')} onClose={onClose}>
      <p>
        {isOn
          ? isEmpty
            ? say('From here on everything is sold for real.')
            : say('From here on everything is sold for real. What is in the basket now is dropped.')
          : say(
              'Sales of training have numbers of their own and are in no total. The drawer stays shut, no card is charged. It ends here, or by signing out.',
            )}
      </p>
      <div className="dialog-actions">
        <Button autoFocus keyCap="Esc" isDisabled={signed.isAsking} onPress={onClose}>
          {isOn ? say('Go on practising') : say('Go on selling')}
        </Button>
        <Button look="primary" isDisabled={signed.isAsking} onPress={isOn ? end : begin}>
          {isOn ? say('End training') : say('Begin training')}
        </Button>
      </div>
    </Dialog>
  );
}
