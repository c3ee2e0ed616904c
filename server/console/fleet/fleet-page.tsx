import { useDeferredValue, useMemo, useState } from 'react';
import { FleetAnswer, type FleetTill } from '../../../src/contracts/console.ts';
import { count } from '../in-words.ts';
import { ListPage } from '../list-page.tsx';
import { useAsked } from '../use-asked.ts';
import { countTills, findTills, SHOWN, usualOf, type Shown } from './find-tills.ts';
import { FleetTable } from './fleet-table.tsx';
import { TillPanel } from './till-panel.tsx';

const EVERY_MS = 5000;
const NO_TILLS: readonly FleetTill[] = [];
const NAMES: Readonly<Record<Shown, string>> = {
  all: 'All',
  needs: 'Need somebody',
  waiting: 'Sales waiting',
  silent: 'Not heard',
  side: 'At a set of servers',
};

/** Every till that the person may see, which of them need somebody, and why one is not as the others. */
export function FleetPage({ onStore }: { onStore: (store: string) => void }) {
  const { value, failed } = useAsked('/console/api/fleet', FleetAnswer, EVERY_MS);
  const [words, setWords] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const [chosen, setChosen] = useState<string>();
  const tills = value?.tills ?? NO_TILLS;
  // Five thousand rows are searched behind the typing.
  const wanted = useDeferredValue(words);
  const found = useMemo(() => findTills(tills, wanted, shown), [tills, wanted, shown]);
  const counts = useMemo(() => countTills(tills), [tills]);
  const usual = useMemo(() => usualOf(tills), [tills]);
  const open = tills.find((till) => keyOf(till) === chosen);
  return (
    <ListPage
      title="Fleet"
      says={value === undefined ? 'Asking for the tills …' : verdict(counts)}
      failed={failed}
      find={{ label: 'Find a store, till, build, back end or cashier', words, onChange: setWords }}
      show={{ all: SHOWN, names: NAMES, counts, chosen: shown, onChoose: setShown }}
    >
      <FleetTable
        tills={found}
        usual={usual}
        chosen={chosen}
        onChoose={(till) => setChosen(keyOf(till))}
        nothing={nothing(value === undefined, tills.length)}
      />
      {open !== undefined && (
        <TillPanel
          till={open}
          usual={usual}
          onClose={() => setChosen(undefined)}
          onStore={() => onStore(open.store)}
        />
      )}
    </ListPage>
  );
}

const keyOf = ({ store, till }: FleetTill): string => `${store}-${till}`;

function verdict({ all, needs, waiting, silent }: Readonly<Record<Shown, number>>): string {
  if (all === 0) return 'No till has called this site yet.';
  const tills = `${count(all)} ${all === 1 ? 'till' : 'tills'}`;
  if (needs > 0) return `${tills}: ${count(needs)} need somebody.`;
  if (silent > 0)
    return `${tills}: ${count(silent)} not heard for ten minutes, nothing else is wrong.`;
  return waiting > 0
    ? `${tills}: ${count(waiting)} hold sales that wait for a site.`
    : `${tills}: all is well.`;
}

function nothing(isLoading: boolean, all: number): string {
  if (isLoading) return '';
  return all === 0
    ? 'Tills stand here once they were enrolled and have called.'
    : 'No till fits. Clear the search or show all.';
}
