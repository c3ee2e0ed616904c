import '@fontsource-variable/inter';
import '../../src/renderer/shared/ui/tokens.css';
import '../../src/renderer/shared/ui/base.css';
import './console.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { wearLook } from '../../src/renderer/shared/look/wear-look.ts';
import { Console } from './console.tsx';
import './print.css';

// A site that was rolled over has other names for its files: the page that is open here asks for those of
// before. Loaded anew, once, it has the new ones.
window.addEventListener('vite:preloadError', () => {
  const tried = 'console-reloaded';
  if (sessionStorage.getItem(tried) === String(document.querySelector('script')?.src)) return;
  sessionStorage.setItem(tried, String(document.querySelector('script')?.src));
  location.reload();
});

wearLook({ look: 'machine', sounds: false });

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
