import { VOID_REASONS } from '../../../domain/after/after-reason.ts';
import { AFTER_WORDS } from '../../shared/reason-words.ts';
import type { LineView } from '../../shared/till-api.ts';
import { useTill } from '../../shared/till-context.tsx';
import { ReasonDialog } from '../../shared/ui/reason-dialog.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { QuantityDialog } from './quantity-dialog.tsx';
import type { LineActions } from './use-basket.ts';
import { say } from '../../shared/words/say.ts';

/** What is asked before something is done: to cancel the sale, or how many of a line. */
export type SaleQuestion = 'cancel' | LineView;

type SaleQuestionsProps = {
  asking: SaleQuestion | undefined;
  actions: LineActions;
  onDone: () => void;
};

/** The question that is open, if any. */
export function SaleQuestions({ asking, actions, onDone }: SaleQuestionsProps) {
  if (asking === undefined) return undefined;
  if (asking === 'cancel') return <CancelQuestion onDone={onDone} />;
  return (
    <QuantityDialog
      line={asking}
      onClose={onDone}
      onSet={(qtyMilli) => {
        onDone();
        actions.setQuantity(asking, qtyMilli);
      }}
    />
  );
}

/** Why the sale is given up; who may not do that alone gets it signed for. */
function CancelQuestion({ onDone }: { onDone: () => void }) {
  const till = useTill();
  const signed = useSigned();
  return (
    <ReasonDialog
      title={say('Cancel this sale?')}
      text={say('Every line is taken off. The cancelled sale is recorded.')}
      reasons={VOID_REASONS}
      words={AFTER_WORDS}
      keepWords={say('Keep the sale')}
      doWords={say('Cancel the sale')}
      isBusy={signed.isAsking}
      signature={signed.dialog}
      onKeep={onDone}
      onDo={(reason) =>
        signed.ask(
          (approver) => till.call('cancel-basket', { reason, ...approver }),
          onDone,
          onDone,
        )
      }
    />
  );
}
