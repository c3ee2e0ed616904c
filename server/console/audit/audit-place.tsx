import { useState } from 'react';
import '../list-page.css';
import { AUDIT_KINDS, type AuditKind, type AuditRow } from '../../../src/contracts/audit.ts';
import { wordsOf } from '../ask.ts';
import { clock } from '../in-words.ts';
import { VirtualTable, type VirtualColumn } from '../virtual-table.tsx';
import { useAudit } from './use-audit.ts';

type Shown = AuditKind | 'all';

const NAMES: Readonly<Record<Shown, string>> = {
  all: 'All',
  release: 'Releases',
  flag: 'Flags',
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
    <div className="list-page">
      <div className="list-head">
        <h1>Audit</h1>
        <p role="status">
          {isLoading ? 'Asking …' : 'What people and releases did, newest first.'}
        </p>
      </div>
      {failed !== undefined && (
        <p className="warning" role="alert">
          {wordsOf(failed)}
        </p>
      )}
      <div className="list-tools">
        <label className="field">
          <span>Find a name, store, release, flag or reason</span>
          <input
            type="search"
            maxLength={100}
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        </label>
        <fieldset className="choice">
          <legend>Show</legend>
          {(['all', ...AUDIT_KINDS] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="shown"
                checked={shown === one}
                onChange={() => setShown(one)}
              />
              {NAMES[one]}
            </label>
          ))}
        </fieldset>
      </div>
      <div className="list-body">
        <VirtualTable
          name="What was done"
          columns={COLUMNS}
          rows={rows}
          keyOf={({ id }) => id}
          onEnd={older}
          nothing={isLoading || failed !== undefined ? '' : 'Nothing that fits was done yet.'}
        />
      </div>
    </div>
  );
}
