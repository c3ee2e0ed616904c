import { useEffect, useState, type ReactNode } from 'react';
import type { CloseView } from '../../shared/close-api.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { CardScreen } from '../../shared/ui/card-screen.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { say } from '../../shared/words/say.ts';
import { CountStep } from './count-step.tsx';
import { DrawerStep } from './drawer-step.tsx';
import { OpenStep } from './open-step.tsx';
import { VarianceStep } from './variance-step.tsx';
import { ZStep, type Closed } from './z-step.tsx';
import './close.css';

/** Closes a shift; where several drawers are open, which one is asked first (dom-Z9). */
export function CloseScreen({ onBack }: { onBack: () => void }) {
  const drawers = useTillView((view) => view.drawers);
  // As it was when the screen was opened: a drawer that is closed here must not take its last step away.
  const [others] = useState(drawers);
  const [of, setOf] = useState<{ shiftId?: string } | undefined>(
    others.length === 0 ? {} : undefined,
  );
  if (of !== undefined) return <CloseShift of={of} onBack={onBack} />;
  const choose = (shiftId: string | undefined): void =>
    setOf(shiftId === undefined ? {} : { shiftId });
  return <DrawerStep others={others} onDrawer={choose} onBack={onBack} />;
}

/** What is open, the count, what is off, the Z. Left at any step it goes on from there. */
function CloseShift({ of, onBack }: { of: { shiftId?: string }; onBack: () => void }) {
  const till = useTill();
  const signed = useSigned();
  const [view, setView] = useState<CloseView>();
  const [closed, setClosed] = useState<Closed>();
  const [isCounting, setCounting] = useState(false);
  const { ask } = signed;

  useEffect(() => {
    ask(
      (approver) => till.call('tell-close', { ...of, ...approver }),
      (answer) => {
        setView(answer.view);
        // Begun before: it goes on where it was.
        setCounting(answer.view.counts > 0 || isBegun(answer.view));
      },
      onBack,
    );
    // Once: what it says then is changed by its own steps alone.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  let step: ReactNode;
  if (closed !== undefined) step = <ZStep closed={closed} onNext={onBack} />;
  else if (view === undefined) step = <Waiting onBack={onBack} />;
  else if (!isCounting)
    step = <OpenStep view={view} onCount={() => setCounting(true)} onBack={onBack} />;
  else if (view.declared === undefined)
    step = <CountStep view={view} onView={setView} onBack={onBack} />;
  else {
    step = (
      <VarianceStep
        view={view}
        declared={view.declared}
        onView={setView}
        onClosed={setClosed}
        onBack={onBack}
      />
    );
  }
  return (
    <>
      {step}
      {signed.dialog}
    </>
  );
}

const isBegun = ({ draft }: CloseView): boolean =>
  draft.pieces.length > 0 || Object.keys(draft.other).length > 0;

/** Asked of the disk; a moment. */
function Waiting({ onBack }: { onBack: () => void }) {
  useKeys({ Escape: onBack });
  return (
    <CardScreen
      className="is-loading"
      title={say('Close the shift')}
      lead={say('One moment, please')}
    >
      <Button keyCap="Esc" onPress={onBack}>
        {say('Back')}
      </Button>
    </CardScreen>
  );
}
