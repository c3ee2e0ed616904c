import { useRef, useState } from 'react';
import { say } from '../../../shared/words/say.ts';
import type { Done, Refusal } from '../../../shared/till-api.ts';

/** One command at a time, so that a double click does it once; a refusal stays in words. */
export function useOnce(done: () => void) {
  const running = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function go(ask: () => Promise<Done | Refusal>): Promise<void> {
    running.current = true;
    setBusy(true);
    try {
      const answer = await ask();
      if (answer.ok) done();
      else setProblem(answer.next);
    } catch {
      setProblem(say('The till did not answer. Please try again.'));
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  function run(ask: () => Promise<Done | Refusal>): void {
    if (!running.current) void go(ask);
  }

  return { isBusy, problem, run };
}
