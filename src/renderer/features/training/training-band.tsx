import { useEffect } from 'react';
import { useTillView } from '../../shared/till-context.tsx';
import { later, say, sayLater } from '../../shared/words/say.ts';
import './training-band.css';

/**
 * Says on every screen that nothing here is real (dom-X3): a band, another ground and a watermark; to
 * who does not see it, an alert when it comes.
 */
export function TrainingBand() {
  const training = useTillView((view) => view.training);
  const cashier = useTillView((view) => view.cashier);
  const isOn = training !== undefined;
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (isOn) dataset['training'] = 'on';
    return () => {
      delete dataset['training'];
    };
  }, [isOn]);
  if (training === undefined) return undefined;
  return (
    <>
      <div className="training-band" role="alert" aria-label={say('Training')}>
        <strong>{say('TRAINING')}</strong>
        <span>{cashier === undefined ? kept(training.cashier) : sayLater(NOTHING_REAL)}</span>
      </div>
      <div className="training-mark" aria-hidden="true" />
    </>
  );
}

const NOTHING_REAL = later(
  'Nothing is sold and no money moves. Serve no customer. To end: More (F5), or sign out.',
);

function kept(number: string): string {
  return say(
    'Number {number} practised when this till stopped, and goes on after signing in. For anybody else training ends.',
    { number },
  );
}
