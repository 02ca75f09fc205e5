import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/components.css';
import './styles/shell.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { listenToKeys } from './app/keys';
import { firstLanguage, showLanguage } from './i18n/language';
import { connectWithSession } from './live/live';
import { prepareSound } from './sound/arrival';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
listenToKeys();
prepareSound();
connectWithSession();
await showLanguage(firstLanguage());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
