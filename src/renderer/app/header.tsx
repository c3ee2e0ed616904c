import type { ReactNode } from 'react';
import { statusSentence } from '../shared/format/status-sentence.ts';
import { clockText } from '../shared/format/time-words.ts';
import { useTillView } from '../shared/till-context.tsx';
import { Button } from '../shared/ui/button.tsx';
import { say } from '../shared/words/say.ts';
import './header.css';

type HeaderProps = { update: ReactNode; onSync: () => void; onKeys: () => void };

/** Where one is, who is at the till, and the one sentence on where the sales are. */
export function Header({ update, onSync, onKeys }: HeaderProps) {
  const till = useTillView((view) => view.till);
  const cashier = useTillView((view) => view.cashier);
  return (
    <header className="header">
      <strong>{till?.storeName ?? 'Evertill'}</strong>
      {till === undefined ? undefined : (
        <span className="header-quiet">{say('Till {till}', { till: till.till })}</span>
      )}
      {cashier === undefined ? undefined : (
        <>
          <span className="header-quiet" aria-hidden="true">
            ·
          </span>
          <span>{cashier.name}</span>
          {cashier.role === 'supervisor' ? (
            <span className="header-quiet">{say('Supervisor')}</span>
          ) : undefined}
        </>
      )}
      <span className="header-gap" />
      {update}
      {till === undefined ? undefined : <StatusButton onPress={onSync} />}
      <Clock />
      <Button look="quiet" className="header-keys" keyCap="F1" onPress={onKeys}>
        {say('Keys')}
      </Button>
    </header>
  );
}

function StatusButton({ onPress }: { onPress: () => void }) {
  const sync = useTillView((view) => view.sync);
  const { tone, text } = statusSentence(sync);
  return (
    <Button look="quiet" className={`status status-${tone}`} onPress={onPress}>
      <span className="status-pill">
        <i aria-hidden="true" />
        {text}
      </span>
    </Button>
  );
}

function Clock() {
  const text = useTillView((view) => clockText(view.nowMs, view.till ?? { locale: 'en-GB' }));
  return <time className="header-clock">{text}</time>;
}
