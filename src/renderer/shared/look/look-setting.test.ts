import { expect, test } from 'vitest';
import { loadLook, saveLook, themeOf, type LookSetting } from './look-setting.ts';

const stored = (value: string | null) => ({ getItem: () => value });

test('LK1: the person’s choice counts before the machine’s', () => {
  const nightMachine = { isDark: true, wantsContrast: true };
  expect(themeOf('machine', nightMachine)).toBe('contrast-dark');
  expect(themeOf('machine', { isDark: false, wantsContrast: true })).toBe('contrast');
  expect(themeOf('machine', { isDark: true, wantsContrast: false })).toBe('dark');
  expect(themeOf('machine', { isDark: false, wantsContrast: false })).toBe('light');
  for (const look of ['light', 'dark', 'contrast'] as const)
    expect(themeOf(look, nightMachine)).toBe(look);
});

test('LK2: what was saved is what is read; what cannot be read is the usual', () => {
  let kept = '';
  const setting: LookSetting = { look: 'dark', sounds: false };
  saveLook({ setItem: (_, value) => (kept = value) }, setting);
  expect(loadLook(stored(kept))).toEqual(setting);
  for (const bad of [null, '', '{', '[]', '{"look":"pink","sounds":true}', '{"look":"dark"}'])
    expect(loadLook(stored(bad))).toEqual({ look: 'machine', sounds: true });
});
