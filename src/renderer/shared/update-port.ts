/**
 * Where a newer build of this page stands: there is none, it waits to be put in place, or it is in
 * place and this page is the old one, to be loaded anew.
 */
export type UpdateState = 'none' | 'ready' | 'in-place';

/** How this host brings newer builds. Nothing changes by itself: screens say when. */
export type UpdatePort = {
  state: () => UpdateState;
  subscribe: (tell: () => void) => () => void;
  /** Puts a ready build in place; `in-place` follows. Between sales only. */
  putInPlace: () => void;
};

/** A host that brings none through the page. */
export const NO_UPDATES: UpdatePort = {
  state: () => 'none',
  subscribe: () => () => undefined,
  putInPlace: () => undefined,
};
