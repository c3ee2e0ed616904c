import { ANY_SCANNER, type ScannerProfile } from './scanner-profile.ts';

const NAME = 'scanner';

/** The profile this machine was taught; the usual one where none was, or where it cannot be read. */
export function loadScanner(storage: Pick<Storage, 'getItem'>): ScannerProfile {
  try {
    const read: unknown = JSON.parse(storage.getItem(NAME) ?? 'null');
    return isProfile(read) ? read : ANY_SCANNER;
  } catch {
    return ANY_SCANNER;
  }
}

/** A setting of the machine, not of the store: another till has another scanner. */
export function saveScanner(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  profile: ScannerProfile | undefined,
): void {
  if (profile === undefined) storage.removeItem(NAME);
  else storage.setItem(NAME, JSON.stringify(profile));
}

function isProfile(value: unknown): value is ScannerProfile {
  const { prefix, ends, unended, fastMs } = (value ?? {}) as Partial<ScannerProfile>;
  return (
    typeof prefix === 'string' &&
    Array.isArray(ends) &&
    ends.every((end) => typeof end === 'string') &&
    (unended === 'scan' || unended === 'noise' || unended === 'typed') &&
    typeof fastMs === 'number' &&
    fastMs > 0
  );
}
