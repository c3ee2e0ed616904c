import { useMemo, useRef, useState, type ReactNode } from 'react';
import { beepRefused } from './look/sounds.ts';
import { clearNotice, showRefusal } from './notice-store.ts';
import { useNoticeStore } from './notices.tsx';
import { NEEDS_APPROVAL, type Approver } from './terms-api.ts';
import type { Refusal } from './till-api.ts';
import { ApprovalDialog } from './ui/approval-dialog.tsx';

type Ask<A> = (approver: { approver?: Approver }) => Promise<A | Refusal>;

/**
 * Asks the till; where somebody must sign, asks for the signature and then once more. Answers whether
 * it was done; leaving the signature is no. One at a time: a second press meanwhile asks nothing.
 */
export type AskSigned = <A extends { ok: true }>(
  ask: Ask<A>,
  done: (answer: A) => void,
  refused?: () => void,
) => void;

type Unsigned = {
  what: string;
  sign: (approver: Approver) => Promise<string | undefined>;
  /** Nobody signs. */
  leave: () => void;
};

/** Commands that a signature on the spot may lift (dom-A4), for any screen. `ask` is always the same. */
export function useSigned(): {
  ask: AskSigned;
  isAsking: boolean;
  /** The signature that is asked for; keys of what lies below it must rest. */
  dialog: ReactNode;
} {
  const notices = useNoticeStore();
  const [unsigned, setUnsigned] = useState<Unsigned>();
  const [isAsking, setAsking] = useState(false);
  const isUnderWay = useRef(false);

  const ask = useMemo<AskSigned>(() => {
    async function tell<A extends { ok: true }>(
      asked: Ask<A>,
      done: (answer: A) => void,
      refused: () => void,
    ): Promise<void> {
      const answer = await asked({});
      if (answer.ok) {
        clearNotice(notices);
        done(answer);
      } else if (answer.kind === NEEDS_APPROVAL) {
        const sign = async (approver: Approver): Promise<string | undefined> => {
          const second = await asked({ approver });
          if (!second.ok) return second.next;
          setUnsigned(undefined);
          clearNotice(notices);
          done(second);
          return undefined;
        };
        setUnsigned({ what: answer.next, sign, leave: refused });
      } else {
        beepRefused();
        showRefusal(notices, answer);
        refused();
      }
    }
    return (asked, done, refused = () => undefined) => {
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      setAsking(true);
      const rest = (): void => {
        isUnderWay.current = false;
        setAsking(false);
      };
      tell(asked, done, refused).then(rest, rest);
    };
  }, [notices]);

  const close = (): void => {
    setUnsigned(undefined);
    unsigned?.leave();
  };
  const dialog =
    unsigned === undefined ? undefined : (
      <ApprovalDialog what={unsigned.what} onSign={unsigned.sign} onClose={close} />
    );
  return { ask, isAsking, dialog };
}
