import { Button } from '../../shared/ui/button.tsx';
import { CardScreen } from '../../shared/ui/card-screen.tsx';
import { say } from '../../shared/words/say.ts';
import './unusable-screen.css';

type UnusableScreenProps = { reason: string; next: string; onRestart: () => void };

/** The till must not sell: why, and what a person does now. */
export function UnusableScreen({ reason, next, onRestart }: UnusableScreenProps) {
  return (
    <CardScreen title={say('This till cannot sell now')} lead={reason}>
      <div className="next-step" role="alert">
        <h2>{say('What to do')}</h2>
        <p>{next}</p>
      </div>
      <Button className="card-action" onPress={onRestart} autoFocus>
        {say('Start again')}
      </Button>
    </CardScreen>
  );
}
