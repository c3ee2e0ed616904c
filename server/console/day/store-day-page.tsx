import './day.css';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import { ConsoleDay, type ConsoleMe } from '../../../src/contracts/console.ts';
import { go } from '../address.ts';
import { wordsOf } from '../ask.ts';
import { useAsked } from '../use-asked.ts';
import { CloseDialog } from './close-dialog.tsx';
import { consoleChartWords } from './console-chart-words.ts';
import { dayVerdict, missingTills } from './day-words.ts';
import {
  ClosesTable,
  CorrectionsTable,
  LeadsTable,
  ProofList,
  SumsTable,
  TillsTable,
} from './day-tables.tsx';

/** Half of the console's bytes draw charts: they come when there is one to draw. */
const DayCharts = lazy(async () => ({
  default: (await import('../../../src/renderer/shared/charts/day-charts.tsx')).DayCharts,
}));

const EVERY_MS = 10_000;

type StoreDayPageProps = { me: ConsoleMe; store: string; day: string | undefined };

/** The end of a store's day: each till, what was counted, whether all of it is here, and what it looked like. */
export function StoreDayPage({ store, day }: StoreDayPageProps) {
  // Who looks at a day goes on looking at it when the clock strikes twelve.
  const [opened] = useState(today);
  const shown = day ?? opened;
  const path = `/console/api/stores/${store}/days/${shown}`;
  const { value, failed, again, put } = useAsked(path, ConsoleDay, EVERY_MS);
  const [closing, setClosing] = useState<{ day: string; path: string }>();
  return (
    <div className="day">
      <div className="day-head">
        <h1>{value === undefined ? `Store ${store}` : `${value.store_name} (store ${store})`}</h1>
        <label className="field">
          <span>Business day</span>
          <input
            type="date"
            value={shown}
            onChange={(event) => {
              if (event.target.value !== '') go({ at: 'store', store, day: event.target.value });
            }}
          />
        </label>
        <div className="day-keys">
          <Button onPress={() => print()} isDisabled={value === undefined}>
            Print
          </Button>
          <Button
            look="primary"
            isDisabled={value === undefined}
            onPress={() => setClosing({ day: shown, path })}
          >
            Close the day
          </Button>
        </div>
      </div>
      {failed !== undefined && (
        <p className="warning" role="alert">
          {wordsOf(failed)}
        </p>
      )}
      {value === undefined ? (
        <p role="status">{failed === undefined ? 'Asking for the day …' : ''}</p>
      ) : (
        <>
          <p className="verdict" role="status">
            {dayVerdict(value.day)}
          </p>
          <TillsTable day={value.day} />
          <SumsTable day={value.day} />
          <CorrectionsTable day={value.day} />
          <ProofList day={value.day} />
          <ClosesTable day={value.day} />
          <LeadsTable day={value.day} />
          <Suspense fallback={<p>Drawing the charts …</p>}>
            {value.pictures.map((pictures) => (
              <DayCharts
                key={pictures.currency}
                pictures={pictures}
                words={consoleChartWords(pictures, shown)}
              />
            ))}
          </Suspense>
        </>
      )}
      {closing !== undefined && closing.path === path && value !== undefined && (
        <CloseDialog
          of={closing}
          missing={missingTills(value.day)}
          tills={value.day.tills.length}
          closes={value.day.closes.length}
          onLookAgain={again}
          onDone={(closed) => {
            setClosing(undefined);
            if (closed !== undefined) put(closed);
          }}
        />
      )}
    </div>
  );
}

/** Of the person's own clock; another day is chosen above. */
function today(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
