import { describe, expect, it } from 'vitest';
import { ANY_SCANNER } from './scanner-profile.ts';
import { loadScanner, saveScanner } from './scanner-setting.ts';

function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const held = new Map<string, string>();
  return {
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, text) => void held.set(name, text),
    removeItem: (name) => void held.delete(name),
  };
}

describe('the scanner of this machine', () => {
  it('is remembered, and forgotten', () => {
    const kept = storage();
    const profile = { prefix: '~', ends: ['Tab'], unended: 'noise', fastMs: 40 } as const;
    saveScanner(kept, profile);
    expect(loadScanner(kept)).toEqual(profile);
    saveScanner(kept, undefined);
    expect(loadScanner(kept)).toBe(ANY_SCANNER);
  });

  it.each([
    '',
    '{',
    'null',
    '7',
    '{"prefix":1}',
    '{"prefix":"","ends":[1],"unended":"noise","fastMs":3}',
  ])('reads %j as none', (text) => expect(loadScanner({ getItem: () => text })).toBe(ANY_SCANNER));
});
