import { useEffect, useState, type ReactNode } from 'react';
import { RETURN_REASONS, type ReturnReason } from '../../../domain/after/after-reason.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { AFTER_WORDS } from '../../shared/reason-words.ts';
import type { ReceiptView } from '../../shared/receipts-api.ts';
import type { ReturnAsked, ReturnTold } from '../../shared/returns-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { useTill } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { choiceKeys, ChoiceKeys } from '../../shared/ui/choice-keys.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { asked, returnRows, stepped, type ReturnRow } from './return-lines.ts';
import { PayOutWords, ReturnSplit } from './return-split.tsx';
import { CreditKey } from '../../shared/value/credit-key.tsx';
import { ReturnRowKeys } from './return-row-keys.tsx';
import { later, say, sayLater } from '../../shared/words/say.ts';
import '../../shared/no-receipt/returning.css';

type ReturnDialogProps = {
  view: ReceiptView;
  isBusy: boolean;
  /** The signature that is asked for in its place; what was chosen is kept meanwhile. */
  signature: ReactNode;
  onGiveBack: (asked: ReturnAsked) => void;
  /** Into the open basket, to be settled with what is sold beside it. */
  onExchange: (asked: ReturnAsked) => void;
  onClose: () => void;
};

/** No till takes value off a card again: only people can settle it. */
const CARDS_STAY = later(
  'A loaded gift card does not come back. Loaded by mistake: keep the card and the receipt, and call a supervisor; head office decides.',
);

/** Which goods come back, how much of each and why; what is paid out stands there before anybody pays. */
export function ReturnDialog(props: ReturnDialogProps) {
  const { view, isBusy, signature, onGiveBack, onExchange, onClose } = props;
  const { rows, at, setAt, step, because, move } = useRows(view);
  const { docNo } = view;
  const lines = asked(rows);
  const told = useTold(docNo, lines);
  const canPay = told?.ok === true && !isBusy;
  const credit = told?.ok === true ? told.credit : 0;
  const give = (how: { asCredit?: true }) => (): void => {
    if (canPay && lines !== undefined) onGiveBack({ docNo, lines, ...how });
  };
  const go = give({});
  const giveCredit = credit > 0 ? give({ asCredit: true }) : (): void => undefined;
  const exchange = (): void => {
    if (canPay && lines !== undefined) onExchange({ docNo, lines });
  };
  const keys = {
    ...choiceKeys(RETURN_REASONS, because),
    '+': () => step(at, 1),
    '-': () => step(at, -1),
    ArrowDown: move(1),
    ArrowUp: move(-1),
    F4: giveCredit,
    F9: exchange,
    F12: go,
  };
  useKeys(signature === undefined ? keys : {}, 'dialog');
  if (signature !== undefined) return signature;
  const split = told?.ok === true ? told : { cash: 0, cards: [] };
  return (
    <Dialog title={say('Return · {docNo}', { docNo })} isKept={isBusy} onClose={onClose}>
      <div className="returning">
        <ul className="returning-rows" aria-label={say('What comes back')}>
          {rows.map((row, index) => (
            <ReturnRowKeys
              key={row.line}
              row={row}
              isChosen={index === at}
              onChoose={() => setAt(index)}
              onStep={(by) => step(index, by)}
            />
          ))}
          <NotOffered isNothing={rows.length === 0} lines={view.lineViews} />
        </ul>
        <div className="returning-why">
          <p>{say('Why {name} comes back', { name: rows[at]?.name ?? '' })}</p>
          <ChoiceKeys
            label={say('Reason')}
            choices={RETURN_REASONS}
            words={AFTER_WORDS}
            chosen={rows[at]?.reason}
            onChoose={because}
          />
          <MessageLine
            message={told?.ok === false ? { tone: 'problem', text: told.next } : undefined}
            hint={say('Choose how much of a line comes back (+ −), then why.')}
          />
          <ReturnSplit {...split} />
        </div>
      </div>
      <div className="dialog-actions">
        <Button autoFocus keyCap="Esc" isDisabled={isBusy} onPress={onClose}>
          {say('Leave as it is')}
        </Button>
        <Button keyCap="F9" isDisabled={!canPay} onPress={exchange}>
          {say('Exchange')}
        </Button>
        <CreditKey amount={credit} isDisabled={!canPay} onPress={giveCredit} />
        <Button look="primary" keyCap="F12" isDisabled={!canPay} onPress={go}>
          <PayOutWords {...split} />
        </Button>
      </div>
    </Dialog>
  );
}

/** How much of each line comes back and why, and the line that is chosen. */
function useRows(view: ReceiptView) {
  const [rows, setRows] = useState(() => returnRows(view.lineViews));
  const [at, setAt] = useState(0);
  const change = (index: number, to: (row: ReturnRow) => ReturnRow): void => {
    setAt(index);
    // From what is there by now: keys may come faster than the screen is drawn.
    setRows((now) => now.map((row, here) => (here === index ? to(row) : row)));
  };
  return {
    rows,
    at,
    setAt,
    step: (index: number, by: 1 | -1): void => change(index, (row) => stepped(row, by)),
    because: (reason: ReturnReason): void =>
      change(at, (row) => ({ ...(row.qtyMilli === 0 ? stepped(row, 1) : row), reason })),
    move: (by: 1 | -1) => (): void =>
      setAt((now) => Math.min(Math.max(now + by, 0), Math.max(rows.length - 1, 0))),
  };
}

/** What of the receipt cannot be chosen, and why. */
function NotOffered({ isNothing, lines }: { isNothing: boolean; lines: ReceiptView['lineViews'] }) {
  return (
    <>
      {isNothing ? (
        <li className="returning-note">{say('Nothing is left to come back.')}</li>
      ) : undefined}
      {lines.some(({ isLoad }) => isLoad) ? (
        <li className="returning-note">{sayLater(CARDS_STAY)}</li>
      ) : undefined}
    </>
  );
}

/** What it would pay, asked anew with each change; an answer that was overtaken is dropped. */
function useTold(docNo: string, lines: ReturnAsked['lines'] | undefined) {
  const till = useTill();
  const [told, setTold] = useState<{ of: string; answer: ReturnTold | Refusal }>();
  const of = JSON.stringify(lines ?? null);
  useEffect(() => {
    const wanted = JSON.parse(of) as ReturnAsked['lines'] | null;
    if (wanted === null) return undefined;
    let isLate = false;
    const ask = async (lineAsks: ReturnAsked['lines']): Promise<void> => {
      const answer = await till.call('tell-return', { docNo, lines: lineAsks });
      if (!isLate) setTold({ of, answer });
    };
    void ask(wanted);
    return () => {
      isLate = true;
    };
  }, [till, docNo, of]);
  return lines !== undefined && told?.of === of ? told.answer : undefined;
}
