import { NO_SALE_REASONS } from '../../../../domain/after/after-reason.ts';
import { showDone } from '../../../shared/notice-store.ts';
import { useNoticeStore } from '../../../shared/notices.tsx';
import { AFTER_WORDS } from '../../../shared/reason-words.ts';
import { useTill } from '../../../shared/till-context.tsx';
import { ReasonDialog } from '../../../shared/ui/reason-dialog.tsx';
import { useSigned } from '../../../shared/use-signed.tsx';
import { say } from '../../../shared/words/say.ts';

/** Opens the drawer without a sale: why, and on whose word where one's own right does not reach. */
export function DrawerDialog({ onClose }: { onClose: () => void }) {
  const till = useTill();
  const notices = useNoticeStore();
  const signed = useSigned();
  return (
    <ReasonDialog
      title={say('Open the drawer?')}
      text={say('Each opening without a sale is recorded with its reason.')}
      reasons={NO_SALE_REASONS}
      words={AFTER_WORDS}
      keepWords={say('Leave it shut')}
      doWords={say('Open the drawer')}
      isBusy={signed.isAsking}
      signature={signed.dialog}
      onKeep={onClose}
      onDo={(reason) =>
        signed.ask(
          (approver) => till.call('open-drawer', { reason, ...approver }),
          () => {
            onClose();
            showDone(notices, say('The drawer opens.'));
          },
          onClose,
        )
      }
    />
  );
}
