/** Throws when an invariant of ours is broken. Never use it for input: input fails with a Result. */
export function assert(condition: boolean, broken: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${broken}`);
}

/** Returns the value that the surrounding code guarantees to be there. */
export function must<Value>(value: Value | null | undefined, missing: string): Value {
  if (value === null || value === undefined) throw new Error(`Missing: ${missing}`);
  return value;
}

/** Ends an exhaustive switch: a new case then fails to compile here. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
}
