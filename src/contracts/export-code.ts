/** No 0, O, 1 or I: 32 letters, so 20 of them are 100 bits. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 20;
const GROUP = 4;

/** Random bytes that a code needs. */
export const EXPORT_CODE_BYTES = LENGTH;

/** The code of an export file, in groups as a person reads it out; one byte makes one letter. */
export function makeExportCode(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, LENGTH), (byte) => LETTERS.charAt(byte % 32));
  return (
    letters
      .join('')
      .match(new RegExp(`.{${GROUP}}`, 'g'))
      ?.join('-') ?? ''
  );
}

/**
 * A code as a person typed it, letters only. Case, spaces and dashes do not matter; undefined for
 * what cannot be a code.
 */
export function readExportCode(typed: string): string | undefined {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '');
  const isCode = letters.length === LENGTH && Array.from(letters).every((c) => LETTERS.includes(c));
  return isCode ? letters : undefined;
}
