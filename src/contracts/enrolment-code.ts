const CODE = /^([A-Z])([2-9A-HJ-NP-Z]{4})([2-9A-HJ-NP-Z]{4})([2-9A-HJ-NP-Z]{4})$/;

/**
 * A code as a person typed it, as the site wants it: `A-XXXX-XXXX-XXXX`. Case, spaces and dashes do
 * not matter. Undefined for what cannot be a code: codes hold no 0, O, 1 or I.
 */
export function readEnrolmentCode(typed: string): { code: string; site: string } | undefined {
  const parts = CODE.exec(typed.toUpperCase().replace(/[\s-]/g, ''));
  const [, site, ...groups] = parts ?? [];
  return site === undefined ? undefined : { code: [site, ...groups].join('-'), site };
}
