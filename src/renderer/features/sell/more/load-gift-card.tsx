import { beepRefused } from '../../../shared/look/sounds.ts';
import { showProblem } from '../../../shared/notice-store.ts';
import { useNoticeStore } from '../../../shared/notices.tsx';
import { useTill } from '../../../shared/till-context.tsx';
import { GiftCardDialog } from '../../../shared/value/gift-card-dialog.tsx';

/** Looks at a gift card, and sells or loads it as a line of the sale. */
export function LoadGiftCard({ onClose }: { onClose: () => void }) {
  const till = useTill();
  const notices = useNoticeStore();
  return (
    <GiftCardDialog
      use="load"
      onUse={async (number, amount) => {
        const answer = await till.call('load-value', { number, amount });
        if (answer.ok && answer.warning !== undefined) {
          beepRefused();
          showProblem(notices, answer.warning);
        }
        return answer;
      }}
      onClose={() => {
        void till.call('leave-value', {});
        onClose();
      }}
    />
  );
}
