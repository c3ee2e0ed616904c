import { useState, type ReactNode } from 'react';
import { isDialogOpen } from '../keys/use-keys.ts';
import { showDone } from '../notice-store.ts';
import { useNoticeStore } from '../notices.tsx';
import { useTill, useTillView } from '../till-context.tsx';
import { Button } from '../ui/button.tsx';
import { say } from '../words/say.ts';
import { MailDialog } from './mail-dialog.tsx';

/**
 * Sends a receipt of this till by e-mail (F9, which the screen hears itself). No key where the store sends
 * none, in training, and where there is no receipt of this till.
 */
export function useMailReceipt(docNo: string | undefined): {
  ask: () => void;
  button: ReactNode;
  dialog: ReactNode;
} {
  const till = useTill();
  const notices = useNoticeStore();
  const [asked, setAsked] = useState<string>();
  const isOffered = useTillView(
    ({ till: face, training }) => training === undefined && face?.mailsReceipts === true,
  );
  const isPossible = isOffered && docNo !== undefined;

  function ask(): void {
    if (isPossible && !isDialogOpen()) setAsked(docNo);
  }

  async function send(of: string, to: string): Promise<string | undefined> {
    const answer = await till.call('mail-receipt', { docNo: of, to });
    if (!answer.ok) return answer.next;
    setAsked(undefined);
    // Without the address: who stands behind the customer reads it too.
    showDone(notices, say('Goes out by e-mail through head office.'));
    return undefined;
  }

  return {
    ask,
    button: isPossible ? (
      <Button keyCap="F9" onPress={ask}>
        {say('E-mail')}
      </Button>
    ) : undefined,
    dialog:
      asked === undefined ? undefined : (
        <MailDialog onSend={(to) => send(asked, to)} onClose={() => setAsked(undefined)} />
      ),
  };
}
