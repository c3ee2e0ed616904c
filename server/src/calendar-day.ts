const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
/** `Date.UTC` takes smaller years for other centuries. */
const FIRST_YEAR = 100;

/** Start of a day of the calendar (YYYY-MM-DD), ms UTC; undefined for 30 February and other texts. */
export function dayMs(iso: string): number | undefined {
  if (!ISO_DATE.test(iso)) return undefined;
  const [year, month, day] = [iso.slice(0, 4), iso.slice(5, 7), iso.slice(8)].map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (year < FIRST_YEAR) return undefined;
  const ms = Date.UTC(year, month - 1, day);
  const read = new Date(ms);
  return read.getUTCDate() === day && read.getUTCMonth() === month - 1 ? ms : undefined;
}
