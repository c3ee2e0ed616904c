import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partitionDate, SENTINEL_DATE } from './op-row.ts';

const NOW = Date.parse('2026-02-27T10:00:00Z');
const two = (n: number): string => String(n).padStart(2, '0');

test('D1 a day near today is kept, every other text shares one date', () => {
  expect(partitionDate('2026-02-28', NOW)).toBe('2026-02-28');
  for (const far of ['2026-03-02', '2024-01-01', '0026-02-27', '9999-12-31'])
    expect(partitionDate(far, NOW)).toBe(SENTINEL_DATE);
  for (const none of ['2026-02-29', '2026-00-10', '2026-13-01', '2026-2-27', '', 20260227, null])
    expect(partitionDate(none, NOW)).toBe(SENTINEL_DATE);
});

test('D1 what is kept is a day that the calendar has', () => {
  const part = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(fc.integer({ min: 2024, max: 2027 }), part, part, (year, month, day) => {
      const text = `${year}-${two(month)}-${two(day)}`;
      const ms = Date.parse(`${text}T00:00:00Z`);
      const isDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
      if (partitionDate(text, NOW) !== SENTINEL_DATE) expect(isDay).toBe(true);
      else if (isDay) expect(Math.abs(ms - NOW)).toBeGreaterThan(24 * 3_600_000);
    }),
    { numRuns: 5000 },
  );
});
