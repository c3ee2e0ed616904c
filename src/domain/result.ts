/**
 * An expected outcome: a value, or a problem of a closed kind that the caller must handle.
 * Exceptions are kept for bugs (see assert.ts).
 */
export type Result<Value, Problem> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Problem };

/** Wraps a success. */
export function ok<Value>(value: Value): Result<Value, never> {
  return { ok: true, value };
}

/** Wraps an expected failure. */
export function err<Problem>(error: Problem): Result<never, Problem> {
  return { ok: false, error };
}
