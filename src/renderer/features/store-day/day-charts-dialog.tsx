import { lazy, Suspense, useEffect, useState } from 'react';
import type { DayPictures } from '../../../contracts/day-pictures.ts';
import { isCurrency } from '../../../domain/currency.ts';
import type { Approver } from '../../shared/terms-api.ts';
import { useTill } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { say } from '../../shared/words/say.ts';
import { tillChartWords } from './till-chart-words.ts';

/** What draws is heavy: it comes when somebody looks. */
const DayCharts = lazy(async () => ({
  default: (await import('../../shared/charts/day-charts.tsx')).DayCharts,
}));

type Asked =
  | { at: 'asking' }
  | { at: 'told'; pictures: readonly DayPictures[] }
  | { at: 'problem'; next: string };

type DayChartsDialogProps = { day: string; word: { approver?: Approver }; onClose: () => void };

/** What a day of the store looked like, beside the weeks before; head office alone knows those. */
export function DayChartsDialog({ day, word, onClose }: DayChartsDialogProps) {
  const [asked, ask] = usePictures(day, word);
  return (
    <Dialog title={say('Charts of the day')} onClose={onClose}>
      <div className="store-day-charts">
        <Charts asked={asked} day={day} />
      </div>
      <div className="dialog-actions">
        <Button keyCap="Esc" autoFocus onPress={onClose}>
          {say('Back to the day')}
        </Button>
        {asked.at === 'problem' && <Button onPress={ask}>{say('Look again')}</Button>}
      </div>
    </Dialog>
  );
}

function usePictures(day: string, word: { approver?: Approver }) {
  const till = useTill();
  const [asked, setAsked] = useState<Asked>({ at: 'asking' });

  async function read(): Promise<Asked> {
    const answer = await till.call('store-day-pictures', { day, ...word });
    if (!answer.ok) return { at: 'problem', next: answer.next };
    return { at: 'told', pictures: answer.pictures };
  }

  function ask(): void {
    setAsked({ at: 'asking' });
    void read().then(setAsked);
  }
  useEffect(() => {
    ask();
    // Once: a day is charted as it is when somebody looks.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return [asked, ask] as const;
}

function Charts({ asked, day }: { asked: Asked; day: string }) {
  const { locale, currency } = useMoneySetting();
  const waiting = <p className="is-loading">{say('Asking head office …')}</p>;
  if (asked.at === 'asking') return waiting;
  if (asked.at === 'problem') return <p role="alert">{asked.next}</p>;
  const known = asked.pictures.filter((one) => isCurrency(one.currency));
  if (known.length === 0) return <p>{say('Nothing was sold on this day.')}</p>;
  return (
    <Suspense fallback={waiting}>
      {known.map((pictures) => (
        <DayCharts
          key={pictures.currency}
          pictures={pictures}
          words={tillChartWords(pictures, { day, locale, currency })}
        />
      ))}
    </Suspense>
  );
}
