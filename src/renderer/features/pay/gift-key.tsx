import { useState, type RefObject } from 'react';
import { isDialogOpen, useKeys } from '../../shared/keys/use-keys.ts';
import { useScansComeHere } from '../../shared/scanner/scan-target.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { GiftCardDialog } from '../../shared/value/gift-card-dialog.tsx';
import { looksLikeGiftCard } from '../../shared/value/looks-like-gift-card.ts';
import { useFocusBack } from './use-focus-back.ts';
import type { Tender } from './use-tender.ts';
import { say } from '../../shared/words/say.ts';

/** Pays with a gift card, by key or by scanning one; not there where the store has none. */
export function GiftKey({
  tender,
  field,
}: {
  tender: Tender;
  /** Has the focus again when the card is done. */
  field: RefObject<HTMLInputElement | null>;
}) {
  const till = useTill();
  // In training no real card is touched.
  const format = useTillView(({ till: face, training }) =>
    training === undefined ? face?.giftCards : undefined,
  );
  const [open, setOpen] = useState<{ scanned?: string }>();
  useFocusBack(field, open === undefined);
  const isPossible = format !== undefined && !tender.isPaidUp && !tender.isPaying;
  useKeys(isPossible ? { F2: () => setOpen({}) } : {});
  useScansComeHere((code) => {
    // Anything else is refused aloud, as ever while a sale is paid.
    if (!isPossible || isDialogOpen() || !looksLikeGiftCard(code, format)) return 'not-mine';
    setOpen({ scanned: code });
    return 'taken';
  });
  if (format === undefined) return undefined;

  function close(): void {
    setOpen(undefined);
    void till.call('leave-value', {});
  }

  return (
    <>
      <Button isStacked keyCap="F2" isDisabled={!isPossible} onPress={() => setOpen({})}>
        {format.voucherLength === undefined ? say('Gift card') : say('Gift card, voucher')}
      </Button>
      {open === undefined ? undefined : (
        <GiftCardDialog
          use="pay"
          scanned={open.scanned}
          onUse={(number, amount) => till.call('take-value', { number, amount })}
          onClose={close}
        />
      )}
    </>
  );
}
