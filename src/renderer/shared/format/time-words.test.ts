import { expect, it } from 'vitest';
import { ageWords, clockText, dateText, momentText } from './time-words.ts';

it('says an age in the largest unit that fits', () => {
  const ages = [0, 59_999, 60_000, 3_599_999, 3_600_000, 86_400_000, 172_800_000];
  expect(ages.map(ageWords)).toEqual([
    'under 1 min',
    'under 1 min',
    '1 min',
    '59 min',
    '1 h',
    '1 day',
    '2 days',
  ]);
});

it('shows the clock of the store, whatever zone the machine is in', () => {
  const noonUtc = Date.UTC(2026, 0, 15, 12);
  expect(clockText(noonUtc, { locale: 'de-DE', timeZone: 'Europe/Berlin' })).toBe('13:00');
  expect(clockText(noonUtc, { locale: 'en-CA', timeZone: 'America/Toronto' })).toMatch(/^07:00/);
  expect(clockText(0, { locale: 'de-DE' })).toBe('');
});

it('a moment of another day says its day, by the store’s own calendar', () => {
  const berlin = { locale: 'de-DE', timeZone: 'Europe/Berlin' };
  const late = Date.parse('2026-11-21T22:30:00Z');
  const next = Date.parse('2026-11-21T23:30:00Z');
  expect(momentText(late, late, berlin)).toBe('23:30');
  expect(momentText(late, next, berlin)).toBe('21.11.2026 23:30');
  expect(dateText('2008-11-22', 'en-US')).toBe('11/22/2008');
});

it('PARK7: a time that no calendar has is shown as none: other tills tell of times too', () => {
  const berlin = { locale: 'de-DE', timeZone: 'Europe/Berlin' };
  for (const ms of [2 ** 53 - 1, -(2 ** 53), Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(clockText(ms, berlin)).toBe('');
    expect(momentText(ms, Date.UTC(2026, 10, 22), berlin)).toBe('');
  }
});
