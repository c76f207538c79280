import { sameAs } from '../api';
import { h } from '../element';
import { language, t, tCode } from '../language';
import { inZone } from '../times';
import { newKey } from '../random';
import type { ReportReceipt, SimilarReport } from '../wire';
import { faultBox } from './fault';
import type { Panel } from './panel';

/** Who got the report, why, and by when: what a resident wants to know in the first second. */
export class ReportReceiptPanel implements Panel {
  private readonly heading = h('h2', { tabindex: -1 });
  private readonly element: HTMLElement;

  constructor(receipt: ReportReceipt, timeZone: string | undefined, another: () => void) {
    const { assignment } = receipt;
    const address = new URL(`/track/${encodeURIComponent(receipt.trackingToken)}`, location.origin).href;
    const copy = h('button', { type: 'button', onclick: async () => { await navigator.clipboard.writeText(address); copy.textContent = t('copied'); } }, t('copy'));
    this.heading.append(h('span', { class: 'tick', 'aria-hidden': 'true' }, '✓'), t('received'));
    this.element = h('section', { class: 'receipt', 'aria-live': 'polite' },
      this.heading,
      h('p', { class: 'serial' }, h('span', { class: 'quiet' }, t('number')), ' ', receipt.number),
      h('div', { class: 'assignee' }, h('span', { class: 'quiet' }, t('whoGotIt')), h('strong', {}, assignment.assignee?.title ?? t('nobodyYet'))),
      assignment.flags.length > 0 && h('p', { class: 'flags' }, ...assignment.flags.map(flag => h('span', { class: 'flag' }, tCode('flag', flag)))),
      h('dl', { class: 'facts' },
        ...fact(t('chain'), assignment.chain.length === 0 ? t('outside') : assignment.chain.map(link => link.name).join(' › ')),
        ...fact(t('acceptBy'), inZone(receipt.acceptBy, timeZone)),
        ...fact(t('resolveBy'), inZone(receipt.resolveBy, timeZone))),
      this.similar(receipt, timeZone),
      h('h3', {}, t('why')),
      h('ul', { class: 'reasons' }, ...assignment.reasons.map(reason => h('li', {}, reason[language()]))),
      h('div', { class: 'keep' }, h('p', {}, t('trackKeep')), h('div', { class: 'row' }, h('a', { class: 'button', href: address }, t('trackOpen')), copy)),
      h('button', { type: 'button', class: 'primary', onclick: another }, t('another')));
  }

  /** Others may have reported the same: whoever says so follows theirs, and keeps their own link. */
  private similar({ similar, trackingToken }: ReportReceipt, timeZone: string | undefined): HTMLElement | false {
    const likely = similar.filter(other => other.likely);
    if (likely.length === 0) {
      return false;
    }
    const said = h('div', { 'aria-live': 'polite' });
    const key = newKey();
    const list = h('ul', { class: 'similar' }, ...likely.map(other => h('li', {},
      h('span', {}, t('similarLine', { distance: Math.round(other.distanceMetres), time: inZone(other.receivedAt, timeZone), state: tCode('state', other.state) })),
      h('button', { type: 'button', onclick: () => void join(other) }, t('similarJoin')))));
    const join = async (other: SimilarReport): Promise<void> => {
      try {
        await sameAs(trackingToken, other.report, key, new AbortController().signal);
        list.remove();
        said.replaceChildren(h('p', {}, t('similarJoined')));
      } catch (error) {
        said.replaceChildren(faultBox(error));
      }
    };
    return h('section', { class: 'similar-offer' }, h('h3', {}, t('similarTitle')), h('p', { class: 'quiet' }, t('similarText')), list, said);
  }

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    this.heading.focus();
  }

  unmount(): void {
    this.element.remove();
  }
}

const fact = (term: string, value: string): HTMLElement[] => [h('dt', {}, term), h('dd', {}, value)];
