const OK = { ok: true } as const;

/** A drawer whose cash moves. */
export const FAKE_CLOSE = {
  'move-cash': () => OK,
};
