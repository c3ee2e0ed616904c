import './day.css';
import { useEffect, useState } from 'react';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import { ConsoleDay, ConsoleToday } from '../../../src/contracts/console.ts';
import { go } from '../address.ts';
import { wordsOf } from '../ask.ts';
import { latePart } from '../late-part.ts';
import { PartGuard } from '../part-guard.tsx';
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
const DayCharts = latePart(
  'charts',
  async () => (await import('../../../src/renderer/shared/charts/day-charts.tsx')).DayCharts,
);

const EVERY_MS = 10_000;

type StoreDayPageProps = { store: string; day: string | undefined };

/** The end of a store's day; without one, of the day that it is in the store now. */
export function StoreDayPage({ store, day }: StoreDayPageProps) {
  return day === undefined ? (
    <Today key={store} store={store} />
  ) : (
    <Day store={store} shown={day} />
  );
}

/** Who looks at a day goes on looking at it when the clock strikes twelve. */
function Today({ store }: { store: string }) {
  const [day, setDay] = useState<string>();
  return day === undefined ? (
    <AskToday store={store} onDay={setDay} />
  ) : (
    <Day store={store} shown={day} />
  );
}

function AskToday({ store, onDay }: { store: string; onDay: (day: string) => void }) {
  const { value, failed } = useAsked(`/console/api/stores/${store}/today`, ConsoleToday, EVERY_MS);
  useEffect(() => {
    if (value !== undefined) onDay(value.day);
  }, [value, onDay]);
  return (
    <div className="day">
      <div className="day-head">
        <h1>Store {store}</h1>
      </div>
      {failed === undefined ? (
        <p role="status">Asking for the day …</p>
      ) : (
        <p className="warning" role="alert">
          {wordsOf(failed)}
        </p>
      )}
    </div>
  );
}

/** Each till, what was counted, whether all of it is here, and what it looked like. */
function Day({ store, shown }: { store: string; shown: string }) {
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
          <PartGuard part="charts">
            {value.pictures.map((pictures) => (
              <DayCharts
                key={pictures.currency}
                pictures={pictures}
                words={consoleChartWords(pictures, shown)}
              />
            ))}
          </PartGuard>
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
