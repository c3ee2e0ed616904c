/**
 * Ten thousand million in any currency's minor units, and so for thousandths of pieces: no sale is
 * larger, and thousands of such sums still add up exactly, in any order.
 */
const LARGEST = 1_000_000_000_000;

export const isSane = (amount: number): boolean => Math.abs(amount) <= LARGEST;

/** The end of the year 9999: dates beyond it cannot be shown. */
export const LAST_MS = 253_402_300_799_999;
