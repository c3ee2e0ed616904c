import { useState } from 'react';
import { CLOSE_REASONS, type CloseReason } from '../../../domain/cashup/close-reason.ts';
import { CLOSE_REASON_WORDS } from '../../shared/cash-words.ts';
import type { CloseView, CountDeclared } from '../../shared/close-api.ts';
import { formatMoney, readKeyedAmount } from '../../shared/format/money-format.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useTill } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { choiceKeys, ChoiceKeys } from '../../shared/ui/choice-keys.tsx';
import { KeyedField } from '../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { NumberPad } from '../../shared/ui/number-pad.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { useNotice } from '../../shared/notices.tsx';
import { say } from '../../shared/words/say.ts';
import { countTitle, CountedTenders, EarlierCount } from './counted-tenders.tsx';
import type { Closed } from './z-step.tsx';

const LONGEST_FLOAT = 9;
/** Figures are the float's. */
const altKey = (at: number): string => `Alt+${String(at + 1)}`;

type VarianceStepProps = {
  view: CloseView;
  declared: CountDeclared;
  onView: (view: CloseView) => void;
  onClosed: (closed: Closed) => void;
  onBack: () => void;
};

/** What the count comes to against what should be there, and what becomes of the money. */
export function VarianceStep(props: VarianceStepProps) {
  const { view, declared, onBack } = props;
  const step = useVariance(props);
  const isOff = declared.status !== 'ok';
  useKeys(
    step.signature === undefined && !step.isAlone
      ? {
          F4: step.again,
          ...(declared.status === 'approve' ? { F6: step.alone } : {}),
          F12: step.close,
          Escape: onBack,
          ...(isOff ? choiceKeys(CLOSE_REASONS, step.setReason, altKey) : {}),
        }
      : {},
  );
  return (
    <main className="close">
      <h1>{countTitle(declared)}</h1>
      <section className="close-left">
        <CountedTenders tenders={declared.tenders} />
        <p className="close-quiet">
          {say(
            '{counts, plural, one {Counted once} other {Counted # times}}; each count is kept.',
            {
              counts: view.counts,
            },
          )}
        </p>
        {declared.earlier === undefined ? undefined : <EarlierCount earlier={declared.earlier} />}
        {isOff ? <Why reason={step.reason} onReason={step.setReason} /> : undefined}
        <label className="close-field">
          <span>{say('Number of the bag')}</span>
          <input
            className="note-field"
            value={step.bag}
            maxLength={40}
            autoComplete="off"
            onChange={(event) => step.setBag(event.target.value)}
          />
        </label>
      </section>
      <Money declared={declared} step={step} />
      <Actions declared={declared} step={step} onBack={onBack} />
      {step.signature}
      {step.isAlone ? <Alone step={step} /> : undefined}
    </main>
  );
}

type OfStep = { step: ReturnType<typeof useVariance> };

function Actions({
  declared,
  step,
  onBack,
}: OfStep & { declared: CountDeclared; onBack: () => void }) {
  const notice = useNotice();
  return (
    <footer className="close-actions">
      <Button isStacked className="sell-action" keyCap="Esc" onPress={onBack}>
        {say('Go on later')}
      </Button>
      <Button
        isStacked
        className="sell-action"
        keyCap="F4"
        isDisabled={step.isBusy}
        onPress={step.again}
      >
        {say('Count again')}
      </Button>
      {declared.status === 'approve' ? (
        <Button
          isStacked
          className="sell-action"
          keyCap="F6"
          isDisabled={step.isBusy}
          onPress={step.alone}
        >
          {say('Nobody can sign')}
        </Button>
      ) : undefined}
      <MessageLine
        message={step.problem === undefined ? notice : { tone: 'problem', text: step.problem }}
        hint={
          declared.status === 'approve'
            ? say('Somebody who did not count signs for it.')
            : say('Closing writes the Z report. It is never changed.')
        }
      />
      <Button
        look="primary"
        className="sell-pay"
        keyCap="F12"
        isDisabled={step.isBusy}
        onPress={step.close}
      >
        {say('Close the shift')}
      </Button>
    </footer>
  );
}

