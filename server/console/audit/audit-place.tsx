import { useState } from 'react';
import { AUDIT_KINDS, type AuditKind, type AuditRow } from '../../../src/contracts/audit.ts';
import { clock } from '../in-words.ts';
import { ListPage } from '../list-page.tsx';
import { VirtualTable, type VirtualColumn } from '../virtual-table.tsx';
import { useAudit } from './use-audit.ts';

type Shown = AuditKind | 'all';

const ALL_SHOWN: readonly Shown[] = ['all', ...AUDIT_KINDS];
const NAMES: Readonly<Record<Shown, string>> = {
  all: 'All',
  release: 'Releases',
  flag: 'Flags',
  edit: 'Prices, staff, rights',
  build: 'Builds',
  close: 'Closes',
  parked: 'Set aside',
  drill: 'Outage drills',
  'sign-in': 'Sign-ins',
};
const COLUMNS: readonly VirtualColumn<AuditRow>[] = [
  { head: 'When', width: '180px', cell: ({ at_ms: ms }) => clock(ms) },
  { head: 'Who', width: 'minmax(120px, 1fr)', look: () => 'wraps', cell: ({ who }) => who },
  { head: 'What', width: 'minmax(240px, 3fr)', look: () => 'wraps', cell: ({ what }) => what },
  {
    head: 'Why',
    width: 'minmax(140px, 2fr)',
    look: () => 'wraps',
    cell: ({ why }) => (why === '' ? '–' : why),
  },
  { head: 'Site', width: '48px', cell: ({ site }) => site },
];

/** Who did what at head office, when and why. Nothing here can be changed or taken away. */
export function AuditPlace() {
  const [find, setFind] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const { rows, failed, isLoading, older } = useAudit(find, shown === 'all' ? undefined : shown);
  return (
    <ListPage
      title="Audit"
      says={isLoading ? 'Asking …' : 'What people and releases did, newest first.'}
      failed={failed}
      find={{
        label: 'Find a name, store, release, flag or reason',
        words: find,
        most: 100,
        onChange: setFind,
      }}
      show={{ all: ALL_SHOWN, names: NAMES, chosen: shown, onChoose: setShown }}
    >
      <VirtualTable
        name="What was done"
        columns={COLUMNS}
        rows={rows}
        keyOf={({ id }) => id}
        onEnd={older}
        nothing={isLoading || failed !== undefined ? '' : 'Nothing that fits was done yet.'}
      />
    </ListPage>
  );
}
