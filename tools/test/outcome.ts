/** What a stage found. Failures and skips are in words, one test each, the title first. */
export type Outcome = {
  passed: number;
  failures: string[];
  skips: string[];
  /** Lines worth showing although nothing is wrong, such as which host ran. */
  notes: string[];
};

export const NOTHING_YET: Outcome = { passed: 0, failures: [], skips: [], notes: [] };

/** One test that is a whole tool: it passed, or it failed with these words. */
export function oneTest(failure: string | undefined): Outcome {
  return failure === undefined
    ? { ...NOTHING_YET, passed: 1 }
    : { ...NOTHING_YET, failures: [failure] };
}

/** `3 passed, 0 failed, 1 skipped`, over any number of outcomes. */
export function totalLine(outcomes: readonly Outcome[]): string {
  const sum = (of: (outcome: Outcome) => number): number =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const passed = sum((outcome) => outcome.passed);
  const failed = sum((outcome) => outcome.failures.length);
  return `${passed} passed, ${failed} failed, ${sum(({ skips }) => skips.length)} skipped`;
}
