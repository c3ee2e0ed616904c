import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { loadLook } from '../shared/look/look-setting.ts';
import { must } from '../../domain/assert.ts';
import { DEV_STATES } from '../testing/dev-states.ts';
import { showApp } from '../testing/show-app.tsx';

test('LK1 LK2: a look is chosen worn at once, kept, and the sounds go off', async () => {
  localStorage.removeItem('look');
  await showApp(await must(DEV_STATES['sell'], 'sell')());
  await userEvent.keyboard('{F1}');
  await page.getByRole('button', { name: 'Look and sounds' }).click();
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect
    .element(page.getByRole('button', { name: 'Dark' }))
    .toHaveAttribute('aria-pressed', 'true');
  expect(document.documentElement.dataset['theme']).toBe('dark');
  await page.getByRole('button', { name: 'Sounds off' }).click();
  expect(loadLook(localStorage)).toEqual({ look: 'dark', sounds: false });
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();

  await showApp(await must(DEV_STATES['sell'], 'sell')());
  expect(document.documentElement.dataset['theme']).toBe('dark');
  localStorage.removeItem('look');
});
