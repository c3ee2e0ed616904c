import '@fontsource-variable/inter';
import '../shared/ui/tokens.css';
import '../shared/ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from '../app/app.tsx';
import { createShellStore } from '../app/shell-store.ts';
import { openBridge } from '../shared/bridge.ts';
import { createNoticeStore } from '../shared/notice-store.ts';
import { createWorkerClient } from '../shared/worker-client.ts';

/** The till as main.tsx wires it, in a page of the tests: real worker, real browser host. */
export function showRealTill(): void {
  const url = new URL('../till-worker/main.ts', import.meta.url);
  const worker = new Worker(url, { type: 'module' });
  const client = createWorkerClient(worker, openBridge({}), (ms, fire) => {
    const timer = setTimeout(fire, ms);
    return () => clearTimeout(timer);
  });
  const element = document.createElement('div');
  element.id = 'root';
  document.body.replaceChildren(element);
  createRoot(element).render(
    <App
      client={client}
      notices={createNoticeStore()}
      shell={createShellStore()}
      restart={() => undefined}
    />,
  );
}
