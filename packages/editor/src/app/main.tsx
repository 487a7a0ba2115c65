/** Starts the app in the page. */
import './strict.ts';
import { createRoot } from 'react-dom/client';
import { readEarly } from './api/client.ts';
import { App } from './app.tsx';
import { workOffline } from './offline/register.ts';
import { newVersion } from './shell/new-version.tsx';
import { applyTheme } from './ui/preferences.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/screens.css';
import './styles/people.css';

const screen = /\/i\/([^/]+)(\/text)?\/?$/.exec(location.pathname);
readEarly('me');
if (screen?.[1]) {
  readEarly(`agreements/${screen[1]}`);
  if (screen[2]) readEarly(`agreements/${screen[1]}/text`);
}

applyTheme();
const place = document.getElementById('app');
if (!place) throw new Error('index.html has no #app');
createRoot(place).render(<App />);

if (import.meta.env.PROD) {
  void workOffline({
    updated: () => {
      // A window of the demo may be run by the worker of the installation: then its own is a first one, not a newer.
      const running = navigator.serviceWorker.controller?.scriptURL;
      if (running === new URL('sw.js', document.baseURI).href) newVersion.set(true);
    },
  });
}
