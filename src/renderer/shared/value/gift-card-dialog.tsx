import { LoaderCircle } from 'lucide-react';
import { useRef } from 'react';
import { formatMoney } from '../format/money-format.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { KeyedField } from '../ui/keyed-field.tsx';
import { MessageLine } from '../ui/message-line.tsx';
import { useMoneySetting } from '../ui/money-text.tsx';
import { NumberPad } from '../ui/number-pad.tsx';
import { GiftCardTold } from './gift-card-told.tsx';
import { giftWords } from './gift-words.ts';
import { useGiftEntry, type GiftCardDialogProps } from './use-gift-entry.ts';
import { say } from '../words/say.ts';
import './gift-card.css';

const LONGEST_AMOUNT = 9;

/** A gift card: scan or key it, see what is on it, then pay with it or put value on it. */
export function GiftCardDialog(props: GiftCardDialogProps) {
  const { use, onClose } = props;
  const setting = useMoneySetting();
  const field = useRef<HTMLInputElement>(null);
  const entry = useGiftEntry(props, field);
  const { told, given, keyed, setKeyed, problem } = entry;
  const isTold = told !== undefined;
  const isPaper = told?.voucher !== undefined;
  // A voucher pays as a whole: there is nothing to key.
  const longest = isPaper ? 0 : isTold ? LONGEST_AMOUNT : entry.longest;
  const text = (amount: number): string => formatMoney(amount, setting);
  const words = giftWords(use, told, text, entry.hasVouchers);

  return (
    <Dialog title={words.title} onClose={onClose}>
      <form className="gift" onSubmit={entry.go}>
        <div className="gift-what">
          <GiftCardTold told={told} isAsking={entry.isAsking} nothing={words.nothing} />
          <KeyedField
            label={isTold ? words.amount : words.number}
            value={keyed}
            shown={isTold ? text(given) : inFours(keyed)}
            isEmpty={isTold ? given === 0 : keyed === ''}
            longest={longest}
            {...(isTold ? { refused: /[^\d.,]/g } : {})}
            autoFocus
            ref={field}
            onChange={setKeyed}
          />
          <MessageLine
            message={problem === undefined ? words.message : { tone: 'problem', text: problem }}
            hint={words.hint}
          />
        </div>
        <NumberPad value={keyed} onChange={setKeyed} extra="00" longest={longest} />
        <div className="dialog-actions">
          <Button keyCap="Esc" onPress={onClose}>
            {words.leave}
          </Button>
          {isTold ? <Button onPress={entry.again}>{words.another}</Button> : undefined}
          <Button
            look="primary"
            keyCap="Enter"
            isDisabled={!entry.canGo || words.isBlocked}
            onPress={() => entry.go()}
          >
            {entry.isBusy ? <AskingWords /> : words.go(given)}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

function AskingWords() {
  return (
    <span className="gift-waits">
      <LoaderCircle size={18} aria-hidden="true" /> {say('Asking head office …')}
    </span>
  );
}

/** A card's figures fit the field; of a voucher's the last ones are looked at. */
const MOST_GROUPS = 5;
const LAST_GROUPS = 3;

/** "0960 1234 …", as it stands on the card. */
function inFours(figures: string): string {
  if (figures === '') return '–';
  const groups = figures.match(/.{1,4}/g) ?? [];
  if (groups.length <= MOST_GROUPS) return groups.join(' ');
  return `… ${groups.slice(0 - LAST_GROUPS).join(' ')}`;
}
