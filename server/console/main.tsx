import '@fontsource-variable/inter';
import '../../src/renderer/shared/ui/tokens.css';
import '../../src/renderer/shared/ui/base.css';
import './console.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { wearLook } from '../../src/renderer/shared/look/wear-look.ts';
import { Console } from './console.tsx';
import './print.css';

wearLook({ look: 'machine', sounds: false });

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
