import { EventEmitter, once } from 'node:events';

/** Pokes inside one process: channel name → payload. */
export class PokeHub {
  readonly #events = new EventEmitter().setMaxListeners(0);

  emit(channel: string, payload: string): void {
    this.#events.emit(channel, payload);
  }

  on(channel: string, heard: (payload: string) => void): () => void {
    this.#events.on(channel, heard);
    return () => this.#events.off(channel, heard);
  }

  /** Resolves at the next poke or after `ms`, whichever comes first. */
  async wait(channel: string, ms: number): Promise<void> {
    await once(this.#events, channel, { signal: AbortSignal.timeout(ms) }).catch(() => undefined);
  }
}
