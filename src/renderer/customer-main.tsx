import './set-trusted-types.ts';
import '@fontsource-variable/inter';
import './shared/ui/tokens.css';
import './shared/ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { must } from '../domain/assert.ts';
import { CustomerDisplay } from './features/customer-display/customer-display.tsx';

createRoot(must(document.querySelector('#root'), 'the element of the page')).render(
  <StrictMode>
    <CustomerDisplay />
  </StrictMode>,
);
