import type { CloseView } from '../../shared/close-api.ts';
import { LONGEST_PIECES, PieceFields, stepOn } from '../../shared/count/piece-fields.tsx';
import { formatMoney } from '../../shared/format/money-format.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useNotice } from '../../shared/notices.tsx';
import { useTill } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { NumberPad } from '../../shared/ui/number-pad.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { say } from '../../shared/words/say.ts';
import { readSum, useCount } from './use-count.ts';

/** As many figures as a batch total has. */
const LONGEST_SUM = 11;

type CountStepProps = {
  view: CloseView;
  onView: (view: CloseView) => void;
  onBack: () => void;
};

/** Counts the drawer piece by piece, blind unless the store says otherwise, and what is no cash by its sum. */
export function CountStep({ view, onView, onBack }: CountStepProps) {
  const till = useTill();
  const signed = useSigned();
  const notice = useNotice();
  const count = useCount(view);
  const { change } = count;

  async function declare(): Promise<void> {
    await count.saved();
    const { shiftId, counts } = view;
    signed.ask(
      () => till.call('declare-count', { shiftId, count: counts + 1, draft: count.draft }),
      (answer) => onView(answer.view),
    );
  }
  const openDrawer = (): void =>
    signed.ask(
      (approver) =>
        till.call('open-drawer', { reason: 'count-check', shiftId: view.shiftId, ...approver }),
      () => undefined,
    );
  useKeys(
    signed.dialog === undefined
      ? { F12: () => void declare(), F8: openDrawer, Escape: onBack }
      : {},
  );

  return (
    <main className="close" aria-busy={!count.isKept}>
      <h1>
        {view.counts === 0
          ? say('Count the drawer')
          : say('Count number {count}', { count: view.counts + 1 })}
      </h1>
      <section className="close-left">
        <PieceFields
          denominations={view.denominations}
          keyed={count.pieces}
          onFocus={(value) => count.setField({ of: 'piece', value })}
          onChange={(value, text) => change({ of: 'piece', value }, text)}
        />
        {view.tenders.length === 0 ? undefined : <OtherTenders view={view} count={count} />}
      </section>
      <CountedSoFar view={view} count={count} />
      <footer className="close-actions">
        <Button isStacked className="sell-action" keyCap="Esc" onPress={onBack}>
          {say('Go on later')}
        </Button>
        <Button isStacked className="sell-action" keyCap="F8" onPress={openDrawer}>
          {say('Open the drawer')}
        </Button>
        <MessageLine
          message={notice}
          hint={say('What you key is kept, also if the till goes off.')}
        />
        <Button
          look="primary"
          className="sell-pay"
          keyCap="F12"
          isDisabled={signed.isAsking}
          onPress={() => void declare()}
        >
          {say('This is the count')}
        </Button>
      </footer>
      {signed.dialog}
    </main>
  );
}

/** What it comes to by now, and the pad for the field one is in. */
function CountedSoFar({ view, count }: { view: CloseView; count: ReturnType<typeof useCount> }) {
  const setting = useMoneySetting();
  const { field, change } = count;
  return (
    <section className="close-right" aria-label={say('Counted')}>
      <p className="close-sum">
        <span>{say('Cash counted')}</span>
        <strong className="figures">{formatMoney(count.cash, setting)}</strong>
      </p>
      {view.expectedCash === undefined ? (
        <p className="close-quiet">{say('What should be there is shown after the count.')}</p>
      ) : (
        <p className="close-sum close-quiet">
          <span>{say('expected')}</span>
          <span className="figures">{formatMoney(view.expectedCash, setting)}</span>
        </p>
      )}
      <NumberPad
        value={count.keyed}
        isDisabled={field === undefined}
        longest={field?.of === 'tender' ? LONGEST_SUM : LONGEST_PIECES}
        onChange={(text) => field !== undefined && change(field, text)}
      />
    </section>
  );
}

/** What is no coin or note of ours: by the terminal's batch, or notes of another currency. */
function OtherTenders({ view, count }: { view: CloseView; count: ReturnType<typeof useCount> }) {
  const { locale } = useMoneySetting();
  return (
    <div className="close-tenders" role="group" aria-label={say('Other payments')}>
      <h2>{say('Other payments')}</h2>
      {view.tenders.map(({ tender, words, currency, expected }) => {
        const text = count.other[tender] ?? '';
        const amount = text === '' ? 0 : (readSum(text, currency) ?? 0);
        return (
          <label key={tender} className="count-row">
            <span>
              {words}
              {expected === undefined ? undefined : (
                <small className="close-quiet">
                  {' '}
                  {say('expected {amount}', {
                    amount: formatMoney(expected, { locale, currency }),
                  })}
                </small>
              )}
            </span>
            <input
              className="count-field"
              inputMode="none"
              autoComplete="off"
              value={text}
              onFocus={() => count.setField({ of: 'tender', tender })}
              onKeyDown={stepOn}
              onChange={(event) =>
                count.change(
                  { of: 'tender', tender },
                  event.target.value.replace(/[^\d.,-]/g, '').slice(0, LONGEST_SUM),
                )
              }
            />
            <span className="count-worth figures" data-empty={text === '' || undefined}>
              {formatMoney(amount, { locale, currency })}
            </span>
          </label>
        );
      })}
    </div>
  );
}
