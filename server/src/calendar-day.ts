const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Start of a day of the calendar (YYYY-MM-DD), ms UTC; undefined for 30 February and other texts. */
export function dayMs(iso: string): number | undefined {
  if (!ISO_DATE.test(iso)) return undefined;
  const [year = 0, month = 0, day = 0] = [iso.slice(0, 4), iso.slice(5, 7), iso.slice(8)].map(
    Number,
  );
  // The database knows no year 0.
  if (year === 0) return undefined;
  const read = new Date(0);
  // `Date.UTC` would take years below 100 for those of another century.
  read.setUTCFullYear(year, month - 1, day);
  return read.getUTCDate() === day && read.getUTCMonth() === month - 1 ? read.getTime() : undefined;
}
