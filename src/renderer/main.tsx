import './set-trusted-types.ts';
import '@fontsource-variable/inter';
import './shared/ui/tokens.css';
import './shared/ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { must } from '../domain/assert.ts';
import { App } from './app/app.tsx';
import { createShellStore } from './app/shell-store.ts';
import type { TellMoment } from './features/update/use-told-moment.ts';
import { openBridge, openUpdates } from './shared/bridge.ts';
import { restartPage } from './shared/leaving.ts';
import { tellCustomer } from './shared/tell-customer.ts';
import { createNoticeStore } from './shared/notice-store.ts';
import { createWorkerClient } from './shared/worker-client.ts';

// Asked for and shown, never relied on: without it a full disk may cost the till its database.
void navigator.storage.persist().catch(() => false);

const worker = new Worker(new URL('./till-worker/main.ts', import.meta.url), { type: 'module' });
const bridge = openBridge();
const client = createWorkerClient(worker, bridge, (ms, fire) => {
  const timer = setTimeout(fire, ms);
  return () => clearTimeout(timer);
});

tellCustomer(client);

/** A host that did not hear it is told again in some seconds. */
const tellMoment: TellMoment = (moment) =>
  void bridge.invoke('till.moment', moment).catch(() => undefined);

createRoot(must(document.querySelector('#root'), 'the element of the page')).render(
  <StrictMode>
    <App
      client={client}
      notices={createNoticeStore()}
      shell={createShellStore()}
      updates={openUpdates()}
      restart={restartPage}
      tellMoment={tellMoment}
    />
  </StrictMode>,
);
