import '@fontsource-variable/inter';
import '../shared/ui/tokens.css';
import '../shared/ui/base.css';
import { createRoot } from 'react-dom/client';
import { must } from '../../domain/assert.ts';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ErrorBoundary } from './error-boundary.tsx';

function Broken(): never {
  throw new Error('a screen’s bug');
}

/** It stands above everything else, also above what gives the other screens their height. */
test.each([
  [1366, 768],
  [1920, 1080],
])(
  'a screen that stopped says so, and how to go on, where one can see it, at %i×%i',
  async (width, height) => {
    await page.viewport(width, height);
    const element = document.createElement('div');
    element.id = 'root';
    document.body.replaceChildren(element);
    const root = createRoot(element, { onCaughtError: () => undefined });
    root.render(
      <ErrorBoundary restart={() => undefined}>
        <Broken />
      </ErrorBoundary>,
    );
    await expect.element(page.getByText('This screen stopped')).toBeInTheDocument();
    const main = must(document.querySelector('main'), 'the screen').getBoundingClientRect();
    const key = must(document.querySelector('button'), 'its key');
    const box = key.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const seen = {
      main: Math.round(main.height),
      isKeySeen: at !== null && key.contains(at),
    };
    root.unmount();
    expect(seen).toEqual({ main: expect.toSatisfy((n: number) => n > 250), isKeySeen: true });
  },
);
