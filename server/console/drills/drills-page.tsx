import { useState } from 'react';
import '../releases/releases.css';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import type { ConsoleMe } from '../../../src/contracts/console.ts';
import { DrillList, DrillView, type DrillTill } from '../../../src/contracts/outage-drill.ts';
import { ask, type Failed } from '../ask.ts';
import { amount, clock, count } from '../in-words.ts';
import { MadePage } from '../made-page.tsx';
import { Table } from '../table.tsx';
import { useAsked } from '../use-asked.ts';
import { NewDrill } from './new-drill.tsx';

const EVERY_MS = 3000;
/** Said where somebody stops a drill in one press: the press is the reason. */
const STOPPED = 'stopped in the console';
const STATES: Readonly<Record<DrillView['state'], [string, 'well' | 'aside' | 'bad']>> = {
  running: ['Line away', 'aside'],
  reconciling: ['Being reconciled', 'aside'],
  whole: ['All arrived', 'well'],
  differs: ['Differs', 'bad'],
  unproven: ['Not proven', 'aside'],
  nobody: ['Nobody took part', 'aside'],
};
const TILLS: Readonly<Record<DrillTill['state'], string>> = {
  untold: 'not heard since',
  draining: 'still sends',
  'one-site': 'at one site',
  differs: 'not what the till said',
  unproven: 'not proven: a new stream',
  whole: 'at both sites',
};
const HEADS = ['Store', 'Till', '#Sold', '#Amount', '#Queued at its end', 'Drained', 'Reconciled'];

/** The line of a group of stores is taken away for a while; what became of what they sold. */
export function DrillsPage({ me }: { me: ConsoleMe }) {
  const { value, failed, again } = useAsked('/console/api/drills', DrillList, EVERY_MS);
  const [refused, setRefused] = useState<Failed>();
  const stop = async (id: string): Promise<void> => {
    const answer = await ask(`/console/api/drills/${id}/stop`, DrillView, { why: STOPPED });
    setRefused(answer.ok ? undefined : answer.failed);
    again();
  };
  return (
    <MadePage
      title="Outage drills"
      newWords={me.role === 'it' ? 'New drill' : undefined}
      Form={NewDrill}
      problems={[failed, refused]}
      again={again}
    >
      {value === undefined && failed === undefined && <p role="status">Asking for drills …</p>}
      {value?.drills.length === 0 && (
        <p>
          {me.role === 'it'
            ? 'There was none yet. One takes the line of some stores away for a while, then says whether every sale came.'
            : 'Drills are for IT to see.'}
        </p>
      )}
      {value?.drills.map((drill) => (
        <Drill
          key={drill.id}
          drill={drill}
          isOn={drill.until_ms > value.now_ms}
          onStop={() => void stop(drill.id)}
        />
      ))}
    </MadePage>
  );
}

type DrillProps = { drill: DrillView; isOn: boolean; onStop: () => void };

function Drill({ drill, isOn, onStop }: DrillProps) {
  const { id, state, verdict, stores, tills, who, why, stopped_by: by } = drill;
  const [words, look] = STATES[state];
  const sold = tills.reduce((sum, till) => sum + till.sold, 0);
  const end = by === null ? clock(drill.until_ms) : `${clock(drill.until_ms)}, stopped by ${by}`;
  return (
    <section className="panel release" aria-labelledby={`drill-${id}`}>
      <div className="release-head">
        <h2 id={`drill-${id}`}>{clock(drill.from_ms)}</h2>
        <p className={`state state-${look}`}>{words}</p>
        {isOn && (
          <div className="day-keys">
            <Button look="removes" onPress={onStop}>
              Stop
            </Button>
          </div>
        )}
      </div>
      <p className="verdict">{verdict}</p>
      {isOn && (
        <p>It ends by itself. A till that is stopped hears of it within a minute, not at once.</p>
      )}
      <dl className="facts wide">
        <Fact name="Stores" value={`${count(stores.length)}: ${stores.slice(0, 12).join(', ')}`} />
        <Fact name="Until" value={end} />
        <Fact name="Sold under it" value={count(sold)} />
        <Fact name="By" value={`${who}: ${why}`} />
      </dl>
      {tills.length > 0 && (
        <Table name="Tills" heads={HEADS}>
          {tills.map((till) => (
            <TillRow key={`${till.store}-${till.till}`} till={till} />
          ))}
        </Table>
      )}
    </section>
  );
}

function TillRow({ till }: { till: DrillTill }) {
  const { store, till: no, state, sold, gross, currency, queued, drained_ms: drained } = till;
  const isTold = till.ended_ms !== null;
  return (
    <tr>
      <td>{store}</td>
      <td>{no}</td>
      <td className="figures">{isTold ? count(sold) : '–'}</td>
      <td className="figures">{isTold ? amount(gross, currency) : '–'}</td>
      <td className="figures">{isTold ? count(queued) : '–'}</td>
      <td>{drained === null ? '–' : clock(drained)}</td>
      <td>{TILLS[state]}</td>
    </tr>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
