import { useState } from 'react';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { ForeignDialog } from './foreign-dialog.tsx';
import type { Tender } from './use-tender.ts';
import { say } from '../../shared/words/say.ts';

/** Asks for money of another currency; not there where the store takes none. */
export function ForeignKey({ tender }: { tender: Tender }) {
  const isTaken = useTillView(
    ({ basket, training }) => basket.foreign.length > 0 && training === undefined,
  );
  const [isAsking, setAsking] = useState(false);
  const isPossible = isTaken && !tender.isPaidUp && !tender.isPaying;
  const ask = (): void => setAsking(true);
  useKeys(isPossible ? { F3: ask } : {});
  if (!isTaken) return undefined;
  return (
    <>
      <Button isStacked keyCap="F3" isDisabled={!isPossible} onPress={ask}>
        {say('Other money')}
      </Button>
      {isAsking ? <ForeignDialog onClose={() => setAsking(false)} /> : undefined}
    </>
  );
}
