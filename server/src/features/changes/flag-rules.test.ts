import { describe, expect, test } from 'vitest';
import { flagFaults } from './flag-rules.ts';

const flag = (over: object = {}) => ({
  state: 'ENABLED',
  variants: { on: true, off: false },
  defaultVariant: 'off',
  ...over,
});

describe('flags that may be published (D17)', () => {
  test('a plain flag and a targeted one pass', () => {
    expect(flagFaults(flag())).toEqual([]);
    const targeting = {
      if: [
        { in: [{ var: 'store' }, ['0417', '0418']] },
        { fractional: [{ var: 'till' }, ['on', 10], ['off', 90]] },
        'off',
      ],
    };
    expect(flagFaults(flag({ targeting }))).toEqual([]);
  });
  test.each([
    ['no variants', { variants: {}, defaultVariant: null }],
    ['mixed variants', { variants: { on: true, off: 'no' } }],
    ['unknown default', { defaultVariant: 'maybe' }],
    ['unknown outcome of if', { targeting: { if: [true, 'onn', 'off'] } }],
    [
      'unknown bucket',
      {
        targeting: {
          fractional: [
            ['on', 1],
            ['of', 1],
          ],
        },
      },
    ],
    ['targeting that is no rule', { targeting: 'on' }],
  ])('%s is refused', (_name, over) => {
    expect(flagFaults(flag(over))).toHaveLength(1);
  });
});
