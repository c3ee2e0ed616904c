import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { SELLING } from '../testing/fake-view.ts';
import { createFakeTill, type FakeTill } from '../testing/fake-till-client.ts';
import { callsOf, scan, showApp } from '../testing/show-app.tsx';

function tillThatLocksAfter(autoLockMs: number): FakeTill {
  return createFakeTill({ till: { ...SELLING.till!, autoLockMs } });
}

it('dom-A5: a till left alone locks, and what lay over the sale is closed', async () => {
  const till = tillThatLocksAfter(300);
  const shell = await showApp(till);
  shell.setState({ over: 'sync' });
  await expect.poll(() => callsOf(till, 'sign-out')).toEqual([{ why: 'idle' }]);
  await expect.poll(() => till.view().phase.at).toBe('signed-out');
  expect(shell.getState().over).toBeUndefined();
  await expect.element(page.getByText('Mira K.').first()).toBeVisible();
});

it('dom-A5: a scan or a touch is a sign of life; a till that is busy is locked later', async () => {
  const till = tillThatLocksAfter(600);
  till.refuse('sign-out', { kind: 'busy', next: 'This sale is being finished.' });
  await showApp(till);
  const begun = performance.now();
  while (performance.now() - begun < 1300) {
    scan('4001000000013');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(callsOf(till, 'sign-out')).toEqual([]);
  await expect.poll(() => callsOf(till, 'sign-out').length, { timeout: 8000 }).toBe(2);
  expect(till.view().basket.lines).toHaveLength(1);
});
