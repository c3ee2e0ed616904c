import { useCallback, useEffect, useState } from 'react';
import type { ParkedSale, StoreParkedSale } from '../../../shared/parking-api.ts';
import { NEEDS_APPROVAL, type Approver } from '../../../shared/terms-api.ts';
import { useTill } from '../../../shared/till-context.tsx';
import { ApprovalDialog } from '../../../shared/ui/approval-dialog.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { MessageLine } from '../../../shared/ui/message-line.tsx';
import { nameOf, ParkedWords } from './parked-words.tsx';
import { StoreParked } from './store-parked.tsx';
import { useOnce } from './use-once.ts';
import { useStoreParked } from './use-store-parked.ts';
import { say } from '../../../shared/words/say.ts';
import './parking.css';

/** The sales that wait on this till and, while head office answers, on the store's others: one press takes one. */
export function ParkedDialog({ onClose }: { onClose: () => void }) {
  const till = useTill();
  const { sales, load } = useParked();
  const others = useStoreParked(load);
  const { isBusy, problem, run } = useOnce(onClose);
  const [asked, setAsked] = useState<string>();
  const [dropping, setDropping] = useState<ParkedSale>();
  const isAsking = asked !== undefined;
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

  // What another till answers later stands on this till's shelf.
  function leave(): void {
    if (isAsking) void till.call('leave-parked', {});
    onClose();
  }

  function take({ till: number, parkId }: StoreParkedSale): void {
    run(async () => {
      setAsked(number);
      const answer = await till
        .call('take-parked', { till: number, parkId })
        .finally(() => setAsked(undefined));
      // It may have come onto this till's shelf, or be gone there.
      if (!answer.ok) others.load();
      return answer;
    });
  }

  const isEmpty = sales?.length === 0 && !others.hasSales;
  const wait = asked === undefined ? undefined : say('Asking till {till} …', { till: asked });
  return (
    <Dialog title={say('Parked sales')} isKept={isBusy && !isAsking} onClose={leave}>
      <div className="parked-list">
        <OwnParked
          sales={sales}
          isBusy={isBusy}
          onRecall={({ parkId }) => run(() => till.call('recall-sale', { parkId }))}
          onDrop={setDropping}
        />
        <StoreParked others={others} onTake={take} />
      </div>
      <MessageLine
        message={
          problem === undefined || wait !== undefined
            ? undefined
            : { tone: 'problem', text: problem }
        }
        hint={wait ?? (isEmpty ? '' : say('Press a sale to go on with it.'))}
      />
      <div className="dialog-actions">
        <Button
          keyCap="Esc"
          autoFocus={sales?.length === 0}
          isDisabled={isBusy && !isAsking}
          onPress={leave}
        >
          {say('Back to the sale')}
        </Button>
      </div>
    </Dialog>
  );
}

type OwnParkedProps = {
  /** Undefined while they are read. */
  sales: readonly ParkedSale[] | undefined;
  isBusy: boolean;
  onRecall: (sale: ParkedSale) => void;
  onDrop: (sale: ParkedSale) => void;
};

function OwnParked({ sales, isBusy, onRecall, onDrop }: OwnParkedProps) {
  return (
    <>
      {sales?.length === 0 ? <p className="parked-none">{say('No sale is parked.')}</p> : undefined}
      <ul aria-label={say('Parked sales')}>
        {(sales ?? []).map((sale, at) => (
          <li key={sale.parkId} className="parked-sale">
            <Button autoFocus={at === 0} className="parked-recall" onPress={() => onRecall(sale)}>
              <ParkedWords
                sale={sale}
                from={
                  sale.from === undefined ? undefined : say('from till {till}', { till: sale.from })
                }
              />
            </Button>
            <Button
              look="removes"
              isDisabled={isBusy}
              aria-label={say('Drop {name}', { name: nameOf(sale) })}
              onPress={() => onDrop(sale)}
            >
              {say('Drop')}
            </Button>
          </li>
        ))}
      </ul>
    </>
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
