import { fitsLuhn } from '../adjust/note-text.ts';
import { FNC1 } from '../barcodes/element-string.ts';
import { normaliseGtin } from '../gtin.ts';

/** A stripe: the number, `^` and the name or `=` and the expiry, or what another keyboard makes of these. */
const TRACK = /(?<!\d)(?:(\d{12,19})[=^]|(\d{14,19})[^\d\s.-]\d{7})/g;
/** What scanners and packs say of themselves, addresses and GS1's marks: these hold serial numbers. */
const NO_SWIPE = /^(?:\][A-Za-z][0-9A-Za-z]|https?:\/\/|\(\d{2,4}\)|01\d{14})/i;
/** Figures, in groups or not. */
const RUN = /\d+(?:[ .-]\d+)*/g;
/** No card's number begins with a nought; many codes do. */
const ALONE = /^[1-9]/;

/**
 * Whether something typed, scanned or swiped where a code or a name belongs is a payment card: then it
 * is kept nowhere, not even in the field (dom-Y2). A right GTIN is goods, whatever else its figures say,
 * and thirteen figures alone are a misread one: cards that short are not issued any more. Beside other
 * signs thirteen figures are enough: a reader types its stripe with signs that each keyboard names anew.
 */
export function isCardText(text: string): boolean {
  const said = text.normalize('NFKC').trim();
  if (NO_SWIPE.test(said) || said.includes(FNC1)) return false;
  const tracks = [...said.matchAll(TRACK)];
  if (tracks.some(([, plain, other = '']) => isNumber(plain ?? other, 12))) return true;
  return (said.match(RUN) ?? []).some((run) => holdsCard(run, run === said ? 14 : 13));
}

/** Groups that stand together as a card's number, also where an expiry or a check code follows. */
function holdsCard(run: string, least: number): boolean {
  const groups = run.split(/[ .-]/);
  return groups.some((_, from) =>
    groups.some((_group, upTo) => {
      const figures = groups.slice(from, upTo + 1).join('');
      return isNumber(figures, least) && !normaliseGtin(figures).ok;
    }),
  );
}

function isNumber(figures: string, least: number): boolean {
  if (figures.length < least || figures.length > 19) return false;
  return ALONE.test(figures) && fitsLuhn(figures);
}
