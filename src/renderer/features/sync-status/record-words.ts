import { say } from '../../shared/words/say.ts';

/** "1 record", "12 records". */
export function recordWords(count: number): string {
  return say('{count, plural, one {# record} other {# records}}', { count });
}
