import { h } from '../element';
import { t } from '../language';
import type { Outbox, Unsent } from '../outbox';
import type { Panel } from './panel';

/** What is kept on the device because it could not be sent yet. */
export class UnsentPanel implements Panel {
  private readonly element = h('div', { 'aria-live': 'polite' });

  constructor(private readonly outbox: Outbox) {}

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    this.show(this.outbox.waiting());
  }

  unmount(): void {
    this.element.remove();
  }

  show(waiting: readonly Unsent[]): void {
    this.element.replaceChildren(...(waiting.length === 0 ? [] : [h('section', { class: 'unsent' },
      h('h2', {}, t('unsentTitle', { count: waiting.length })),
      h('p', {}, t('unsentText')),
      h('ul', {}, ...waiting.map(({ key, report }) => h('li', {}, h('span', { class: 'words' }, report.words),
        h('button', { type: 'button', class: 'plain', onclick: () => { if (confirm(t('discardSure'))) { this.outbox.forget(key); } } }, t('discard'))))),
      h('button', { type: 'button', onclick: () => void this.outbox.flush() }, t('sendNow')))]));
  }
}
