import { useEffect, useState, type RefObject, type SyntheticEvent } from 'react';
import { readKeyedAmount } from '../format/money-format.ts';
import { useScansComeHere } from '../scanner/scan-target.ts';
import type { Done, Refusal } from '../till-api.ts';
import { useTillView } from '../till-context.tsx';
import type { GiftUse } from './gift-words.ts';
import { useGiftCard } from './use-gift-card.ts';

export type GiftCardDialogProps = {
  use: GiftUse;
  /** The scan that opened it. */
  scanned?: string | undefined;
  /** Does it with that much of the card; the dialog closes where it was done. */
  onUse: (number: string, amount: number) => Promise<Done | Refusal>;
  /** Left while head office is asked: what it answers later changes nothing. */
  onClose: () => void;
};

/** What is keyed for a card: its number first, then how much; and the one key that goes on. */
export function useGiftEntry(
  { use, scanned, onUse, onClose }: GiftCardDialogProps,
  field: RefObject<HTMLInputElement | null>,
) {
  const currency = useTillView(({ till }) => till?.currency ?? '');
  const length = useTillView(({ till }) => till?.giftCards?.length ?? 0);
  // Value is put on cards alone.
  const voucherLength = useTillView(({ till }) =>
    use === 'pay' ? till?.giftCards?.voucherLength : undefined,
  );
  const card = useGiftCard(scanned);
  const [keyed, setKeyed] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { told } = card;
  const isTold = told !== undefined;
  // One field for number and amount: what is keyed next belongs there.
  useEffect(() => {
    if (isTold) field.current?.focus();
  }, [field, isTold]);
  // Nothing keyed is all that this card may pay.
  const isAll = keyed === '' && use === 'pay';
  const given = isAll ? told?.most : readKeyedAmount(keyed, currency);
  const isWaiting = isBusy || card.isAsking;
  const isWhole = keyed.length === length || keyed.length === voucherLength;
  const isReady = told === undefined ? isWhole : (given ?? 0) > 0;

  function ask(number: string): void {
    setKeyed('');
    card.ask(number);
  }

  useScansComeHere((code) => {
    if (!isBusy) ask(code);
  });

  async function go(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault();
    if (isWaiting || !isReady) return;
    if (told === undefined) {
      ask(keyed);
      return;
    }
    setBusy(true);
    card.refuse(undefined);
    const answer = await onUse(card.number, given ?? 0);
    setBusy(false);
    if (answer.ok) onClose();
    else card.refuse(answer.next);
  }

  return {
    told,
    given: given ?? 0,
    keyed,
    // The field keeps the focus while head office is asked, so that Escape is heard; it takes nothing.
    setKeyed: (text: string): void => {
      if (!isWaiting) setKeyed(text);
    },
    longest: voucherLength ?? length,
    hasVouchers: voucherLength !== undefined,
    isBusy,
    isAsking: card.isAsking,
    // Not disabled while it is at it: a key that is loses the focus, and the screen behind with it.
    canGo: isReady || isWaiting,
    problem: card.problem,
    go: (event?: SyntheticEvent): void => void go(event),
    again: (): void => {
      if (isBusy) return;
      setKeyed('');
      card.again();
      field.current?.focus();
    },
  };
}
