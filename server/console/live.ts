/** `ops`: tills told something; `rows`: head office wrote something. Losing one costs only latency. */
export type Poke = 'ops' | 'rows';

const PATH = '/console/api/events';
/** A stream that cannot be had is asked for again after so long, longer each time, ms. */
const RETRY_MS = 2000;
const LONGEST_RETRY_MS = 60_000;

type Heard = (kind: Poke) => void;

/**
 * One stream a page, however many parts of it listen, and none while nobody looks: a browser has few
 * connections to a site. Where there is none, parts ask by the clock.
 */
class Live {
  private readonly listeners = new Set<Heard>();
  private source: EventSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retryMs = RETRY_MS;
  isOpen = false;

  constructor() {
    document.addEventListener('visibilitychange', () => this.settle());
  }

  on(heard: Heard): () => void {
    this.listeners.add(heard);
    this.settle();
    return () => {
      this.listeners.delete(heard);
      this.settle();
    };
  }

  private settle(): void {
    const isWanted = this.listeners.size > 0 && document.visibilityState === 'visible';
    if (!isWanted) return this.close();
    if (this.source === undefined && this.timer === undefined) this.open();
  }

  private open(): void {
    const source = new EventSource(PATH);
    this.source = source;
    source.addEventListener('open', () => {
      this.retryMs = RETRY_MS;
      this.isOpen = true;
    });
    for (const kind of ['ops', 'rows'] as const)
      source.addEventListener(kind, () => {
        for (const heard of this.listeners) heard(kind);
      });
    // Whatever ended it: the browser's own retry knows neither patience nor a sign-in that is over.
    source.addEventListener('error', () => {
      const wasOpen = this.isOpen;
      this.close();
      // While it was open the clock asked seldom: that the site is gone is not to be learnt so late.
      if (wasOpen) for (const heard of this.listeners) heard('rows');
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.settle();
      }, this.retryMs);
      this.retryMs = Math.min(LONGEST_RETRY_MS, this.retryMs * 2);
    });
  }

  private close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.source?.close();
    this.source = undefined;
    this.isOpen = false;
  }
}

export const live = new Live();
