import { useState } from 'react';
import { say } from '../../shared/words/say.ts';
import { NoReceiptDialog } from '../../shared/no-receipt/no-receipt-dialog.tsx';

/** Goods that come back without any of the receipts; then the pay-out is shown. */
export function useNoReceipt(onPaid: () => void) {
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return {
    ask: (): void => setOpen(true),
    dialog: isOpen ? (
      <NoReceiptDialog leaveWords={say('Leave as it is')} onPaid={onPaid} onClose={close} />
    ) : undefined,
  };
}
