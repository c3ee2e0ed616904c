import { useDeferredValue, useMemo, useState } from 'react';
import './parked.css';
import { MOST_PARKED, type ParkedList, type ParkedOp } from '../../../src/contracts/parked-ops.ts';
import { clock, count } from '../in-words.ts';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import { ListPage } from '../list-page.tsx';
import { VirtualTable, type VirtualColumn } from '../virtual-table.tsx';
import { ParkedPanel } from './parked-panel.tsx';
import { useParked } from './use-parked.ts';
import {
  countParked,
  findParked,
  PARKED_SHOWN,
  parkedState,
  parkedWords,
  type ParkedShown,
} from './parked-words.ts';

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
  const { value, failed, again, more } = useParked();
  const [words, setWords] = useState('');
  const [shown, setShown] = useState<ParkedShown>('open');
  const [chosen, setChosen] = useState<string>();
  const ops = value?.ops ?? NONE;
  const wanted = useDeferredValue(words);
  const found = useMemo(() => findParked(ops, wanted, shown), [ops, wanted, shown]);
  const counts = useMemo(() => countParked(ops), [ops]);
  return (
    <ListPage
      title="Set aside"
      says={value === undefined ? 'Asking for operations …' : verdict(value)}
      failed={failed}
      find={{ label: 'Find a store, till, kind or reason', words, onChange: setWords }}
      show={{ all: PARKED_SHOWN, names: NAMES, counts, chosen: shown, onChoose: setShown }}
    >
      <div className="parked-table">
        <VirtualTable
          name="Operations set aside"
          columns={COLUMNS}
          rows={found}
          keyOf={({ op_id: id }) => id}
          chosen={chosen}
          onChoose={({ op_id: id }) => setChosen(id)}
          nothing={nothing(value, shown)}
        />
        {more !== undefined && (
          <Button onPress={more}>{`Read the next ${count(MOST_PARKED)}`}</Button>
        )}
      </div>
      {chosen !== undefined && (
        <ParkedPanel
          key={chosen}
          id={chosen}
          onChanged={again}
          onClose={() => setChosen(undefined)}
        />
      )}
    </ListPage>
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
