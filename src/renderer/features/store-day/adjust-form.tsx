import { useState, type SyntheticEvent } from 'react';
import { ADJUST_REASONS, type AdjustReason } from '../../../domain/cashup/adjust-reason.ts';
import { ADJUST_REASON_WORDS } from '../../shared/cash-words.ts';
import { formatMoney, readKeyedAmount } from '../../shared/format/money-format.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { showDone } from '../../shared/notice-store.ts';
import { useNotice, useNoticeStore } from '../../shared/notices.tsx';
import { useTill } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { choiceKeys, ChoiceKeys } from '../../shared/ui/choice-keys.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { KeyedField } from '../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { NumberPad } from '../../shared/ui/number-pad.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { say } from '../../shared/words/say.ts';
import { declaredNow, type AdjustableZ } from './declared-now.ts';
import { tenderText } from './tender-text.ts';

const LONGEST = 10;
/** Figures are the amount's. */
const altKey = (at: number): string => `Alt+${String(at + 1)}`;

type AdjustFormProps = { z: AdjustableZ; onClose: () => void; onDone: () => void };

/** What was really there of one payment, and why: it stands beside the Z, which stays as it is (dom-Z12). */
export function AdjustForm({ z, onClose, onDone }: AdjustFormProps) {
  const form = useAdjust(z, onDone);
  const { locale } = useMoneySetting();
  const notice = useNotice();
  useKeys(
    form.signature === undefined ? choiceKeys(ADJUST_REASONS, form.setReason, altKey) : {},
    'dialog',
  );
  if (form.signature !== undefined) return form.signature;
  const setting = { locale, currency: form.currency };
  return (
    <Dialog title={say('Put the count of {number} right', { number: z.number })} onClose={onClose}>
      <form className="terms cash-move" onSubmit={form.go}>
        <div className="terms-what">
          <div className="choice-keys" role="group" aria-label={say('Payment')}>
            {Object.keys(z.tenders).map((tender) => (
              <Button
                key={tender}
                aria-pressed={tender === form.tender}
                onPress={() => form.setTender(tender)}
              >
                {tenderText(tender, z.currency)}
              </Button>
            ))}
          </div>
          <ChoiceKeys
            label={say('Reason')}
            choices={ADJUST_REASONS}
            words={ADJUST_REASON_WORDS}
            chosen={form.reason}
            onChoose={form.setReason}
            keyOf={altKey}
            keepsFocus
          />
          <MessageLine
            message={form.problem === undefined ? notice : { tone: 'problem', text: form.problem }}
            hint={say('The Z report stays as it is. A second person signs.')}
          />
        </div>
        <div className="terms-figure">
          <KeyedField
            label={say('Really there · declared {sum}', {
              sum: formatMoney(form.before, setting),
            })}
            value={form.keyed}
            shown={formatMoney(form.after ?? 0, setting)}
            isEmpty={form.keyed === ''}
            longest={LONGEST}
            refused={/[^\d.,]/g}
            autoFocus
            onChange={form.setKeyed}
          />
          <NumberPad value={form.keyed} onChange={form.setKeyed} extra="00" longest={LONGEST} />
        </div>
        <div className="dialog-actions">
          <Button keyCap="Esc" isDisabled={form.isBusy} onPress={onClose}>
            {say('Change nothing')}
          </Button>
          <Button
            look="primary"
            keyCap="Enter"
            isDisabled={form.isBusy || form.keyed === ''}
            onPress={() => form.go()}
          >
            {say('Put it right')}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

function useAdjust(z: AdjustableZ, onDone: () => void) {
  const till = useTill();
  const notices = useNoticeStore();
  const signed = useSigned();
  const [tender, setTender] = useState(Object.keys(z.tenders)[0] ?? 'cash');
  const [keyed, setKeyed] = useState('');
  const [reason, setReason] = useState<AdjustReason>();
  const [problem, setProblem] = useState<string>();
  const currency = tender.split(':')[1] ?? z.currency;
  const after = readKeyedAmount(keyed, currency);
  const before = declaredNow(z, tender);

  function go(event?: SyntheticEvent): void {
    event?.preventDefault();
    if (after === undefined || after === before)
      return setProblem(say('Key what was really there.'));
    if (reason === undefined) return setProblem(say('Choose a reason.'));
    setProblem(undefined);
    const asked = { zId: z.zId, tender, before, after, reason };
    signed.ask(
      (approver) => till.call('adjust-declaration', { ...asked, ...approver }),
      () => {
        showDone(notices, say('The count is put right. The Z report stays as it is.'));
        onDone();
      },
    );
  }

  return {
    tender,
    setTender,
    currency,
    before,
    keyed,
    setKeyed,
    after,
    reason,
    setReason,
    problem,
    go,
    isBusy: signed.isAsking,
    signature: signed.dialog,
  };
}
