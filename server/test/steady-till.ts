import { setTimeout as sleep } from 'node:timers/promises';
import { saleLine } from './test-sales.ts';
import type { TestTill } from './test-till.ts';

/** A request that was not answered with 200. Times are `performance.now()`, ms. */
export type FailedRequest = { askedAt: number; said: string };

const PAUSE_MS = 15;
const HELLO_EVERY = 5;

/** Sells without a pause through one address, and keeps every request that went wrong. */
export class SteadyTill {
  readonly failed: FailedRequest[] = [];
  requests = 0;
  /** Ops acknowledged. */
  acked = 0;
  readonly till: TestTill;
  readonly #url: string;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  constructor(till: TestTill, url: string) {
    this.till = till;
    this.#url = url;
    this.#running = this.#run();
  }

  /** Sells no more; resolves when everything sold was acknowledged. */
  async finish(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted || this.acked < this.till.head.seq) {
      if (!this.#stop.signal.aborted) this.till.add(saleLine(this.till, 600));
      await this.#ask(async () => {
        const answer = await this.till.push(this.#url, this.till.ops.slice(this.acked));
        if (answer.status === 200) this.acked = answer.body.stream.contiguous;
        return answer;
      });
      if (this.requests % HELLO_EVERY === 0) await this.#ask(() => this.till.hello(this.#url));
      await sleep(PAUSE_MS);
    }
  }

  async #ask(send: () => Promise<{ status: number; text: string }>): Promise<void> {
    const askedAt = performance.now();
    this.requests += 1;
    try {
      const { status, text } = await send();
      if (status !== 200) this.failed.push({ askedAt, said: `${status} ${text.slice(0, 200)}` });
    } catch (error) {
      const said = error instanceof Error ? `${error.message}: ${String(error.cause)}` : '';
      this.failed.push({ askedAt, said });
    }
  }
}
