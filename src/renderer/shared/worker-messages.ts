import type { TillCommand, TillCommands, TillView } from './till-api.ts';

/** A command on its way to the worker. `id` is unique for the page's life. */
export type CallMessage = {
  [C in TillCommand]: { id: number; command: C; arg: TillCommands[C]['arg'] };
}[TillCommand];

/** The host's answer to a relayed verb: what `bridge.invoke` resolved with, or why it threw. */
export type HostAnswer =
  { id: number; ok: true; reply: unknown } | { id: number; ok: false; detail: string };

/** Everything the page posts to the till worker. */
export type PageMessage =
  | { call: CallMessage }
  | { hostAnswer: HostAnswer }
  /** An event of the host, e.g. `transport.event`, with its data untouched. */
  | { hostEvent: { name: string; data: unknown } };

/** The worker's answer to a call. `ok: false` only for a bug of the worker's: refusals are answers. */
export type AnswerMessage =
  { id: number; ok: true; answer: unknown } | { id: number; ok: false; detail: string };

/** Everything the till worker posts to the page. */
export type WorkerMessage =
  | { answer: AnswerMessage }
  /** Changed parts of the view, merged shallowly; the first push carries every part. */
  | { view: Partial<TillView> }
  /** A verb only the page's bridge can perform; the worker transfers any bytes in `arg`. */
  | { host: { id: number; channel: string; arg: unknown } };
