import type { RefundView } from '../shared/returns-api.ts';
import type { Phase } from '../shared/till-api.ts';
import { useTillView } from '../shared/till-context.tsx';
import { Button } from '../shared/ui/button.tsx';
import { Dialog } from '../shared/ui/dialog.tsx';
import { KeyCap } from '../shared/ui/key-cap.tsx';
import type { ShellState } from './shell-store.ts';
import { later, say, sayLater, type Words } from '../shared/words/say.ts';
import './keys-dialog.css';

type Keys = readonly (readonly [key: string, words: Words])[];

const SELLING: Keys = [
  ['F2', later('Search')],
  ['↑ ↓', later('Choose a line')],
  ['+ −', later('One more, one less')],
  ['F4', later('Quantity or weight')],
  ['F6', later('Discount on a line')],
  ['F7', later('Price of a line')],
  ['Del', later('Void line')],
  ['F3 Ctrl+Z', later('Undo the last step')],
  ['F5', later('More: whole sale, price check, no receipt, training')],
  ['Ctrl+P', later('Price check')],
  ['Ctrl+U', later('Customer by name')],
  ['Ctrl+K', later('Park this sale; parked sales')],
  ['PgUp PgDn', later('Page or department')],
  ['Alt+1 – Alt+9', later('Page or department by its place')],
  ['F8', later('Sign out or lock')],
  ['F9', later('Cancel sale')],
  ['F10', later('Head office')],
  ['Ctrl+E', later('Earlier receipts')],
  ['F12', later('Pay')],
];
const PAYING: Keys = [
  ['F5 – F9', later('Notes')],
  ['F11', later('Exact amount')],
  ['F4', later('Take it as a part')],
  ['F10', later('Card')],
  ['F2', later('Gift card')],
  ['F3', later('Money of another currency')],
  ['⌫', later('Clear what was keyed')],
  ['Enter', later('Take the money')],
  ['Esc', later('Back to the sale')],
];
const PAYING_OUT: Keys = [
  ['Enter', later('Pay out')],
  ['Esc', later('Back to the sale')],
];
const AT_TERMINAL: Keys = [
  ['F9', later('Cancel at the terminal')],
  ['F6', later('Nobody knows: treat as given back')],
  ['F7', later('Nobody knows: treat as not given back')],
];
const REFUND_CHOICE: Keys = [
  ['F10', later('Try the card again')],
  ['F11', later('Pay this part in cash')],
  ['Esc', later('No return, leave as it was')],
];
const REFUND_WRITING: Keys = [['F12', later('Store it now')]];
const REFUND: Readonly<Record<RefundView['at'], Keys | undefined>> = {
  none: undefined,
  card: AT_TERMINAL,
  choice: REFUND_CHOICE,
  writing: REFUND_WRITING,
};
const SOLD: Keys = [
  ['Enter', later('Next customer')],
  ['F7', later('Print a copy')],
];
const RECEIPTS: Keys = [
  ['F2', later('Find a receipt')],
  ['↑ ↓', later('Choose a receipt')],
  ['PgUp PgDn', later('Newer, older')],
  ['F5', later('All tills of the store, or this one')],
  ['F4', later('Return goods')],
  ['F6', later('Return without a receipt')],
  ['F7', later('Print a copy')],
  ['F8', later('Undo this sale')],
  ['Esc', later('Back')],
];
const HEAD_OFFICE: Keys = [
  ['F5', later('Try the line now')],
  ['F6', later('Export what waits')],
  ['Esc', later('Back')],
];
const QUICK_KEYS: Keys = [
  ['F2', later('Find an article')],
  ['← →', later('Choose a key')],
  ['Ctrl+← →', later('Move it')],
  ['Del', later('Remove it')],
  ['PgUp PgDn', later('Choose a page')],
  ['F7', later('New page')],
  ['F3', later('Undo the last step')],
  ['F12', later('Save for the store')],
  ['Esc', later('Back, or discard')],
];
const CLOSING: Keys = [
  ['Enter', later('Next field')],
  ['F8', later('Open the drawer')],
  ['F4', later('Count again')],
  ['F12', later('Go on')],
  ['Esc', later('Go on later')],
];
const OTHERS: Keys = [
  ['Tab', later('Next field')],
  ['Enter', later('Go on')],
];

type OnScreen = { at: Phase['at']; over: ShellState['over']; isPaying: boolean };
type KeysDialogProps = OnScreen & {
  onScanner: () => void;
  onLook: () => void;
  onClose: () => void;
};

/** Every key of the screen one is on. */
export function KeysDialog(props: KeysDialogProps) {
  const hasQuickCash = useTillView(({ flags }) =>
    flags.some(({ key, value }) => key === 'sell-quick-cash' && value === true),
  );
  const refund = useTillView((view) => view.refund.at);
  const isPayOut = useTillView(({ basket }) => basket.payOut !== undefined);
  return (
    <Dialog title={say('Keys of this screen')} onClose={props.onClose}>
      <dl className="keys">
        {keysOf({ ...props, refund, isPayOut }, hasQuickCash).map(([key, words]) => (
          <div key={key}>
            <dt>
              <span className="only-heard">{key}</span>
              <KeyCap name={key} />
            </dt>
            <dd>{sayLater(words)}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-actions">
        <Button onPress={props.onScanner}>{say('Set up the scanner')}</Button>
        <Button onPress={props.onLook}>{say('Look and sounds')}</Button>
        <Button autoFocus keyCap="Esc" onPress={props.onClose}>
          {say('Close')}
        </Button>
      </div>
    </Dialog>
  );
}

type InView = { refund: RefundView['at']; isPayOut: boolean };

function keysOf(
  { at, over, isPaying, refund, isPayOut }: OnScreen & InView,
  hasQuickCash: boolean,
): Keys {
  // It stands above everything else while somebody is signed in.
  const ofRefund = at === 'selling' ? REFUND[refund] : undefined;
  if (ofRefund !== undefined) return ofRefund;
  if (over === 'receipts') return RECEIPTS;
  if (over === 'sync') return HEAD_OFFICE;
  if (over === 'quick-keys') return QUICK_KEYS;
  if (over === 'close') return CLOSING;
  if (at === 'sold') return SOLD;
  if (at !== 'selling') return OTHERS;
  if (isPaying) return isPayOut ? PAYING_OUT : PAYING;
  return hasQuickCash ? [...SELLING, ['F11', later('Cash, exact amount')]] : SELLING;
}
