import { useState } from 'react';
import { useNoticeStore } from '../../../shared/notices.tsx';
import { clearNotice } from '../../../shared/notice-store.ts';
import { NEEDS_APPROVAL, type Approver, type TermsChange } from '../../../shared/terms-api.ts';
import type { BasketView, Done, Refusal } from '../../../shared/till-api.ts';
import { useTill } from '../../../shared/till-context.tsx';
import { ApprovalDialog } from '../../../shared/ui/approval-dialog.tsx';
import { DiscountDialog } from './discount-dialog.tsx';
import { ExemptDialog } from './exempt-dialog.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { PriceDialog } from './price-dialog.tsx';
import type { TermsAsk } from './terms-ask.ts';
import { say } from '../../../shared/words/say.ts';
import './terms.css';

type TermsDialogsProps = {
  ask: TermsAsk;
  terms: BasketView['terms'];
  onAsk: (ask: TermsAsk | undefined) => void;
};

/** The question that is open and, where the cashier's right does not reach, the signature for it. */
export function TermsDialogs({ ask, terms, onAsk }: TermsDialogsProps) {
  const change = useChange(() => onAsk(undefined));
  const close = (): void => onAsk(undefined);
  if (change.unsigned !== undefined) {
    return <ApprovalDialog what={change.unsigned.what} onSign={change.sign} onClose={close} />;
  }
  const told = { problem: change.problem, onClose: close };
  switch (ask.about) {
    case 'line-discount': {
      const { lineId, name, hasDiscount } = ask.line;
      return (
        <DiscountDialog
          {...told}
          title={say('Discount · {name}', { name })}
          hasDiscount={hasDiscount}
          onGive={(discount) => change.make({ action: 'line-discount', lineId, discount })}
        />
      );
    }
    case 'basket-discount':
      return (
        <DiscountDialog
          {...told}
          title={say('Discount on the whole sale')}
          hasDiscount={terms.discount !== ''}
          onGive={(discount) => change.make({ action: 'basket-discount', discount })}
        />
      );
    case 'price': {
      const { lineId } = ask.line;
      return (
        <PriceDialog
          {...told}
          line={ask.line}
          onName={(price) => change.make({ action: 'price-override', lineId, price })}
        />
      );
    }
    case 'exempt':
      return (
        <ExemptDialog
          {...told}
          isExempt={terms.taxExempt !== ''}
          onExempt={(reason) => change.make({ action: 'tax-exempt', reason })}
        />
      );
    case 'note':
      return <NoteDialog {...told} note={terms.note} onNote={change.note} />;
  }
}

/** Asks the till; where somebody must sign, keeps what for until it is signed. */
function useChange(done: () => void) {
  const till = useTill();
  const notices = useNoticeStore();
  const [problem, setProblem] = useState<string>();
  const [unsigned, setUnsigned] = useState<{ change: TermsChange; what: string }>();

  function taken(answer: Done | Refusal): answer is Done {
    if (!answer.ok) return false;
    clearNotice(notices);
    done();
    return true;
  }

  async function tell(change: TermsChange): Promise<void> {
    const answer = await till.call('change-terms', { change });
    if (taken(answer)) return;
    if (answer.kind === NEEDS_APPROVAL) setUnsigned({ change, what: answer.next });
    else setProblem(answer.next);
  }

  async function keepNote(text: string): Promise<void> {
    const answer = await till.call('note-sale', { text });
    if (!taken(answer)) setProblem(answer.next);
  }

  async function sign(approver: Approver): Promise<string | undefined> {
    if (unsigned === undefined) return undefined;
    const answer = await till.call('change-terms', { change: unsigned.change, approver });
    return taken(answer) ? undefined : answer.next;
  }

  return {
    problem,
    unsigned,
    make: (change: TermsChange): void => void tell(change),
    note: (text: string): void => void keepNote(text),
    sign,
  };
}
