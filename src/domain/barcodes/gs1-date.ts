/**
 * YYMMDD as an ISO date; undefined where no such day is. The century is the one that brings the year
 * nearest to today's (51 ahead is the last century, 50 behind the next); day 00 is the last day of
 * the month (vec-barcodes-B9). `today` is an ISO date.
 */
export function gs1Date(digits: string, today: string): string | undefined {
  const now = Number(today.slice(0, 4));
  const ahead = Number(digits.slice(0, 2)) - (now % 100);
  const century = ahead >= 51 ? -100 : ahead <= -50 ? 100 : 0;
  const year = now + ahead + century;
  const month = Number(digits.slice(2, 4));
  const last = daysIn(year, month);
  const day = Number(digits.slice(4)) === 0 ? last : Number(digits.slice(4));
  if (month < 1 || month > 12 || day > last) return undefined;
  return [String(year).padStart(4, '0'), two(month), two(day)].join('-');
}

function daysIn(year: number, month: number): number {
  if (month === 2) {
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    return leap ? 29 : 28;
  }
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
