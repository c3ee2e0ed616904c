import { expect, vi } from 'vitest';
import { page } from 'vitest/browser';
import { must } from '../../domain/assert.ts';
import type { ShellState } from '../app/shell-store.ts';
import { saveLook, type Look } from '../shared/look/look-setting.ts';
import type { Language } from '../shared/words/languages.ts';
import { spokenLanguage } from '../shared/words/say.ts';
import { DEV_STATES } from './dev-states.ts';
import { showApp } from './show-app.tsx';

export type Screen = { state: string } & Pick<ShellState, 'over' | 'dialog' | 'isPaying'>;
const SELL: Screen = { state: 'sell', over: undefined, dialog: undefined, isPaying: false };
/** Each state by itself, and what can lie over a sale. */
export const EVERY_SCREEN: readonly Screen[] = [
  ...Object.keys(DEV_STATES).map((state) => ({ ...SELL, state })),
  { ...SELL, over: 'sync' },
  { ...SELL, over: 'receipts' },
  { ...SELL, state: 'sell-quick-keys', over: 'quick-keys' },
  { ...SELL, over: 'receipts', dialog: 'keys' },
  { ...SELL, dialog: 'keys' },
  { ...SELL, dialog: 'scanner' },
  { ...SELL, dialog: 'look' },
  { ...SELL, state: 'sell-flag', isPaying: true },
  { ...SELL, over: 'close' },
  { ...SELL, dialog: 'cash-move' },
  { ...SELL, dialog: 'x-report' },
  { ...SELL, dialog: 'zs' },
  { ...SELL, dialog: 'store-day' },
];

/** Draws it over a fake till whose store speaks `language`. */
export async function openScreen(
  { state, over, dialog, isPaying }: Screen,
  { look = 'light', language = 'en' }: { look?: Look; language?: Language } = {},
): Promise<void> {
  // Before it is drawn: what changes colour takes its time.
  saveLook(localStorage, { look, sounds: false });
  const till = await must(DEV_STATES[state], state)();
  const face = till.view().till;
  if (face !== undefined) till.show({ till: { ...face, language } });
  const shell = await showApp(till);
  await expect.element(page.getByRole('banner')).toBeVisible();
  shell.setState({ over, dialog, isPaying });
  if (face !== undefined) await vi.waitFor(() => expect(spokenLanguage()).toBe(language));
  // What is read when it is opened.
  await vi.waitFor(() => expect(document.querySelector('.is-loading')).toBeNull());
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  // A key that is free by now is still changing its colour.
  const changing = document.getAnimations().filter((one) => one instanceof CSSTransition);
  await Promise.allSettled(changing.map(({ finished }) => finished));
}
