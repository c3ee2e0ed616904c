/** A flagd flag definition, as far as a release writes in it. */
export type FlagBody = {
  readonly state: 'ENABLED' | 'DISABLED';
  readonly variants: Readonly<Record<string, unknown>>;
  readonly defaultVariant?: string | null;
  readonly targeting?: unknown;
  readonly metadata?: unknown;
};

/**
 * The definition while a release brings `variant`. The three-argument form: with two, a store without a
 * rank would be admitted, since null is less than any share. The share is a literal, so no till hashes.
 */
export function pilotFlag(
  before: FlagBody,
  release: string,
  variant: string,
  percent: number,
): FlagBody {
  const { variants, defaultVariant: was } = before;
  // What was off by its state answered the code's default; no variant at all is that answer.
  const otherwise = before.state === 'DISABLED' ? null : (before.targeting ?? was ?? null);
  const admitted = { '<': [0, { var: `pilot.${release}` }, percent / 100] };
  return {
    state: 'ENABLED',
    variants,
    defaultVariant: before.state === 'DISABLED' ? null : (was ?? null),
    targeting: { if: [admitted, variant, otherwise] },
    metadata: { release },
  };
}
