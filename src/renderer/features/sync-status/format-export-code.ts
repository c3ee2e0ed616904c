const LENGTH = 20;
const GROUPS = /.{1,4}/g;

/** What was typed of a code, in capitals and groups of four; letters that no code has are kept out. */
export function formatExportCode(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[^2-9A-HJ-NP-Z]/g, '')
    .slice(0, LENGTH);
  return (letters.match(GROUPS) ?? []).join('-');
}
