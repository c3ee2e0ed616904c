import '../../../src/renderer/shared/ui/dialog.css';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import type { FleetTill } from '../../../src/contracts/console.ts';
import { ago, count } from '../in-words.ts';
import { backEndOf, differences, type Usual } from './find-tills.ts';

type TillPanelProps = {
  till: FleetTill;
  usual: Usual;
  onClose: () => void;
  onStore: () => void;
};

/** Why is this till different? */
export function TillPanel({ till, usual, onClose, onStore }: TillPanelProps) {
  const found = differences(till, usual);
  const facts: [string, string][] = [
    ['Build', till.build ?? 'not told'],
    ['Back end', backEndOf(till)],
    ['Last heard', till.silent_ms === null ? 'by the other site' : ago(till.silent_ms)],
    ['Asked for its build', till.build_asked_ms === null ? 'never' : ago(till.build_asked_ms)],
    ['Sales waiting', till.waiting === null ? 'not told' : count(till.waiting)],
    ['Set aside', till.parked === null ? 'not told' : count(till.parked)],
    ['Not at the other site yet', count(till.behind)],
    ['Installations so far', count(till.streams)],
    ['Last cashier', till.last_cashier ?? 'not told'],
  ];
  const title = `Till ${till.till} of store ${till.store}`;
  return (
    <aside className="panel till-panel" aria-label={title}>
      <h2>{title}</h2>
      <h3>Why is it different?</h3>
      {found.length === 0 ? (
        <p>It is not: it stands as most tills do.</p>
      ) : (
        <ul className="reasons">
          {found.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-actions">
        <Button onPress={onStore}>Store’s day</Button>
        <Button onPress={onClose}>Close</Button>
      </div>
    </aside>
  );
}
