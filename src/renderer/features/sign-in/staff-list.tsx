import { Button } from '../../shared/ui/button.tsx';
import type { Staff } from './use-staff.ts';
import { say } from '../../shared/words/say.ts';

type StaffListProps = {
  staff: Staff | undefined;
  chosen: string;
  onChoose: (number: string) => void;
};

/** Who works here, to choose by name instead of typing a number. */
export function StaffList({ staff, chosen, onChoose }: StaffListProps) {
  if (staff === undefined)
    return <p className="staff-empty">{say('Loading the staff of this store …')}</p>;
  if (staff.length === 0) {
    return (
      <p className="staff-empty">
        {say(
          'No staff has reached this till yet. It comes with the first data from head office; you can also type your number.',
        )}
      </p>
    );
  }
  return (
    <ul className="staff-list">
      {staff.map(({ number, name }) => (
        <li key={number}>
          <Button
            keepsFocus
            className="staff-person"
            aria-pressed={chosen === number}
            onPress={() => onChoose(number)}
          >
            <span className="staff-name">{name}</span>
            <span className="staff-number">{number}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
