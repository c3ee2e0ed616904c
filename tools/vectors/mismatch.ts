import { isRecord } from './vector-file.ts';

/** One place where a result differs from what a case expects. */
export type Mismatch = {
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
};

/**
 * Compares by the vectors' rules: only fields present in `expected` count, array order and length
 * matter (vec-C4), -0 equals 0 (vec-C5).
 */
export function findMismatches(expected: unknown, actual: unknown, path = ''): Mismatch[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return [{ path, expected, actual }];
    }
    return expected.flatMap((item, at) => findMismatches(item, actual[at], `${path}[${at}]`));
  }
  if (isRecord(expected)) {
    if (!isRecord(actual)) return [{ path, expected, actual }];
    return Object.entries(expected).flatMap(([key, value]) =>
      findMismatches(value, actual[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return expected === actual ? [] : [{ path, expected, actual }];
}
