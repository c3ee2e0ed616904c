import type { Reason } from '../../../../domain/adjust/reason.ts';
import { REASON_WORDS } from '../../../shared/reason-words.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { say, sayLater } from '../../../shared/words/say.ts';

type ReasonKeysProps<R extends Reason> = {
  reasons: readonly R[];
  chosen: R | undefined;
  onChoose: (reason: R) => void;
};

/** Why: one of a closed set, so that head office can count them. */
export function ReasonKeys<R extends Reason>({ reasons, chosen, onChoose }: ReasonKeysProps<R>) {
  return (
    <div className="reason-keys" role="group" aria-label={say('Reason')}>
      {reasons.map((reason) => (
        <Button
          key={reason}
          keepsFocus
          aria-pressed={chosen === reason}
          onPress={() => onChoose(reason)}
        >
          {sayLater(REASON_WORDS[reason])}
        </Button>
      ))}
    </div>
  );
}
