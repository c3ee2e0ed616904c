import { useCallback, useEffect, useState } from 'react';
import { momentText } from '../../../shared/format/time-words.ts';
import type { ParkedSale } from '../../../shared/parking-api.ts';
import { NEEDS_APPROVAL, type Approver } from '../../../shared/terms-api.ts';
import { useTill, useTillView } from '../../../shared/till-context.tsx';
import { ApprovalDialog } from '../../../shared/ui/approval-dialog.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { MessageLine } from '../../../shared/ui/message-line.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useOnce } from './use-once.ts';
import { say } from '../../../shared/words/say.ts';
import './parking.css';

/** The sales that wait on this till: one press takes one back. */
export function ParkedDialog({ onClose }: { onClose: () => void }) {
  const till = useTill();
  const { sales, load } = useParked();
  const { isBusy, problem, run } = useOnce(onClose);
  const [dropping, setDropping] = useState<ParkedSale>();
  if (dropping !== undefined) {
    return (
      <DropQuestion
        sale={dropping}
        onClose={() => {
          setDropping(undefined);
          load();
        }}
      />
    );
  }
  return (
    <Dialog title={say('Parked sales')} isKept={isBusy} onClose={onClose}>
      <div className="parked-list">
        {sales?.length === 0 ? (
          <p className="parked-none">{say('No sale is parked.')}</p>
        ) : undefined}
        <ul aria-label={say('Parked sales')}>
          {(sales ?? []).map((sale, at) => (
            <li key={sale.parkId} className="parked-sale">
              <Button
                autoFocus={at === 0}
                isDisabled={isBusy}
                className="parked-recall"
                onPress={() => run(() => till.call('recall-sale', { parkId: sale.parkId }))}
              >
                <ParkedWords sale={sale} />
              </Button>
              <Button
                look="removes"
                isDisabled={isBusy}
                aria-label={say('Drop {name}', { name: nameOf(sale) })}
                onPress={() => setDropping(sale)}
              >
                {say('Drop')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
      <MessageLine
        message={problem === undefined ? undefined : { tone: 'problem', text: problem }}
        hint={sales?.length === 0 ? '' : say('Press a sale to go on with it.')}
      />
      <div className="dialog-actions">
        <Button keyCap="Esc" autoFocus={sales?.length === 0} isDisabled={isBusy} onPress={onClose}>
          {say('Back to the sale')}
        </Button>
      </div>
    </Dialog>
  );
}

/** Undefined while they are read. */
function useParked(): { sales: ParkedSale[] | undefined; load: () => void } {
  const till = useTill();
  const [sales, setSales] = useState<ParkedSale[]>();
  const load = useCallback(() => {
    async function read(): Promise<void> {
      setSales(await till.call('parked-sales', {}));
    }
    void read();
  }, [till]);
  useEffect(load, [load]);
  return { sales, load };
}

function ParkedWords({ sale }: { sale: ParkedSale }) {
  const face = useTillView((view) => view.till);
  const nowMs = useTillView((view) => view.nowMs);
  const { atMs, total, items, cashier } = sale;
  return (
    <>
      <span className="parked-words">
        <span className="parked-name">{nameOf(sale)}</span>
        <span className="parked-aside">
          {say('{time} · {items, plural, one {# item} other {# items}} · cashier {cashier}', {
            time: momentText(atMs, nowMs, face ?? { locale: 'en-GB' }),
            items,
            cashier,
          })}
        </span>
      </span>
      <span className="parked-total">
        <MoneyText amount={total} />
      </span>
    </>
  );
}

function nameOf({ name }: ParkedSale): string {
  return name === '' ? say('Without a name') : name;
}

/** Asks before it is given up; where the cashier may not do it alone, for a signature. */
function DropQuestion({ sale, onClose }: { sale: ParkedSale; onClose: () => void }) {
  const till = useTill();
  const [unsigned, setUnsigned] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const { parkId } = sale;

  async function drop(): Promise<void> {
    const answer = await till.call('drop-parked', { parkId });
    if (answer.ok) onClose();
    else if (answer.kind === NEEDS_APPROVAL) setUnsigned(answer.next);
    else setProblem(answer.next);
  }

  async function sign(approver: Approver): Promise<string | undefined> {
    const answer = await till.call('drop-parked', { parkId, approver });
    if (!answer.ok) return answer.next;
    onClose();
    return undefined;
  }

  if (unsigned !== undefined)
    return <ApprovalDialog what={unsigned} onSign={sign} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={say('Drop “{name}”?', { name: nameOf(sale) })}
      text={problem ?? say('It cannot be recalled afterwards. What was in it is recorded.')}
      keepWords={say('Keep it parked')}
      removeWords={say('Drop it')}
      onKeep={onClose}
      onRemove={() => void drop()}
    />
  );
}
