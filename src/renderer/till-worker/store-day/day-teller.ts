/** A shift that opened, was counted or closed is told soon; a sale only now and then. */
const SOON_MS = 300;
const NOW_AND_THEN_MS = 15_000;
const OF_SHIFTS: ReadonlySet<string> = new Set([
  'shift-opened',
  'shift-suspended',
  'shift-resumed',
  'shift-counted',
  'shift-closed',
]);

export type DayTellerPorts = {
  /** Tells the store's other tills what this one knows of its days. */
  tell: () => Promise<void>;
  /** Runs it later; the answer takes that back. */
  later: (run: () => void, ms: number) => () => void;
};

/** Keeps what the store's other tills can ask for true, never on the way of a sale. */
export class DayTeller {
  private readonly p: DayTellerPorts;
  private set: { soon: boolean; stop: () => void } | undefined;

  constructor(p: DayTellerPorts) {
    this.p = p;
  }

  /** An op of this kind is on disk. */
  heard(kind: string): void {
    const soon = OF_SHIFTS.has(kind);
    if (this.set !== undefined && (this.set.soon || !soon)) return;
    this.set?.stop();
    const stop = this.p.later(
      () => {
        this.set = undefined;
        // Nobody waits for it, and the next op tells it again.
        void this.p.tell().catch(() => undefined);
      },
      soon ? SOON_MS : NOW_AND_THEN_MS,
    );
    this.set = { soon, stop };
  }
}
