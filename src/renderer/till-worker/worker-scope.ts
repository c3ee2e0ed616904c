import type { PageMessage, WorkerMessage } from '../shared/worker-messages.ts';

/** The dedicated worker's global, as far as we use it; the DOM lib knows only windows. */
export type WorkerScope = {
  postMessage(message: WorkerMessage, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<PageMessage>) => void): void;
};

/** In this file alone the page's global is taken for the worker's. */
export const workerScope = globalThis as unknown as WorkerScope;
