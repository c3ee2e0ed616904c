/** The one flag that names a store's back end; a release of kind `backend` steps it like any other (BE1). */
export const BACK_END_FLAG = 'backend-set';
/** The sites' own addresses: what every till uses that is told nothing, or nothing that it can read. */
export const CHAMPION = 'champion';

/** `set` undefined: the champion. `drains`: what waits goes out under the old back end first. */
export type BackEndWord = { readonly set: string | undefined; readonly drains: boolean };

const WORD = /^(drain:)?([a-z][a-z0-9-]{0,39})$/;

/** Pure. What the flag's value means: `champion`, the name of a set, or `drain:` and the name. */
export function readBackEnd(value: unknown): BackEndWord {
  const [, drain, set] = (typeof value === 'string' ? WORD.exec(value) : undefined) ?? [];
  if (set === undefined || set === CHAMPION) return { set: undefined, drains: false };
  return { set, drains: drain !== undefined };
}
