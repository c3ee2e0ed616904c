import { Info, TriangleAlert } from 'lucide-react';
import { ALARM_KINDS } from '../shared/alarm-kinds.ts';
import { useTold } from '../shared/notices.tsx';
import type { Alarm } from '../shared/till-api.ts';
import { useTill, useTillView } from '../shared/till-context.tsx';
import { Button } from '../shared/ui/button.tsx';
import { say } from '../shared/words/say.ts';
import './alarm-strip.css';

/** What a person must know, with the next step. Stands below, so nothing above it moves. */
export function AlarmStrip() {
  const alarms = useTillView((view) => view.alarms);
  const till = useTill();
  const told = useTold();
  if (alarms.length === 0) return undefined;
  return (
    <aside className="alarms" aria-label={say('Notices')}>
      {alarms.map((alarm) => (
        <AlarmCard
          key={alarm.id}
          alarm={alarm}
          onDismiss={() => void told(till.call('dismiss-alarm', { id: alarm.id }))}
        />
      ))}
    </aside>
  );
}

function AlarmCard({ alarm, onDismiss }: { alarm: Alarm; onDismiss: () => void }) {
  const isRisk = ALARM_KINDS[alarm.kind].moneyAtRisk;
  const Icon = isRisk ? TriangleAlert : Info;
  return (
    <div className="alarm" role="alert" data-risk={isRisk || undefined}>
      <Icon size={22} aria-hidden="true" />
      <p>
        <strong>{alarm.text}</strong> {alarm.next}
      </p>
      <Button aria-label={say('Understood: {text}', { text: alarm.text })} onPress={onDismiss}>
        {say('Understood')}
      </Button>
    </div>
  );
}
