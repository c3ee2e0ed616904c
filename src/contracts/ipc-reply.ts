/** Why main did not run a verb. `failed` is a bug of main's, already in its log. */
export const IPC_REFUSALS = ['unknown-channel', 'not-trusted', 'bad-argument', 'failed'] as const;
export type IpcRefusal = (typeof IPC_REFUSALS)[number];

/** What `window.till.invoke` resolves with: the channel's answer or a typed refusal. Never a throw. */
export type IpcReply<A> =
  | { readonly ok: true; readonly answer: A }
  | { readonly ok: false; readonly refusal: IpcRefusal; readonly detail: string };
