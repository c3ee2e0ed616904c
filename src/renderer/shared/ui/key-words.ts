import { later, sayLater, type Words } from '../words/say.ts';

/** Keys that are printed otherwise on other keyboards; F5, letters and arrows are the same on all. */
const KEYS: Readonly<Partial<Record<string, Words>>> = {
  Ctrl: later('Ctrl'),
  Del: later('Del'),
  Enter: later('Enter'),
  Esc: later('Esc'),
};

/** "Ctrl+K" as the keyboard of who stands at the till has it, e.g. "Strg+K". */
export function keyWords(name: string): string {
  return name
    .split('+')
    .map((key) => sayLater(KEYS[key] ?? key))
    .join('+');
}
