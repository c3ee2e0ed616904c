/** Letter of the site, then three groups: `A-XXXX-XXXX-XXXX`. */
const LENGTH = 13;

/** Brings typed text into the code's form: lower case, spaces and missing dashes are forgiven. */
export function formatEnrolCode(typed: string): string {
  const signs = typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, LENGTH);
  const groups = [signs.slice(0, 1), signs.slice(1, 5), signs.slice(5, 9), signs.slice(9, 13)];
  return groups.filter((group) => group !== '').join('-');
}

/** Whether nothing of the code is missing. */
export function isWholeEnrolCode(code: string): boolean {
  return /^[A-Z](?:-[A-Z0-9]{4}){3}$/.test(code);
}
