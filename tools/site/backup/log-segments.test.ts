import { expect, test } from 'vitest';
import { chainBehind, lastOf, positionOf, segmentAfter } from './log-segments.ts';

test('BK6 segments follow one another across the end of a log file, on their timeline', () => {
  expect(segmentAfter('000000010000000000000009')).toBe('00000001000000000000000A');
  expect(segmentAfter('0000000200000000000000FF')).toBe('000000020000000100000000');
  expect(positionOf('00000001000000020000000A')).toBe('00000002/0A000000');
});

test('BK6 an archive counts as far as it has no gap, and half a file is none', () => {
  const file = (n: number, ms = 0): string => `0000000100000000000000${n}-${ms}.sealed`;
  const files = [file(11, 5), file(12), file(13, 9), `${file(14, 10)}.part`, file(15, 11), 'other'];
  expect(chainBehind('000000010000000000000010', files)).toEqual([
    { segment: '000000010000000000000011', wholeMs: 5 },
    { segment: '000000010000000000000012', wholeMs: 0 },
    { segment: '000000010000000000000013', wholeMs: 9 },
  ]);
  expect(chainBehind('000000010000000000000013', files)).toEqual([]);
});

test('BK6 an archive goes on behind the last segment of its backup', () => {
  const paths = ['base/1', 'pg_wal/000000010000000000000003', 'pg_wal/00000002.history'];
  expect(lastOf(paths.map((path) => ({ path })))).toBe('000000010000000000000003');
  expect(() => lastOf([])).toThrow('holds no log');
});
