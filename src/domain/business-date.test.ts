import { expect, it } from 'vitest';
import { isBusinessDate } from './business-date.ts';

it.each(['2026-11-21', '2028-02-29', '2000-02-29', '2026-12-31', '2026-04-30'])(
  'D13: %s is a day',
  (text) => expect(isBusinessDate(text)).toBe(true),
);

it.each([
  '',
  '2026-2-1',
  '2026-02-29',
  '2100-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-04-31',
  '2026-01-00',
  '2026-11-21T00:00',
  '20261121',
])('D13: %j is none', (text) => expect(isBusinessDate(text)).toBe(false));
