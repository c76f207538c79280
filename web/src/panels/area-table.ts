import { h } from '../element';
import { language, t } from '../language';
import type { AreaFeature, Measure } from '../wire';
import type { Panel } from './panel';

/** The figures of the map as a table, largest first: for reading exactly, and for those who cannot use the map. */
export class AreaTable implements Panel {
  private readonly value = h('th', { scope: 'col', class: 'number' });
  private readonly rows = h('tbody', {});
  private readonly element = h('details', { class: 'area-table' }, h('summary', {}, t('areaList')),
    h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('area')), this.value)), this.rows));

  constructor(private readonly picked: (feature: AreaFeature) => void) {}

  mount(parent: HTMLElement): void {
    parent.append(this.element);
  }

  unmount(): void {
    this.element.remove();
  }

  show(features: readonly AreaFeature[], measure: Measure): void {
    this.value.textContent = t(measure);
    const order = new Intl.Collator(language());
    const rank = (feature: AreaFeature): number => feature.properties[measure] ?? -1;
    this.rows.replaceChildren(...[...features].sort((a, b) => rank(b) - rank(a) || order.compare(a.properties.code, b.properties.code)).slice(0, 500).map(feature =>
      h('tr', {},
        h('td', {}, h('button', { type: 'button', class: 'link', onclick: () => this.picked(feature) }, feature.properties.name), ' ', h('span', { class: 'quiet' }, feature.properties.code)),
        h('td', { class: 'number' }, String(feature.properties[measure] ?? t('notShown'))))));
  }
}
