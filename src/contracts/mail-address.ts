/** One address, in plain letters, as every mail server takes it; nothing that ends a line or names two. */
export const MAIL_ADDRESS =
  "^(?=.{6,254}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+([.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?[.])+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$";

/** Signs of one part before the last dot, as every server takes them. */
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST = 254;
const LONGEST_LOCAL = 64;

/**
 * An address as keyed: without spaces around it, its domain in small letters. Undefined where no server
 * would take it, e.g. two addresses, a name beside it, letters with marks (MAIL2).
 */
export function readMailAddress(text: string): string | undefined {
  const said = text.normalize('NFKC').trim();
  const at = said.lastIndexOf('@');
  const local = said.slice(0, at);
  const domain = said.slice(at + 1).toLowerCase();
  const labels = domain.split('.');
  const top = labels.at(-1) ?? '';
  const isWhole =
    at > 0 &&
    said.length <= LONGEST &&
    local.length <= LONGEST_LOCAL &&
    LOCAL.test(local) &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    top.length > 1 &&
    /^[a-z]/.test(top);
  return isWhole ? `${local}@${domain}` : undefined;
}
