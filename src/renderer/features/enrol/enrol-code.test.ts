import { describe, expect, it } from 'vitest';
import { formatEnrolCode, isWholeEnrolCode } from './enrol-code.ts';

describe('enrolment code', () => {
  it('forgives lower case, spaces and missing dashes', () => {
    const typed = ['a7k2m9qx4tbw1', ' a 7k2m 9qx4 tbw1 ', 'A-7K2M-9QX4-TBW1', 'a-7k2m9qx4-tbw1zz'];
    expect(new Set(typed.map(formatEnrolCode))).toEqual(new Set(['A-7K2M-9QX4-TBW1']));
  });

  it('grows its dashes while it is typed', () => {
    expect(['', 'a', 'a7', 'a7k2m', 'a7k2m9'].map(formatEnrolCode)).toEqual([
      '',
      'A',
      'A-7',
      'A-7K2M',
      'A-7K2M-9',
    ]);
  });

  it('knows a whole code', () => {
    expect(isWholeEnrolCode('A-7K2M-9QX4-TBW1')).toBe(true);
    expect(isWholeEnrolCode('A-7K2M-9QX4-TBW')).toBe(false);
    expect(isWholeEnrolCode('7-7K2M-9QX4-TBW1')).toBe(false);
  });
});
