import '@fontsource-variable/inter';
import '../shared/ui/tokens.css';
import '../shared/ui/base.css';
import { createRoot } from 'react-dom/client';
import { must } from '../../domain/assert.ts';
import { App } from '../app/app.tsx';
import { createShellStore } from '../app/shell-store.ts';
import { createNoticeStore } from '../shared/notice-store.ts';
import { DEV_STATES } from './dev-states.ts';

/** Shows one state of the screens, e.g. `?state=sell&pay` or `?state=sell&sync`. Never shipped. */
const asked = new URLSearchParams(window.location.search);
const state = must(DEV_STATES[asked.get('state') ?? 'sell'], 'a state of that name');
const shell = createShellStore();
const client = await state();

createRoot(must(document.querySelector('#root'), 'the element of the page')).render(
  <App
    client={client}
    notices={createNoticeStore()}
    shell={shell}
    restart={() => window.location.reload()}
  />,
);
// After the first effects, which close what a new phase leaves behind.
requestAnimationFrame(() =>
  shell.setState({ isPaying: asked.has('pay'), over: asked.has('sync') ? 'sync' : undefined }),
);
