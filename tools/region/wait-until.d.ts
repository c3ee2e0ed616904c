/** Asks until `probe` gives a value; throws naming `what` after `timeoutMs`. A probe that throws means "not yet". */
export declare function waitUntil<T>(
  what: string,
  timeoutMs: number,
  probe: () => Promise<T | undefined>,
): Promise<T>;
