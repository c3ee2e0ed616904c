import type { RefundView } from '../shared/returns-api.ts';
import type { Phase } from '../shared/till-api.ts';
import { useTillView } from '../shared/till-context.tsx';
import { Button } from '../shared/ui/button.tsx';
import { Dialog } from '../shared/ui/dialog.tsx';
import { KeyCap } from '../shared/ui/key-cap.tsx';
import type { ShellState } from './shell-store.ts';
import './keys-dialog.css';

type Keys = readonly (readonly [string, string])[];

const SELLING: Keys = [
  ['F2', 'Search'],
  ['↑ ↓', 'Choose a line'],
  ['+ −', 'One more, one less'],
  ['F4', 'Quantity or weight'],
  ['F6', 'Discount on a line'],
  ['F7', 'Price of a line'],
  ['Del', 'Void line'],
  ['F3 Ctrl+Z', 'Undo the last step'],
  ['F5', 'More: whole sale, price check, quick keys, training'],
  ['Ctrl+P', 'Price check'],
  ['Ctrl+U', 'Customer by name'],
  ['Ctrl+K', 'Park this sale; parked sales'],
  ['PgUp PgDn', 'Page or department'],
  ['Alt+1 – Alt+9', 'Page or department by its place'],
  ['F8', 'Sign out or lock'],
  ['F9', 'Cancel sale'],
  ['F10', 'Head office'],
  ['Ctrl+E', 'Earlier receipts'],
  ['F12', 'Pay'],
];
const PAYING: Keys = [
  ['F5 – F9', 'Notes'],
  ['F11', 'Exact amount'],
  ['F4', 'Take it as a part'],
  ['F10', 'Card'],
  ['F2', 'Gift card'],
  ['F3', 'Money of another currency'],
  ['⌫', 'Take back'],
  ['Enter', 'Take the money'],
  ['Esc', 'Back to the sale'],
];
const PAYING_OUT: Keys = [
  ['Enter', 'Pay out'],
  ['Esc', 'Back to the sale'],
];
const AT_TERMINAL: Keys = [
  ['F9', 'Cancel at the terminal'],
  ['F6', 'Nobody knows: treat as given back'],
  ['F7', 'Nobody knows: treat as not given back'],
];
const REFUND_CHOICE: Keys = [
  ['F10', 'Try the card again'],
  ['F11', 'Pay this part in cash'],
  ['Esc', 'No return, leave as it was'],
];
const REFUND_WRITING: Keys = [['F12', 'Store it now']];
const REFUND: Readonly<Record<RefundView['at'], Keys | undefined>> = {
  none: undefined,
  card: AT_TERMINAL,
  choice: REFUND_CHOICE,
  writing: REFUND_WRITING,
};
const SOLD: Keys = [
  ['Enter', 'Next customer'],
  ['F7', 'Print a copy'],
];
const RECEIPTS: Keys = [
  ['F2', 'Find a receipt'],
  ['↑ ↓', 'Choose a receipt'],
  ['PgUp PgDn', 'Newer, older'],
  ['F5', 'All tills of the store, or this one'],
  ['F4', 'Return goods'],
  ['F7', 'Print a copy'],
  ['F8', 'Undo this sale'],
  ['Esc', 'Back'],
];
const HEAD_OFFICE: Keys = [
  ['F5', 'Try the line now'],
  ['F6', 'Export what waits'],
  ['Esc', 'Back'],
];
const QUICK_KEYS: Keys = [
  ['F2', 'Find an article'],
  ['← →', 'Choose a key'],
  ['Ctrl+← →', 'Move it'],
  ['Del', 'Remove it'],
  ['PgUp PgDn', 'Choose a page'],
  ['F7', 'New page'],
  ['F3', 'Undo the last step'],
  ['F12', 'Save for the store'],
  ['Esc', 'Back, or discard'],
];
const OTHERS: Keys = [
  ['Tab', 'Next field'],
  ['Enter', 'Go on'],
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
    <Dialog title="Keys of this screen" onClose={props.onClose}>
      <dl className="keys">
        {keysOf({ ...props, refund, isPayOut }, hasQuickCash).map(([key, words]) => (
          <div key={key}>
            <dt>
              <span className="only-heard">{key}</span>
              <KeyCap name={key} />
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-actions">
        <Button onPress={props.onScanner}>Set up the scanner</Button>
        <Button onPress={props.onLook}>Look and sounds</Button>
        <Button autoFocus keyCap="Esc" onPress={props.onClose}>
          Close
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
  if (at === 'sold') return SOLD;
  if (at !== 'selling') return OTHERS;
  if (isPaying) return isPayOut ? PAYING_OUT : PAYING;
  return hasQuickCash ? [...SELLING, ['F11', 'Cash, exact amount']] : SELLING;
}
