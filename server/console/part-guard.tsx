import { Component, Suspense, useEffect, useState, type ReactNode } from 'react';
import { ConsoleSite } from '../../src/contracts/console.ts';
import { Button } from '../../src/renderer/shared/ui/button.tsx';
import { ask, type Failed } from './ask.ts';
import { markReloadedFor, PartAway, wasReloadedFor } from './late-part.ts';
import { Problems } from './problems.tsx';

type PartGuardProps = {
  /** The name that `latePart` was given. */
  part: string;
  children: ReactNode;
  reload?: () => void;
  /** How often a site that is away is asked, ms. */
  everyMs?: number;
};
type State = { error: unknown };

const EVERY_MS = 5000;
const RELOAD = (): void => location.reload();

/**
 * Around a part whose script comes late: what does not come, or cannot be drawn, is said in its place,
 * and the rest of the console stands. Give it a `key`, so that another place begins anew.
 */
export class PartGuard extends Component<PartGuardProps, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    const { part, children, reload = RELOAD, everyMs = EVERY_MS } = this.props;
    const { error } = this.state;
    if (error !== undefined)
      return <Away part={part} error={error} reload={reload} everyMs={everyMs} />;
    return <Suspense fallback={<p role="status">Opening …</p>}>{children}</Suspense>;
  }
}

type AwayProps = { part: string; error: unknown; reload: () => void; everyMs: number };

/**
 * A script that failed is kept by React and by browsers: only a page that is loaded anew asks for it
 * again, and has the names that a site has by now. While the site is away that would lose the page
 * that stands, so the site must answer first.
 */
function Away({ part, error, reload, everyMs }: AwayProps) {
  // What was drawn wrongly is so again: only a person tries that anew.
  const [isByItself] = useState(() => error instanceof PartAway && !wasReloadedFor(part));
  const [failed, setFailed] = useState<Failed>();
  const [isAsking, setIsAsking] = useState(false);
  useEffect(() => {
    if (!isByItself) return undefined;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const why = await whyNotNow();
      if (isOver) return;
      if (why === undefined) {
        markReloadedFor(part);
        return reload();
      }
      timer = setTimeout(() => void look(), everyMs);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isByItself, part, reload, everyMs]);
  const again = async (): Promise<void> => {
    setIsAsking(true);
    const why = await whyNotNow();
    setIsAsking(false);
    setFailed(why);
    if (why === undefined) reload();
  };
  return (
    <section className="panel" role="alert">
      <h1>This part of the console did not come</h1>
      <p>
        {isByItself
          ? 'The site may be away for a moment. As soon as it answers, the page is loaded anew.'
          : 'Nothing is lost. Try again, or go elsewhere in the console.'}
      </p>
      <Problems of={[failed]} />
      <div className="dialog-actions">
        <Button look="primary" isDisabled={isAsking} onPress={() => void again()}>
          Try again
        </Button>
      </div>
    </section>
  );
}

/** Why the site would not give the page now; undefined: it would, also where only a newer page understands it. */
async function whyNotNow(): Promise<Failed | undefined> {
  const answer = await ask('/console/api/me', ConsoleSite);
  if (answer.ok) return undefined;
  const { kind } = answer.failed;
  return kind === 'not-understood' || kind === 'signed-out' ? undefined : answer.failed;
}
