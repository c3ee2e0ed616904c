import '@fontsource-variable/inter';
import '../shared/ui/tokens.css';
import '../shared/ui/base.css';
import { createRoot, type Root } from 'react-dom/client';
import { App } from '../app/app.tsx';
import { createShellStore, type ShellStore } from '../app/shell-store.ts';
import { createNoticeStore } from '../shared/notice-store.ts';
import { NO_UPDATES, type UpdatePort } from '../shared/update-port.ts';
import type { FakeTill } from './fake-till-client.ts';

let root: Root | undefined;

/** Draws the whole page over a fake till; the page of the test before is taken down. */
export async function showApp(
  till: FakeTill,
  { updates = NO_UPDATES, restart = () => {} }: { updates?: UpdatePort; restart?: () => void } = {},
): Promise<ShellStore> {
  root?.unmount();
  document.body.replaceChildren();
  const element = document.createElement('div');
  element.id = 'root';
  document.body.append(element);
  const shell = createShellStore();
  root = createRoot(element);
  root.render(
    <App
      client={till}
      notices={createNoticeStore()}
      shell={shell}
      restart={restart}
      updates={updates}
    />,
  );
  await document.fonts.ready;
  // Keys are heard once effects have run: after the first paint, which a busy machine delays.
  while (element.childElementCount === 0) await nextFrame();
  await nextFrame();
  await nextFrame();
  return shell;
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve());
  });
}

/** Arguments of every call of a command so far. */
export function callsOf(till: FakeTill, command: string): unknown[] {
  return till.calls.filter((call) => call.command === command).map((call) => call.arg);
}

/** Between two keys of a scanner, ms. */
const KEY_GAP_MS = 8;

/** Types as a scanner does, then Enter, each key at what has the focus. */
export function scan(code: string): void {
  scanKeys([...Array.from(code), 'Enter']);
}

/** Any keys as quickly as a scanner sends them. */
export function scanKeys(keys: readonly string[], gapMs = KEY_GAP_MS): void {
  const begun = performance.now();
  for (const [i, key] of keys.entries()) pressAsScanner(key, begun + i * gapMs);
}

/** The time a scanner would give the key: a busy machine must not turn a scan into typing. */
function pressAsScanner(key: string, atMs: number): void {
  const target = document.activeElement ?? document.body;
  const down = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  Object.defineProperty(down, 'timeStamp', { value: atMs });
  const isTaken = !target.dispatchEvent(down);
  // A made-up key event writes nothing by itself, so the text is inserted as the browser would.
  const field = document.activeElement;
  if (!isTaken && key.length === 1 && field instanceof HTMLInputElement) {
    field.dispatchEvent(new InputEvent('beforeinput', { bubbles: true, data: key }));
    document.execCommand('insertText', false, key);
  }
  target.dispatchEvent(new KeyboardEvent('keyup', { key, bubbles: true, cancelable: true }));
}
