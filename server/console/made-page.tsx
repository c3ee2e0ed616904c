import { useState, type ComponentType, type ReactNode } from 'react';
import { Button } from '../../src/renderer/shared/ui/button.tsx';
import '../../src/renderer/shared/ui/dialog.css';
import './day/day.css';
import type { Failed } from './ask.ts';
import { Problems } from './problems.tsx';

type MadePageProps = {
  title: string;
  /** On the button that opens the form; left out for who may not make one. */
  newWords: string | undefined;
  /** The form of a new one: `onLeave` shuts it, `onMade` shuts it and looks again. */
  Form: ComponentType<{ onLeave: () => void; onMade: () => void }>;
  problems: readonly (Failed | undefined)[];
  again: () => void;
  children: ReactNode;
};

/** A page of things that IT makes: a form for a new one, then those that there are. */
export function MadePage({ title, newWords, Form, problems, again, children }: MadePageProps) {
  const [isMaking, setIsMaking] = useState(false);
  const onLeave = (): void => setIsMaking(false);
  const onMade = (): void => {
    onLeave();
    again();
  };
  return (
    <div className="day">
      <div className="day-head">
        <h1>{title}</h1>
        {newWords !== undefined && !isMaking && (
          <Button onPress={() => setIsMaking(true)}>{newWords}</Button>
        )}
      </div>
      {isMaking && <Form onLeave={onLeave} onMade={onMade} />}
      <Problems of={problems} />
      {children}
    </div>
  );
}
