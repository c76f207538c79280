import { h } from '../element';
import { t } from '../language';
import type { Panel } from '../panels/panel';
import type { Key } from '../strings/zh';

const steps: readonly (readonly [Key, Key])[] = [['landingStep1', 'landingStep1Text'], ['landingStep2', 'landingStep2Text'], ['landingStep3', 'landingStep3Text']];

export class LandingPage implements Panel {
  private readonly element = h('div', { class: 'landing' },
    h('div', { class: 'hero' },
      h('div', {},
        h('h1', {}, t('landingTitle')),
        h('p', { class: 'lead' }, t('landingLead')),
        h('div', { class: 'row' }, h('a', { class: 'button primary', href: '/report' }, t('reportNow')), h('a', { class: 'button', href: '/map' }, t('openMap')))),
      h('img', { src: '/town.svg', alt: '', width: 420, height: 267 })),
    h('ol', { class: 'steps' }, ...steps.map(([title, text]) => h('li', {}, h('h2', {}, t(title)), h('p', {}, t(text))))),
    h('p', { class: 'quiet' }, t('landingStaff'), ' ', h('a', { href: '/signin' }, t('signIn'))));

  mount(parent: HTMLElement): void {
    parent.append(this.element);
  }

  unmount(): void {
    this.element.remove();
  }
}
