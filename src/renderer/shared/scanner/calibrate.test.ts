import { describe, expect, it } from 'vitest';
import { calibrate } from './calibrate.ts';
import type { WedgeKey } from './wedge.ts';

const EAN = '4006381333931';

function scan(keys: readonly string[], gapMs = 8): WedgeKey[] {
  return keys.map((key, at) => ({ key, atMs: 1000 + at * gapMs }));
}
const three = (keys: readonly string[], gapMs?: number) =>
  calibrate([scan(keys, gapMs), scan(keys, gapMs), scan(keys, gapMs)]);

describe('learning a scanner', () => {
  it.each([
    [
      'nothing around the code but Enter',
      [...Array.from(EAN), 'Enter'],
      { prefix: '', ends: ['Enter'] },
    ],
    ['a prefix and Tab', ['~', ...Array.from(EAN), 'Tab'], { prefix: '~', ends: ['Tab'] }],
    [
      'control characters',
      ['\u0002', ...Array.from(EAN), '\r', '\n'],
      { prefix: '\u0002', ends: ['\r'] },
    ],
    ['a sign as end', [...Array.from(EAN), '#'], { prefix: '', ends: ['#'] }],
    [
      'an identifier, which is the code’s',
      [...Array.from(']E0'), ...Array.from(EAN), 'Enter'],
      { prefix: '' },
    ],
    [
      'both',
      ['~', ...Array.from(']E0'), ...Array.from(EAN), 'Enter'],
      { prefix: '~', ends: ['Enter'] },
    ],
  ])('hears %s', (_, keys, profile) => {
    expect(three(keys)).toMatchObject({ ok: true, value: { ...profile, unended: 'noise' } });
  });

  it('a scanner without an end key ends by falling silent', () => {
    expect(three(Array.from(EAN))).toMatchObject({ value: { ends: [], unended: 'scan' } });
  });

  it('takes the rhythm from the slowest gap, and never a person’s', () => {
    expect(three([...Array.from(EAN), 'Enter'], 8)).toMatchObject({ value: { fastMs: 30 } });
    expect(three([...Array.from(EAN), 'Enter'], 24)).toMatchObject({ value: { fastMs: 36 } });
    expect(three([...Array.from(EAN), 'Enter'], 50)).toMatchObject({ value: { fastMs: 55 } });
    expect(three([...Array.from(EAN), 'Enter'], 70)).toEqual({ ok: false, error: 'too-slow' });
    expect(three(['~', ...Array.from(EAN), 'Enter'], 70)).toMatchObject({
      value: { prefix: '~', fastMs: 55 },
    });
    expect(three(['~', ...Array.from(EAN), 'Enter'], 120)).toEqual({
      ok: false,
      error: 'too-slow',
    });
  });

  it('wants the code of an article, and the same frame each time', () => {
    expect(three([...Array.from('HELLO'), 'Enter'])).toEqual({ ok: false, error: 'no-barcode' });
    expect(three([...Array.from('4006381333932'), 'Enter'])).toEqual({
      ok: false,
      error: 'no-barcode',
    });
    expect(three(['F5', ...Array.from(EAN), 'Enter'])).toEqual({ ok: false, error: 'no-barcode' });
    expect(calibrate([])).toEqual({ ok: false, error: 'no-barcode' });
    const differs = calibrate([
      scan([...Array.from(EAN), 'Enter']),
      scan([...Array.from(EAN), 'Tab']),
    ]);
    expect(differs).toEqual({ ok: false, error: 'not-the-same' });
  });
});
