import { useTold } from '../../shared/notices.tsx';
import type { LineView } from '../../shared/till-api.ts';
import { useTill } from '../../shared/till-context.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { QuantityDialog } from './quantity-dialog.tsx';
import type { LineActions } from './use-basket.ts';

/** What is asked before something is done: to cancel the sale, or how many of a line. */
export type SaleQuestion = 'cancel' | LineView;

type SaleQuestionsProps = {
  asking: SaleQuestion | undefined;
  actions: LineActions;
  onDone: () => void;
};

/** The question that is open, if any. */
export function SaleQuestions({ asking, actions, onDone }: SaleQuestionsProps) {
  const till = useTill();
  const told = useTold();
  if (asking === undefined) return undefined;
  if (asking === 'cancel') {
    return (
      <ConfirmDialog
        title="Cancel this sale?"
        text="Every line is taken off. The cancelled sale is recorded."
        keepWords="Keep the sale"
        removeWords="Cancel the sale"
        onKeep={onDone}
        onRemove={() => {
          onDone();
          void told(till.call('cancel-basket', {}));
        }}
      />
    );
  }
  return (
    <QuantityDialog
      line={asking}
      onClose={onDone}
      onSet={(qtyMilli) => {
        onDone();
        void actions.setQuantity(asking, qtyMilli);
      }}
    />
  );
}
