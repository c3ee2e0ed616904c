import { Button } from '../ui/button.tsx';
import { say } from '../words/say.ts';

/** The two keys of a screen that saves what it shows. */
export function SaveButtons({
  isDisabled,
  onSave,
}: {
  isDisabled: boolean;
  onSave: (form: 'pdf' | 'csv') => void;
}) {
  return (
    <>
      <Button isStacked keyCap="F8" isDisabled={isDisabled} onPress={() => onSave('pdf')}>
        {say('Save as PDF')}
      </Button>
      <Button isStacked keyCap="F9" isDisabled={isDisabled} onPress={() => onSave('csv')}>
        {say('Save as table')}
      </Button>
    </>
  );
}
