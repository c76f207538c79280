import './styles/base.css';
import './styles/pages.css';
import './styles/map.css';
import './styles/panels.css';
import { emptyDraft } from './draft';
import { h } from './element';
import { language, switchLanguage, t } from './language';
import { Outbox } from './outbox';
import { CasePage } from './pages/case';
import { LandingPage } from './pages/landing';
import { NotFoundPage } from './pages/not-found';
import { SignInPage } from './pages/sign-in';
import { TrackingPage } from './pages/tracking';
import { faultBox } from './panels/fault';
import type { Panel } from './panels/panel';
import { TopBar } from './panels/top-bar';

const app = document.querySelector<HTMLElement>('#app') ?? document.body;
const outbox = new Outbox();
const draft = emptyDraft();
let bar: TopBar | null = null;
let page: Panel | null = null;

/** The page of a path. The map is a large script, so it is loaded only when it is wanted. */
async function pageOf(path: string): Promise<Panel> {
  const [first = '', second, third] = path.split('/').filter(part => part !== '');
  switch (first) {
    case '': return new LandingPage();
    case 'map':
    case 'report': return new (await import('./pages/map-page')).MapPage(outbox, draft, first === 'report');
    case 'case': return second === undefined || third === undefined ? new NotFoundPage() : new CasePage(decodeURIComponent(second), decodeURIComponent(third));
    case 'coverage': return new (await import('./pages/coverage')).CoveragePage();
    case 'signin': return new SignInPage();
    case 'setup': return new (await import('./pages/set-up')).SetUpPage();
    case 'track': return second === undefined ? new NotFoundPage() : new TrackingPage(decodeURIComponent(second));
    default: return new NotFoundPage();
  }
}

async function show(): Promise<void> {
  page?.unmount();
  bar?.unmount();
  document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en';
  document.title = `${t('brand')} · ${t('tagline')}`;
  const main = h('main', { id: 'main' });
  bar = new TopBar(() => { switchLanguage(); void show(); }, () => void show());
  app.replaceChildren();
  bar.mount(app);
  app.append(main);
  try {
    page = await pageOf(location.pathname);
    page.mount(main);
  } catch (error) {
    page = null;
    main.replaceChildren(faultBox(error));
  }
}

void show();
void outbox.flush();
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js').catch((error: unknown) => console.warn('The page will not open without a network:', error));
}
