import type { FlagDefinition } from '../../../../src/contracts/datasets.ts';

/** Operators whose operands are data, so that strings in them are no variant names. */
type Logic = Record<string, unknown>;

function isLogic(value: unknown): value is Logic {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'object' : value === null ? 'null' : typeof value;
}

/** Every literal a targeting rule can answer with: branch ends of `if`, names of `fractional`. */
function* outcomes(rule: unknown): Generator {
  if (!isLogic(rule)) {
    yield rule;
    return;
  }
  const branches = rule['if'];
  const buckets = rule['fractional'];
  if (Array.isArray(branches)) {
    // [condition, then, condition, then, …, else?]: conditions are data.
    for (const [i, part] of branches.entries()) {
      if (i % 2 === 1 || i === branches.length - 1) yield* outcomes(part);
    }
  } else if (Array.isArray(buckets)) {
    for (const part of buckets) if (Array.isArray(part)) yield* outcomes(part[0]);
  }
}

/**
 * Faults of a flag that its JSON schema cannot see and flagd's evaluators meet silently at run time
 * (flagd.dev flag definitions): an empty or mixed set of variants, a default or an outcome that
 * names none of them.
 */
export function flagFaults(value: unknown): string[] {
  const flag = value as FlagDefinition;
  const faults: string[] = [];
  const names = Object.keys(flag.variants);
  if (names.length === 0) faults.push('a flag needs at least one variant');
  const kinds = new Set(Object.values(flag.variants).map(kindOf));
  if (kinds.size > 1 || kinds.has('null')) faults.push('variants must share one type');
  const known = (name: unknown): boolean =>
    name === null ||
    ((typeof name === 'string' || typeof name === 'boolean') && names.includes(String(name)));
  const fallback = flag.defaultVariant;
  if (fallback !== undefined && !known(fallback)) faults.push('defaultVariant names no variant');
  if (flag.targeting !== undefined && !isLogic(flag.targeting)) {
    faults.push('targeting must be a rule object');
  } else if (flag.targeting !== undefined && Object.keys(flag.targeting).length > 0) {
    for (const outcome of outcomes(flag.targeting)) {
      if (!known(outcome)) faults.push(`targeting answers with an unknown variant`);
    }
  }
  return faults;
}
