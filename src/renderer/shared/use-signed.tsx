import { useState, type ReactNode } from 'react';
import { beepRefused } from './look/sounds.ts';
import { clearNotice, showRefusal } from './notice-store.ts';
import { useNoticeStore } from './notices.tsx';
import { NEEDS_APPROVAL, type Approver } from './terms-api.ts';
import type { Refusal } from './till-api.ts';
import { ApprovalDialog } from './ui/approval-dialog.tsx';

type Ask<A> = (approver: { approver?: Approver }) => Promise<A | Refusal>;
type Signed = {
  /**
   * Asks the till; where somebody must sign, asks for the signature and then once more. One question
   * at a time: a second press while one is under way asks nothing.
   */
  ask<A extends { ok: true }>(ask: Ask<A>, done: (answer: A) => void): void;
  isAsking: boolean;
  dialog: ReactNode;
};

type Unsigned = { what: string; sign: (approver: Approver) => Promise<string | undefined> };

/** Commands that a signature on the spot may lift (dom-A4), for any screen. */
export function useSigned(): Signed {
  const notices = useNoticeStore();
  const [unsigned, setUnsigned] = useState<Unsigned>();
  const [isAsking, setAsking] = useState(false);

  async function tell<A extends { ok: true }>(ask: Ask<A>, done: (answer: A) => void) {
    setAsking(true);
    try {
      const answer = await ask({});
      if (answer.ok) return finished(answer, done);
      if (answer.kind === NEEDS_APPROVAL) {
        setUnsigned({ what: answer.next, sign: (approver) => sign(ask, done, approver) });
        return;
      }
      beepRefused();
      showRefusal(notices, answer);
    } finally {
      setAsking(false);
    }
  }

  async function sign<A extends { ok: true }>(
    ask: Ask<A>,
    done: (answer: A) => void,
    approver: Approver,
  ): Promise<string | undefined> {
    const answer = await ask({ approver });
    if (!answer.ok) return answer.next;
    finished(answer, done);
    return undefined;
  }

  function finished<A extends { ok: true }>(answer: A, done: (answer: A) => void): void {
    setUnsigned(undefined);
    clearNotice(notices);
    done(answer);
  }

  return {
    ask: (ask, done) => {
      if (!isAsking) void tell(ask, done);
    },
    isAsking,
    dialog:
      unsigned === undefined ? undefined : (
        <ApprovalDialog
          what={unsigned.what}
          onSign={unsigned.sign}
          onClose={() => setUnsigned(undefined)}
        />
      ),
  };
}
