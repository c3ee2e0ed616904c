import { useEffect, useState, type SyntheticEvent } from 'react';
import { denominationsOf } from '../../../domain/cashup/denominations.ts';
import { isCurrency } from '../../../domain/currency.ts';
import {
  PieceFields,
  piecesOf,
  worthOf,
  type KeyedPieces,
} from '../../shared/count/piece-fields.tsx';
import { formatMoney, readKeyedAmount } from '../../shared/format/money-format.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { CardScreen } from '../../shared/ui/card-screen.tsx';
import { KeyedField } from '../../shared/ui/keyed-field.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { NumberPad } from '../../shared/ui/number-pad.tsx';
import { say } from '../../shared/words/say.ts';
import './open-shift-screen.css';

const LONGEST = 9;

/** Opens a shift: the cash that lies in the drawer before the first sale, as a sum or piece by piece. */
export function OpenShiftScreen({
  onStoreDay,
  onClose,
}: {
  onStoreDay: () => void;
  /** To count and close a drawer that is open here (dom-Z9). */
  onClose: () => void;
}) {
  const hasDrawers = useTillView((view) => view.drawers.length > 0);
  const shift = useOpenShift();
  const { isCounting } = shift;
  const cashier = useTillView((view) => view.cashier);
  const closing = hasDrawers ? { F9: onClose } : {};
  useKeys({ F4: shift.turn, F8: onStoreDay, F12: shift.go, ...closing });
  return (
    <CardScreen
      className={isCounting ? 'open-shift-counted' : ''}
      title={
        cashier === undefined
          ? say('Open the shift')
          : say('Good day, {name}', { name: cashier.name })
      }
      lead={say('Count the cash in the drawer and key the amount to open the shift.')}
    >
      <form className="open-shift" onSubmit={shift.submit}>
        {isCounting ? (
          <>
            <PieceFields
              denominations={shift.denominations}
              keyed={shift.pieces}
              onFocus={() => undefined}
              onChange={shift.setPiece}
            />
            <p className="open-shift-sum">
              <span>{say('Cash counted')}</span>
              <strong className="figures">{shift.shown}</strong>
            </p>
          </>
        ) : (
          <KeyedField
            label={say('Float in the drawer')}
            value={shift.keyed}
            shown={shift.shown}
            isEmpty={shift.keyed === ''}
            longest={LONGEST}
            refused={/[^\d.,]/g}
            autoFocus
            onChange={shift.setKeyed}
          />
        )}
        <MessageLine message={shift.message} hint={shift.hint} />
        {isCounting ? undefined : (
          <NumberPad value={shift.keyed} onChange={shift.setKeyed} extra="00" longest={LONGEST} />
        )}
        <div className={hasDrawers ? 'open-shift-keys has-drawers' : 'open-shift-keys'}>
          <Button keyCap="F8" onPress={onStoreDay}>
            {say('The store’s day')}
          </Button>
          <Button keyCap="F4" onPress={shift.turn}>
            {isCounting ? say('Key the sum') : say('Count by pieces')}
          </Button>
          {hasDrawers ? (
            <Button keyCap="F9" onPress={onClose}>
              {say('Close a drawer')}
            </Button>
          ) : undefined}
          <Button
            look="primary"
            className="card-action"
            keyCap={isCounting ? 'F12' : 'Enter'}
            isDisabled={shift.isBusy || !shift.isKnown}
            onPress={shift.go}
          >
            {shift.isBusy ? say('Opening …') : say('Open shift')}
          </Button>
        </div>
        <button type="submit" hidden />
      </form>
    </CardScreen>
  );
}

function useOpenShift() {
  const till = useTill();
  const setting = useMoneySetting();
  const [keyed, setKeyed] = useState('');
  const [pieces, setPieces] = useState<KeyedPieces>({});
  const [isCounting, setCounting] = useState(false);
  const [proposed, setProposed] = useState<number>();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  // What the last shift left stands as it is until somebody keys another.
  const summed = keyed === '' ? proposed : readKeyedAmount(keyed, setting.currency);
  const float = isCounting ? worthOf(pieces) : summed;
  const { currency } = setting;

  useEffect(() => {
    async function propose(): Promise<void> {
      const { float: left } = await till.call('proposed-float', {});
      setProposed(left);
    }
    void propose();
  }, [till]);

  async function open(amount: number): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    const counted = isCounting ? { pieces: piecesOf(pieces) } : {};
    const answer = await till.call('open-shift', { float: amount, ...counted });
    setBusy(false);
    if (!answer.ok) setProblem(answer.next);
  }

  function go(): void {
    if (isBusy) return;
    if (float === undefined) setProblem(say('Key the amount in the drawer, 0 if there is none.'));
    else void open(float);
  }

  return {
    keyed,
    setKeyed,
    pieces,
    setPiece: (value: number, text: string) => setPieces((all) => ({ ...all, [value]: text })),
    denominations: isCurrency(currency) ? denominationsOf(currency).toReversed() : [],
    isCounting,
    turn: () => setCounting((now) => !now),
    isBusy,
    /** Something was counted, keyed or left there. */
    isKnown: isCounting || keyed !== '' || proposed !== undefined,
    shown: formatMoney(float ?? 0, setting),
    hint:
      proposed === undefined
        ? say('Key 0 if the drawer is empty.')
        : say('The last shift left {amount}.', { amount: formatMoney(proposed, setting) }),
    message: problem === undefined ? undefined : ({ tone: 'problem', text: problem } as const),
    go,
    submit: (event: SyntheticEvent) => {
      event.preventDefault();
      go();
    },
  };
}
