type Send = (event: string) => void;

/**
 * Tells everybody the same, so many at a time with a wait between: who is told asks at once, and a whole
 * region asking in one moment would be turned away at the door. `later` is setTimeout. A till that left
 * meanwhile is passed over.
 */
export function tellInTurn(
  all: ReadonlySet<Send>,
  event: string,
  { atOnce, waitMs }: { atOnce: number; waitMs: number },
  later: (run: () => void, ms: number) => void,
): void {
  const sends = [...all];
  const turn = (from: number): void => {
    for (const send of sends.slice(from, from + atOnce)) if (all.has(send)) send(event);
    if (from + atOnce < sends.length) later(() => turn(from + atOnce), waitMs);
  };
  turn(0);
}
