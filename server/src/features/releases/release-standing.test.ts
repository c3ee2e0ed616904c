import { expect, test } from 'vitest';
import { isOfficeHours } from './release-standing.ts';

test('REL4 office hours are those of the zone; in a zone that nobody can read nobody is at work', () => {
  const monday = Date.UTC(2026, 10, 23, 15, 30);
  expect(isOfficeHours(monday, 'Europe/London')).toBe(true);
  expect(isOfficeHours(monday, 'Asia/Tokyo')).toBe(false);
  expect(isOfficeHours(monday - 86_400_000, 'Europe/London')).toBe(false);
  expect(isOfficeHours(monday, 'Nowhere/Else')).toBe(false);
  expect(isOfficeHours(monday, '')).toBe(false);
});
