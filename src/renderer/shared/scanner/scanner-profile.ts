/** How the scanner of this till types: what frames its codes, and how fast its keys come. */
export type ScannerProfile = {
  /** Characters before each code; empty where it sends none. */
  readonly prefix: string;
  /** Keys that end a code, as `KeyboardEvent.key`. */
  readonly ends: readonly string[];
  /**
   * What quick keys are that no end key follows: a scan where the scanner sends none, noise where it
   * always does, and text where nobody knows the scanner yet.
   */
  readonly unended: 'scan' | 'noise' | 'typed';
  /** Gaps between a scanner's keys are shorter, ms, but for one in four. People need 60 and more. */
  readonly fastMs: number;
};

/** Before anybody told: no prefix, the usual ends, and the rhythm decides. */
export const ANY_SCANNER: ScannerProfile = {
  prefix: '',
  ends: ['Enter', 'Tab', '\r', '\n'],
  unended: 'typed',
  fastMs: 30,
};
