import { dateFormat } from './kept-formats.ts';
import type { TillFace } from '../till-api.ts';

/** A day and time of the store, e.g. "22.11.26, 18:04". */
export function momentText(
  ms: number,
  { locale, timeZone }: Pick<TillFace, 'locale' | 'timeZone'>,
): string {
  return dateFormat(locale, { dateStyle: 'short', timeStyle: 'short', timeZone }).format(ms);
}
