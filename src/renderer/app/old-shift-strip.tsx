import { CalendarClock } from 'lucide-react';
import { useTold } from '../shared/notices.tsx';
import { useTill, useTillView } from '../shared/till-context.tsx';
import { Button } from '../shared/ui/button.tsx';
import { say } from '../shared/words/say.ts';
import './alarm-strip.css';

/** A shift of another day is still open: its end is offered, and nobody who sells is held up (dom-Z10). */
export function OldShiftStrip({ onClose }: { onClose: () => void }) {
  const till = useTill();
  const told = useTold();
  const ask = useTillView((view) =>
    view.phase.at === 'selling' && view.training === undefined ? view.shift?.closeAsk : undefined,
  );
  const date = useTillView((view) => view.shift?.businessDate ?? '');
  if (ask === undefined) return undefined;
  return (
    <aside className="alarms" aria-label={say('The open shift')}>
      <div className="alarm" role="alert">
        <CalendarClock size={22} aria-hidden="true" />
        <p>
          <strong>
            {ask === 'too-long'
              ? say('This shift is open for more than 30 hours.')
              : say('The shift of {date} is still open.', { date })}
          </strong>{' '}
          {say('Count the drawer and close it, or sell on: it goes on as one shift.')}
        </p>
        <Button onPress={() => void told(till.call('put-off-close', {}))}>{say('Later')}</Button>
        <Button look="primary" onPress={onClose}>
          {say('Close it now')}
        </Button>
      </div>
    </aside>
  );
}
