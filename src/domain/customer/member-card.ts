import { gtinCheckDigit } from '../gtin.ts';
import { err, ok, type Result } from '../result.ts';

/** How a store's member cards begin and how many figures they have, the check digit included. */
export type MemberCardFormat = { readonly prefix: string; readonly length: number };

/**
 * The member's number on a card of one of these formats, offline by its check digit alone (dom-P8, the
 * GTIN's own: weights 3 and 1 from the right). Undefined: no member card.
 */
export function readMemberCard(
  figures: string,
  formats: readonly MemberCardFormat[],
): Result<string, 'check-digit'> | undefined {
  const isCard = formats.some(
    ({ prefix, length }) => figures.length === length && figures.startsWith(prefix),
  );
  if (!isCard || !/^\d+$/.test(figures)) return undefined;
  const check = gtinCheckDigit(figures.slice(0, -1));
  return String(check) === figures.slice(-1) ? ok(figures) : err('check-digit');
}

const SHOWN = 4;

/** The end of a member's number: enough to tell two cards apart on screen and paper (dom-A7). */
export function memberEnding(member: string): string {
  return member.slice(-SHOWN);
}
