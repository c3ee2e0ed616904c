const WINDOW_MS = 60_000;
/** A cashier meets one or two in a minute; somebody who tries numbers meets nothing else. */
const MOST = 20;
/** Beyond it even cards that are known wait, or whoever tries numbers would learn which ones are. */
const MOST_TRIED = 60;

type Window = { since: number; codes: Set<string> };

/** Counts the cards nobody knows that a till asks for, each once a minute, for each app server alone. */
export class UnknownCards {
  private readonly windows = new Map<string, Window>();

  /** Whether this till has to wait whatever it asks; then whole seconds. */
  waitS(tillId: string, nowMs: number): number | undefined {
    const window = this.windowOf(tillId, nowMs);
    return window.codes.size < MOST_TRIED ? undefined : leftS(window, nowMs);
  }

  /** Nobody knows this card: whether the till has to wait before it is told so; then whole seconds. */
  met(tillId: string, code: string, nowMs: number): number | undefined {
    const window = this.windowOf(tillId, nowMs);
    this.windows.set(tillId, window);
    window.codes.add(code);
    return window.codes.size <= MOST ? undefined : leftS(window, nowMs);
  }

  private windowOf(tillId: string, nowMs: number): Window {
    const known = this.windows.get(tillId);
    const isOver = known === undefined || nowMs - known.since >= WINDOW_MS || nowMs < known.since;
    return isOver ? { since: nowMs, codes: new Set() } : known;
  }
}

function leftS({ since }: Window, nowMs: number): number {
  return Math.max(1, Math.ceil((since + WINDOW_MS - nowMs) / 1000));
}
