const WINDOW_MS = 60_000;
/** A cashier meets one or two in a minute; somebody who tries numbers meets nothing else. */
const MOST = 20;

type Window = { since: number; count: number };

/** Counts the cards nobody knows that a till asks for, a minute at a time and for each app server alone. */
export class UnknownCards {
  private readonly windows = new Map<string, Window>();

  /** Whether this till has to wait; then `waitS` whole seconds. */
  waitS(tillId: string, nowMs: number): number | undefined {
    const { since, count } = this.windowOf(tillId, nowMs);
    return count < MOST ? undefined : Math.max(1, Math.ceil((since + WINDOW_MS - nowMs) / 1000));
  }

  met(tillId: string, nowMs: number): void {
    const window = this.windowOf(tillId, nowMs);
    this.windows.set(tillId, { ...window, count: window.count + 1 });
  }

  private windowOf(tillId: string, nowMs: number): Window {
    const known = this.windows.get(tillId);
    const isOver = known === undefined || nowMs - known.since >= WINDOW_MS || nowMs < known.since;
    return isOver ? { since: nowMs, count: 0 } : known;
  }
}
