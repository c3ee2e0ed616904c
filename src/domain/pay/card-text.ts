import { fitsLuhn } from '../adjust/note-text.ts';
import { normaliseGtin } from '../gtin.ts';

/** A magnetic stripe: the number, then `^` and the name, or `=` and the expiry date. */
const TRACK = /(?:^|\D)(\d{12,19})[=^]/;
/** Figures alone, in groups or not. No card's number begins with a nought; many codes do. */
const FIGURES = /^[1-9][\d -]*$/;

/**
 * Whether something typed, scanned or swiped where a code or a name belongs is a payment card: then it
 * is kept nowhere, not even in the field (dom-Y2). A right GTIN is goods, whatever else its figures say, and
 * thirteen figures are a misread one: cards that short are not issued any more.
 */
export function isCardText(text: string): boolean {
  const track = TRACK.exec(text)?.[1];
  if (track !== undefined && fitsLuhn(track)) return true;
  if (!FIGURES.test(text.trim())) return false;
  const figures = text.replace(/\D/g, '');
  if (figures.length < 14 || figures.length > 19) return false;
  return fitsLuhn(figures) && !normaliseGtin(figures).ok;
}