/** Whoever is alone in the shop closes all the same, and knows what that means (dom-Z13). */
function Alone({ step }: OfStep) {
  return (
    <ConfirmDialog
      title={say('Close without a signature')}
      text={say(
        'The report says that nobody signed for the difference, and it stands so in the store’s day until somebody looks at it.',
      )}
      keepWords={say('Back')}
      removeWords={say('Close without a signature')}
      onKeep={step.notAlone}
      onRemove={step.closeAlone}
    />
  );
}

/** One of a closed set, so that head office can count them. */
function Why(props: { reason: CloseReason | undefined; onReason: (reason: CloseReason) => void }) {
  const { reason, onReason } = props;
  return (
    <div className="close-why">
      <h2>{say('Why is it off?')}</h2>
      <ChoiceKeys
        label={say('Reason')}
        choices={CLOSE_REASONS}
        words={CLOSE_REASON_WORDS}
        chosen={reason}
        onChoose={onReason}
        keyOf={altKey}
        keepsFocus
      />
    </div>
  );
}

type MoneyProps = { declared: CountDeclared; step: ReturnType<typeof useVariance> };

/** How much stays for the next shift, and what goes into the bag. */
function Money({ declared, step }: MoneyProps) {
  const setting = useMoneySetting();
  return (
    <section className="close-right" aria-label={say('What becomes of the money')}>
      <p className="close-sum">
        <span>{say('Cash counted')}</span>
        <strong className="figures">{formatMoney(declared.cash, setting)}</strong>
      </p>
      <KeyedField
        label={say('Stays in the drawer')}
        value={step.float}
        shown={formatMoney(step.nextFloat ?? 0, setting)}
        isEmpty={step.float === ''}
        longest={LONGEST_FLOAT}
        refused={/[^\d.,]/g}
        autoFocus
        onChange={step.setFloat}
      />
      <p className="close-sum">
        <span>{say('To be taken out')}</span>
        <strong className="figures">
          {formatMoney(Math.max(declared.cash - (step.nextFloat ?? 0), 0), setting)}
        </strong>
      </p>
      <NumberPad value={step.float} onChange={step.setFloat} extra="00" longest={LONGEST_FLOAT} />
    </section>
  );
}

function useVariance({ view, declared, onView, onClosed }: VarianceStepProps) {
  const till = useTill();
  const { currency } = useMoneySetting();
  const signed = useSigned();
  const [float, setFloat] = useState('');
  const [bag, setBag] = useState('');
  const [reason, setReason] = useState<CloseReason>();
  const [problem, setProblem] = useState<string>();
  const [isAlone, setAlone] = useState(false);
  // What the store leaves there stands as it is until somebody keys another.
  const nextFloat = float === '' ? declared.nextFloat : readKeyedAmount(float, currency);
  const { shiftId } = view;

  function again(): void {
    signed.ask(
      () => till.call('count-again', { shiftId }),
      (answer) => onView(answer.view),
    );
  }

  /** What it was refused for may be that the figures moved. */
  async function lookAgain(): Promise<void> {
    const answer = await till.call('tell-close', { shiftId: view.shiftId });
    if (answer.ok && answer.view.declared !== undefined) onView(answer.view);
  }

  function close(isUnsigned = false): void {
    setAlone(false);
    if (nextFloat === undefined || nextFloat > declared.cash)
      return setProblem(say('No more can stay in the drawer than was counted.'));
    if (declared.status !== 'ok' && reason === undefined)
      return setProblem(say('Choose why the count is off.'));
    setProblem(undefined);
    const told = bag.trim();
    const asked = {
      shiftId,
      nextFloat,
      ...(told === '' ? {} : { bag: told }),
      ...(declared.status === 'ok' || reason === undefined ? {} : { reason }),
      ...(isUnsigned ? { isUnsigned } : {}),
    };
    signed.ask(
      (approver) => till.call('close-shift', { ...asked, ...approver }),
      (answer) => onClosed({ ...answer, deposit: declared.cash - nextFloat, bag: told }),
      () => void lookAgain(),
    );
  }

  return {
    float,
    setFloat,
    nextFloat,
    bag,
    setBag,
    reason,
    setReason,
    problem,
    again,
    close: () => close(),
    /** Nobody is there who could sign: first what that means. */
    alone: () => setAlone(true),
    notAlone: () => setAlone(false),
    closeAlone: () => close(true),
    isAlone,
    isBusy: signed.isAsking,
    signature: signed.dialog,
  };
}
