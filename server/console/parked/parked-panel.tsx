import { useState } from 'react';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import { ParkedDetail, type ParkedOp } from '../../../src/contracts/parked-ops.ts';
import { ask, wordsOf, type Failed } from '../ask.ts';
import { clock, count } from '../in-words.ts';
import { useAsked } from '../use-asked.ts';
import { parkedWords } from './parked-words.ts';
import { ResolveDialog } from './resolve-dialog.tsx';

type ParkedPanelProps = { id: string; onChanged: () => void; onClose: () => void };

const EVERY_MS = 5000;

/** One operation: why it stands aside, what it says, what was done about it, and what can be. */
export function ParkedPanel({ id, onChanged, onClose }: ParkedPanelProps) {
  const path = `/console/api/parked/${id}`;
  const { value, failed, put } = useAsked(path, ParkedDetail, EVERY_MS);
  const [refused, setRefused] = useState<Failed>();
  const [isBusy, setIsBusy] = useState(false);
  const [isResolving, setIsResolving] = useState(false);
  const take = async (what: string, body: object): Promise<void> => {
    setIsBusy(true);
    const answer = await ask(`${path}/${what}`, ParkedDetail, body);
    setIsBusy(false);
    setIsResolving(false);
    setRefused(answer.ok ? undefined : answer.failed);
    if (answer.ok) put(answer.value);
    onChanged();
  };
  // It is read by now: what was asked for has happened.
  const isGone = failed?.kind === 'not-found';
  const told = refused ?? (isGone ? undefined : failed);
  return (
    <aside className="panel till-panel parked-panel" aria-label="Operation">
      {told !== undefined && (
        <p className="warning" role="alert">
          {wordsOf(told)}
        </p>
      )}
      {isGone && <p role="status">It is read by now and stands in the books.</p>}
      {value !== undefined && !isGone && <Told detail={value} />}
      <div className="dialog-actions">
        {value !== undefined && !isGone && (
          <>
            <Button
              isDisabled={isBusy}
              onPress={() => void take('send-again', { step_id: crypto.randomUUID() })}
            >
              Send again
            </Button>
            {value.op.state === 'open' && (
              <Button isDisabled={isBusy} onPress={() => setIsResolving(true)}>
                Resolve
              </Button>
            )}
          </>
        )}
        <Button onPress={onClose}>Close</Button>
      </div>
      {isResolving && value !== undefined && (
        <ResolveDialog
          op={value.op}
          isBusy={isBusy}
          onLeave={() => setIsResolving(false)}
          onResolve={(body) => void take('resolve', body)}
        />
      )}
    </aside>
  );
}

function Told({ detail: { op, bytes, payload } }: { detail: ParkedDetail }) {
  const { reason, next } = parkedWords(op);
  const facts: [string, string][] = [
    ['Kind', op.kind === '?' ? 'nobody can say' : op.kind],
    ['Number in its log', count(op.seq)],
    ['Taken', op.received_ms === null ? 'long ago' : clock(op.received_ms)],
    ['Size', bytes === null ? 'not held here any more' : `${count(bytes)} bytes`],
  ];
  return (
    <>
      <h2>
        Till {op.till} of store {op.store}
      </h2>
      <p className="verdict">{reason}.</p>
      <p>{next}</p>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>What was done</h3>
      <Steps op={op} />
      <h3>What it says, without secrets</h3>
      {/* It scrolls by itself, so a keyboard must reach it. */}
      <pre className="payload" tabIndex={0} role="region" aria-label="What it says">
        {payload === '' ? 'Its bytes lie in the archive.' : payload}
      </pre>
    </>
  );
}

function Steps({ op: { steps } }: { op: ParkedOp }) {
  if (steps.length === 0) return <p>Nothing yet.</p>;
  return (
    <ol className="reasons">
      {steps.map((step) => (
        <li key={step.step_id}>
          {step.kind === 'resolved' ? 'Resolved' : 'Sent again'} by {step.who}, {clock(step.at_ms)},
          at site {step.site}
          {step.note === undefined ? '' : `: ${step.note}`}
        </li>
      ))}
    </ol>
  );
}
