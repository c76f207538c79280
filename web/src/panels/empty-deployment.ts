import { h } from '../element';
import { t } from '../language';
import type { Panel } from './panel';

/** Instead of the map where no jurisdiction has been set up: what comes first, and who can do it. */
export class EmptyDeployment implements Panel {
  private readonly element: HTMLElement;

  constructor(signedIn: boolean, setsUp: boolean) {
    this.element = h('section', { class: 'empty-deployment' },
      h('img', { src: '/town.svg', alt: '', width: 260, height: 165 }),
      h('h1', {}, t('emptyTitle')),
      h('p', {}, t(setsUp ? 'emptyAdministrator' : signedIn ? 'emptyStaff' : 'emptyVisitor')),
      setsUp ? h('a', { class: 'button primary', href: '/setup' }, t('emptyStart'))
        : !signedIn && h('details', {}, h('summary', {}, t('emptyHow')),
          h('ol', { class: 'numbered' }, h('li', {}, t('emptyHow1')), h('li', {}, t('emptyHow2')), h('li', {}, t('emptyHow3'))),
          h('a', { class: 'button', href: '/signin' }, t('signIn'))));
  }

  mount(parent: HTMLElement): void {
    parent.append(this.element);
  }

  unmount(): void {
    this.element.remove();
  }
}
