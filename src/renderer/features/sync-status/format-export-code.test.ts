import { expect, test } from 'vitest';
import { readExportCode } from '../../../contracts/export-code.ts';
import { formatExportCode } from './format-export-code.ts';

test('EX2 a code is grouped while it is typed, in small letters or with spaces, and not longer', () => {
  expect(formatExportCode('k7m2 9q')).toBe('K7M2-9Q');
  const whole = formatExportCode('k7m2 9qx4 tbw3 hn8c 5rve and more');
  expect(whole).toBe('K7M2-9QX4-TBW3-HN8C-5RVE');
  expect(readExportCode(whole)).toBe('K7M29QX4TBW3HN8C5RVE');
});

test('EX2 taking a letter back takes its dash along', () => {
  expect(formatExportCode('K7M2-')).toBe('K7M2');
});
