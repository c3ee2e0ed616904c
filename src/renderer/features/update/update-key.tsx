import type { UpdatePort } from '../../shared/update-port.ts';
import { Button } from '../../shared/ui/button.tsx';
import { useUpdate } from './use-update.ts';
import { say } from '../../shared/words/say.ts';

type UpdateKeyProps = {
  updates: UpdatePort;
  /** Nothing lies over the screen of the phase. */
  isFree: boolean;
  restart: () => void;
};

/** One calm place for a newer build: it says that it waits, and between sales offers itself. */
export function UpdateKey({ updates, isFree, restart }: UpdateKeyProps) {
  const told = useUpdate(updates, isFree, restart);
  if (told === 'none') return undefined;
  if (told === 'waits')
    return <span className="header-quiet">{say('New version after this sale')}</span>;
  return <Button onPress={updates.putInPlace}>{say('Update now')}</Button>;
}
