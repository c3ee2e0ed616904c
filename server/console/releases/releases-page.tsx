import { useState } from 'react';
import './releases.css';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import type { ConsoleMe } from '../../../src/contracts/console.ts';
import {
  ReleaseList,
  ReleaseView,
  type ConsoleReleaseAct,
} from '../../../src/contracts/release.ts';
import { ask, type Failed } from '../ask.ts';
import { clock, count } from '../in-words.ts';
import { MadePage } from '../made-page.tsx';
import { Table } from '../table.tsx';
import { useAsked } from '../use-asked.ts';
import { NewRelease } from './new-release.tsx';
import { ActDialog } from './act-dialog.tsx';
import {
  actionsOf,
  actionWords,
  guardFigure,
  metricWords,
  statusWords,
  stepWords,
  verdictWords,
  type ReleaseAction,
} from './release-words.ts';

const EVERY_MS = 3000;
const ROWS = ['rows'] as const;
/** Said where somebody takes a release back in one press: the press is the reason. */
const TAKEN_BACK = 'taken back in the console';

/** Every release of the region: where it stands, what comes next, and what its guards see. */
export function ReleasesPage({ me }: { me: ConsoleMe }) {
  const { value, failed, again } = useAsked('/console/api/releases', ReleaseList, EVERY_MS, ROWS);
  const [refused, setRefused] = useState<Failed>();
  const [asking, setAsking] = useState<{ id: string; action: ReleaseAction }>();
  const act = async (id: string, body: ConsoleReleaseAct): Promise<void> => {
    const answer = await ask(`/console/api/releases/${id}/act`, ReleaseView, body);
    setRefused(answer.ok ? undefined : answer.failed);
    setAsking(undefined);
    again();
  };
  const press = (release: ReleaseView, action: ReleaseAction): void => {
    setRefused(undefined);
    // Taking back is one press: whoever sees a pilot hurt does not write an essay first.
    if (action === 'rollback') void act(release.id, { action, why: TAKEN_BACK });
    else setAsking({ id: release.id, action });
  };
  const asked = value?.releases.find(({ id }) => id === asking?.id);
  return (
    <MadePage
      title="Releases"
      newWords={me.role === 'it' ? 'New release' : undefined}
      Form={NewRelease}
      problems={[failed, refused]}
      again={again}
    >
      {value === undefined && failed === undefined && <p role="status">Asking for releases …</p>}
      {value?.releases.length === 0 && (
        <p>{me.role === 'it' ? 'There is none yet.' : 'Releases are for IT to see.'}</p>
      )}
      {value?.releases.toReversed().map((release) => (
        <Release key={release.id} release={release} onPress={(action) => press(release, action)} />
      ))}
      {asking !== undefined && asked !== undefined && (
        <ActDialog
          release={asked}
          action={asking.action}
          onLeave={() => setAsking(undefined)}
          onAct={(body) => act(asking.id, body)}
        />
      )}
    </MadePage>
  );
}

type ReleaseProps = { release: ReleaseView; onPress: (action: ReleaseAction) => void };

function Release({ release, onPress }: ReleaseProps) {
  const { id, status, percent, stores, sales, spec, stage } = release;
  const has = stores.admitted.length + stores.late_admitted.length;
  const steps = spec.stages.map((one) => `${one.percent} %`).join(' → ');
  return (
    <section className="panel release" aria-labelledby={`release-${id}`}>
      <div className="release-head">
        <h2 id={`release-${id}`}>{id}</h2>
        <p className={`state state-${status === 'paused' ? 'aside' : 'well'}`}>
          {statusWords(status)}
        </p>
        <div className="day-keys">
          {actionsOf(release).map((action) => (
            <Button
              key={action}
              look={action === 'rollback' ? 'removes' : 'plain'}
              onPress={() => onPress(action)}
            >
              {actionWords(action)}
            </Button>
          ))}
        </div>
      </div>
      <p className="verdict">{release.next}</p>
      <dl className="facts wide">
        <Fact name="Stage" value={stage < 0 ? 'not begun' : `${percent} % (${steps})`} />
        {spec.compatible === true ? (
          <Fact
            name="Requests that it has"
            value={`${percent} of 100 at site ${spec.site}’s balancer`}
          />
        ) : (
          <>
            <Fact
              name="Stores that have it"
              value={`${count(has)} of ${count(stores.audience + stores.late)}`}
            />
            <Fact name="Sold with it in this stage" value={count(sales)} />
          </>
        )}
        {release.flags.map((flag) => (
          <Fact
            key={flag.key}
            name={`Flag ${flag.key}`}
            value={flag.in_force || stage < 0 ? flag.variant : 'changed by hand since'}
          />
        ))}
      </dl>
      {release.guards.length > 0 && <Guards release={release} />}
      <details>
        <summary>Every step, who and why</summary>
        <History release={release} />
      </details>
    </section>
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

/** Pilot beside control; what is measured, over how much, and where it would act by itself. */
function Guards({ release }: { release: ReleaseView }) {
  return (
    <Table
      name="Guards"
      heads={[
        'What',
        '#Pilot',
        '#Others',
        '#Holds if worse by',
        '#Takes back at',
        '#Measured',
        'Verdict',
      ]}
    >
      {release.guards.map((guard) => (
        <tr key={guard.metric}>
          <th scope="row">{metricWords(guard.metric)}</th>
          <td className="figures">{guardFigure(guard.pilot)}</td>
          <td className="figures">{guardFigure(guard.control)}</td>
          <td className="figures">{guardFigure(guard.drift)}</td>
          <td className="figures">{guardFigure(guard.hard)}</td>
          <td className="figures">
            {count(guard.pilot_samples)} of {count(guard.min_samples)}
          </td>
          <td className={guard.verdict === 'rollback' ? 'status-approve' : ''}>
            {guard.pilot === null ? 'Nothing measured yet' : verdictWords(guard.verdict)}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function History({ release }: { release: ReleaseView }) {
  return (
    <Table name="Steps" heads={['When', 'Step', '#From', '#To', 'Who', 'Why', 'Site']}>
      {release.history.toReversed().map((step) => (
        <tr key={step.id}>
          <td>{clock(step.at_ms)}</td>
          <td>
            {stepWords(step.kind)}
            {step.overruled ? ' (overruled)' : ''}
          </td>
          <td className="figures">{step.before} %</td>
          <td className="figures">{step.after} %</td>
          <td>{step.by === 'machine' ? 'by itself' : step.who}</td>
          <td>{step.why}</td>
          <td>{step.site}</td>
        </tr>
      ))}
    </Table>
  );
}
