import type { BasketView } from '../../../shared/till-api.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import type { TermsAsk } from './terms-ask.ts';

type SaleDialogProps = {
  terms: BasketView['terms'];
  onAsk: (ask: TermsAsk) => void;
  onClose: () => void;
};

/** What can be changed of the whole sale, and what was. */
export function SaleDialog({ terms, onAsk, onClose }: SaleDialogProps) {
  const choices = [
    { about: 'basket-discount', words: 'Discount', now: terms.discount },
    { about: 'exempt', words: 'Tax exempt', now: terms.taxExempt },
    { about: 'note', words: 'Note', now: terms.note },
  ] as const;
  return (
    <Dialog title="The whole sale" onClose={onClose}>
      <ul className="sale-terms">
        {choices.map(({ about, words, now }, at) => (
          <li key={about}>
            <Button autoFocus={at === 0} onPress={() => onAsk({ about })}>
              <span>{words}</span>
              <span className="sale-terms-now">{now}</span>
            </Button>
          </li>
        ))}
      </ul>
      <div className="dialog-actions">
        <Button keyCap="Esc" onPress={onClose}>
          Back to the sale
        </Button>
      </div>
    </Dialog>
  );
}
