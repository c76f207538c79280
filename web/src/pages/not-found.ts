import { h } from '../element';
import { t } from '../language';
import type { Panel } from '../panels/panel';

export class NotFoundPage implements Panel {
  private readonly element = h('div', { class: 'narrow' }, h('h1', {}, t('notFound')), h('p', {}, h('a', { href: '/' }, t('home'))));

  mount(parent: HTMLElement): void {
    parent.append(this.element);
  }

  unmount(): void {
    this.element.remove();
  }
}
