import { useDeferredValue, useMemo, useState } from 'react';
import '../list-page.css';
import './parked.css';
import { ParkedList, type ParkedOp } from '../../../src/contracts/parked-ops.ts';
import { wordsOf } from '../ask.ts';
import { clock, count } from '../in-words.ts';
import { useAsked } from '../use-asked.ts';
import { VirtualTable, type VirtualColumn } from '../virtual-table.tsx';
import { ParkedPanel } from './parked-panel.tsx';
import {
  findParked,
  PARKED_SHOWN,
  parkedState,
  parkedWords,
  type ParkedShown,
} from './parked-words.ts';

const EVERY_MS = 5000;
const NONE: readonly ParkedOp[] = [];
const NAMES: Readonly<Record<ParkedShown, string>> = {
  open: 'Open',
  resolved: 'Resolved',
  all: 'All',
};
const COLUMNS: readonly VirtualColumn<ParkedOp>[] = [
  { head: 'Store', width: '70px', look: () => 'figures', cell: ({ store }) => store },
  { head: 'Till', width: '56px', look: () => 'figures', cell: ({ till }) => till },
  { head: 'Kind', width: 'minmax(130px, 1fr)', cell: ({ kind }) => (kind === '?' ? '–' : kind) },
  {
    head: 'Why',
    width: 'minmax(180px, 3fr)',
    look: () => 'wraps',
    cell: (op) => parkedWords(op).reason,
  },
  {
    head: 'Taken',
    width: '180px',
    cell: ({ received_ms: ms }) => (ms === null ? 'long ago' : clock(ms)),
  },
  {
    head: 'State',
    width: '140px',
    look: ({ state }) => `state state-${state === 'open' ? 'bad' : 'well'}`,
    cell: parkedState,
  },
];

/** What head office holds and could not read: nothing is lost, but somebody must look. */
export function ParkedPage() {
  const { value, failed, again } = useAsked('/console/api/parked', ParkedList, EVERY_MS);
  const [words, setWords] = useState('');
  const [shown, setShown] = useState<ParkedShown>('open');
  const [chosen, setChosen] = useState<string>();
  const ops = value?.ops ?? NONE;
  const wanted = useDeferredValue(words);
  const found = useMemo(() => findParked(ops, wanted, shown), [ops, wanted, shown]);
  return (
    <div className="list-page">
      <div className="list-head">
        <h1>Set aside</h1>
        <p className="verdict" role="status">
          {value === undefined ? 'Asking for operations …' : verdict(value)}
        </p>
      </div>
      {failed !== undefined && (
        <p className="warning" role="alert">
          {wordsOf(failed)}
        </p>
      )}
      <div className="list-tools">
        <label className="field">
          <span>Find a store, till, kind or reason</span>
          <input type="search" value={words} onChange={(event) => setWords(event.target.value)} />
        </label>
        <fieldset className="choice">
          <legend>Show</legend>
          {PARKED_SHOWN.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="shown"
                checked={shown === one}
                onChange={() => setShown(one)}
              />
              {NAMES[one]} <span className="figures">{count(findParked(ops, '', one).length)}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <div className="list-body">
        <VirtualTable
          name="Operations set aside"
          columns={COLUMNS}
          rows={found}
          keyOf={({ op_id: id }) => id}
          chosen={chosen}
          onChoose={({ op_id: id }) => setChosen(id)}
          nothing={nothing(value, shown)}
        />
        {chosen !== undefined && (
          <ParkedPanel
            key={chosen}
            id={chosen}
            onChanged={again}
            onClose={() => setChosen(undefined)}
          />
        )}
      </div>
    </div>
  );
}

function verdict({ total, ops }: ParkedList): string {
  if (total === 0) return 'Every operation that came could be read.';
  const open = ops.filter(({ state }) => state === 'open').length;
  const some = total > ops.length ? ` The list shows ${count(ops.length)} of ${count(total)}.` : '';
  if (open === 0) return `All ${count(total)} are resolved.${some}`;
  return `${count(open)} ${open === 1 ? 'needs' : 'need'} somebody. Nothing is lost: each is kept as it came.${some}`;
}

function nothing(value: ParkedList | undefined, shown: ParkedShown): string {
  if (value === undefined) return '';
  if (value.ops.length === 0) return 'What a site cannot read stands here instead of in the books.';
  return shown === 'open' ? 'None is open, or none fits.' : 'None fits. Clear the search.';
}
