import type { FleetTill } from '../../../src/contracts/console.ts';
import { ago, count, span } from '../in-words.ts';
import { VirtualTable, type VirtualColumn } from '../virtual-table.tsx';
import { backEndOf, isSilent, isWaiting, needsSomebody, type Usual } from './find-tills.ts';

type FleetTableProps = {
  tills: readonly FleetTill[];
  usual: Usual;
  /** `store-till` of the row that is open beside the table. */
  chosen: string | undefined;
  onChoose: (till: FleetTill) => void;
  /** Said where there is no row. */
  nothing: string;
};

const figures = (): string => 'figures';

const columnsOf = (usual: Usual): VirtualColumn<FleetTill>[] => [
  { head: 'Store', width: '70px', look: figures, cell: ({ store }) => store },
  { head: 'Till', width: '56px', look: figures, cell: ({ till }) => till },
  {
    head: 'State',
    width: 'minmax(130px, 1.4fr)',
    look: (till) => `state state-${stateOf(till).look}`,
    cell: (till) => stateOf(till).words,
  },
  {
    head: 'Waiting',
    width: '84px',
    look: figures,
    cell: ({ waiting }) => (waiting === null ? '–' : count(waiting)),
  },
  {
    head: 'Oldest',
    width: '84px',
    look: figures,
    cell: ({ waiting, oldest_ms: age }) => ((waiting ?? 0) === 0 || age === null ? '–' : span(age)),
  },
  {
    head: 'Set aside',
    width: '96px',
    look: figures,
    cell: ({ parked }) => (parked === null ? '–' : count(parked)),
  },
  {
    head: 'Build',
    width: 'minmax(90px, 1fr)',
    look: ({ build }) => (build === usual.build ? '' : 'other'),
    cell: ({ build }) => build ?? '–',
  },
  {
    head: 'Back end',
    width: 'minmax(90px, 0.8fr)',
    look: (till) => (backEndOf(till) === usual.backEnd ? '' : 'other'),
    cell: (till) => backEndOf(till),
  },
  {
    head: 'Heard',
    width: 'minmax(110px, 1fr)',
    cell: ({ silent_ms: ms }) => (ms === null ? 'other site' : ago(ms)),
  },
];

/** Every till in a row of its own. */
export function FleetTable({ tills, usual, chosen, onChoose, nothing }: FleetTableProps) {
  return (
    <VirtualTable
      name="Tills"
      columns={columnsOf(usual)}
      rows={tills}
      keyOf={({ store, till }) => `${store}-${till}`}
      chosen={chosen}
      onChoose={onChoose}
      nothing={nothing}
    />
  );
}

/** One word a till; the worst that is known of it. */
function stateOf(till: FleetTill): { look: 'well' | 'aside' | 'bad'; words: string } {
  if (needsSomebody(till)) return { look: 'bad', words: 'Needs somebody' };
  if (till.silent_ms !== null && isSilent(till)) return { look: 'aside', words: 'Not heard' };
  if (isWaiting(till)) return { look: 'aside', words: 'Sales waiting' };
  return { look: 'well', words: 'Well' };
}
