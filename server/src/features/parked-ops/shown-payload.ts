import { isCardText } from '../../../../src/domain/pay/card-text.ts';

const HIDDEN = '(not shown)';
/** Names under which a till says what opens, pays or reaches somebody. */
const SECRET =
  /pin|passw|secret|token|credential|verifier|salt|hash|signature|cvv|cvc|track|card_?n|^pan$|code$|mail|address|phone/i;
const ADDRESS = /[^\s@]+@[^\s@]+\.[^\s@]+/;
const WITH_AT = /\S*@\S*/g;
/** To its end, or to where it is torn. */
const QUOTED = /'[^']*'?/g;
/** A text in quotes and what says that it is a name, one sign of JSON, or what stands between. */
const PIECES = /"((?:[^"\\]|\\[^]?)*)"?(\s*:)?|[{}[\]:,\s]|[^"{}[\]:,\s]+/g;
const NAME = /^[A-Za-z_]{1,40}$/;
const DEEPEST = 40;
const LONGEST_SHOWN = 20_000;
const LONGEST_GARBAGE = 400;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const anyText = new TextDecoder('utf-8');

/**
 * What an operation says, for people: JSON in lines, without what opens, pays or reaches somebody. It was
 * set aside because it is not as it should be, so secrets are looked for by name and by look, anywhere.
 * What is no JSON shows its beginning, without figures, quoted values and addresses.
 */
export function shownPayload(raw: Uint8Array): string {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(raw));
  } catch {
    return garbage(raw);
  }
  return cut(JSON.stringify(without(value, 0), undefined, 2), LONGEST_SHOWN);
}

function without(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return isCardText(value) || ADDRESS.test(value) ? HIDDEN : value;
  if (typeof value === 'number') return isCardText(String(value)) ? HIDDEN : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '(deeper than is shown)';
  if (Array.isArray(value)) return value.map((one) => without(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, one], i) => {
      if (SECRET.test(name)) return [name, HIDDEN];
      // A name can carry what a value may not.
      const isSafe = !isCardText(name) && !ADDRESS.test(name);
      return [isSafe ? name : `${HIDDEN} ${i}`, without(one, depth + 1)];
    }),
  );
}

function garbage(raw: Uint8Array): string {
  const start = anyText.decode(raw.subarray(0, LONGEST_GARBAGE * 4));
  // A quote says that it was JSON: of what is torn only names are told, since no value has a name for sure.
  const safe = start.includes('"') ? namesOnly(start) : start.replaceAll(QUOTED, HIDDEN);
  const plain = safe
    .replaceAll(WITH_AT, HIDDEN)
    .replaceAll(/\d/g, '#')
    .replaceAll(/[^\P{C}\n]/gu, '·');
  return cut(plain, LONGEST_GARBAGE);
}

/** Of torn JSON its signs and the names of its values; a name that was torn in two is none. */
function namesOnly(torn: string): string {
  let isName = false;
  return torn.replaceAll(PIECES, (piece, quoted: string | undefined, colon: string | undefined) => {
    const mayBeName = isName;
    isName = /^[{,\s]$/.test(piece) && (isName || piece.trim() !== '');
    if (quoted !== undefined && colon !== undefined && mayBeName && NAME.test(quoted))
      return `"${quoted}"${colon}`;
    const isPlain =
      quoted === undefined && /^(?:[{}[\]:,\s]|true|false|null|-?[\d.]+)$/.test(piece);
    return isPlain ? piece : `${HIDDEN}${colon ?? ''}`;
  });
}

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest)}\n… (cut)`;
