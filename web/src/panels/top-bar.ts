import { h } from '../element';
import { t } from '../language';
import { currentSession, endSession } from '../session';
import type { Panel } from './panel';

export class TopBar implements Panel {
  private readonly element: HTMLElement;

  constructor(onLanguage: () => void, onSignedOut: () => void) {
    const session = currentSession();
    this.element = h('header', { class: 'top-bar' },
      h('a', { class: 'brand', href: '/' }, h('img', { src: '/icon.svg', alt: '', width: 28, height: 28 }), h('span', {}, t('brand')), h('small', {}, t('tagline'))),
      h('nav', { 'aria-label': t('brand') },
        session?.readsCoverage === true && h('a', { href: '/coverage' }, t('coverage')),
        session?.setsUp === true && h('a', { href: '/setup' }, t('setUp')),
        session === null
          ? h('a', { href: '/signin' }, t('signIn'))
          : h('span', { class: 'who' }, h('span', {}, session.name), h('button', { type: 'button', class: 'plain', onclick: () => { endSession(); onSignedOut(); } }, t('signOut'))),
        h('button', { type: 'button', class: 'plain', title: t('languageHint'), onclick: onLanguage }, t('language'))));
  }

  mount(parent: HTMLElement): void {
    parent.append(this.element);
  }

  unmount(): void {
    this.element.remove();
  }
}
