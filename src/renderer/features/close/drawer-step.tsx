import { momentText } from '../../shared/format/moment-text.ts';
import type { DrawerFace } from '../../shared/close-api.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { CardScreen } from '../../shared/ui/card-screen.tsx';
import { say } from '../../shared/words/say.ts';

type DrawerStepProps = {
  others: readonly DrawerFace[];
  /** Undefined: the own one. */
  onDrawer: (shiftId: string | undefined) => void;
  onBack: () => void;
};

/** Which of the open drawers is closed (dom-Z9); another's is a supervisor's to close. */
export function DrawerStep({ others, onDrawer, onBack }: DrawerStepProps) {
  const till = useTillView((view) => view.till);
  const hasOwn = useTillView((view) => view.shift !== undefined);
  useKeys({ Escape: onBack });
  const since = (openedMs: number): string =>
    till === undefined ? '' : momentText(openedMs, till);
  return (
    <CardScreen title={say('Close the shift')} lead={say('Which drawer is counted?')}>
      <div className="close-drawers">
        {hasOwn ? (
          <Button look="primary" autoFocus onPress={() => onDrawer(undefined)}>
            {say('Your drawer')}
          </Button>
        ) : undefined}
        {others.map(({ shiftId, cashier, openedMs }) => (
          <Button key={shiftId} onPress={() => onDrawer(shiftId)}>
            {say('Drawer of {cashier}, open since {time}', { cashier, time: since(openedMs) })}
          </Button>
        ))}
      </div>
      <div className="dialog-actions">
        <Button keyCap="Esc" onPress={onBack}>
          {say('Back')}
        </Button>
      </div>
    </CardScreen>
  );
}
