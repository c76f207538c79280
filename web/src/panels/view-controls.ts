import { h } from '../element';
import { t, tCode } from '../language';
import { measures, type JurisdictionSummary, type Measure } from '../wire';
import type { Panel } from './panel';

export interface ViewChange { jurisdiction?: string; level?: string; measure?: Measure }

/** What the map shows: jurisdiction, level, measure. */
export class ViewControls implements Panel {
  private readonly jurisdictions = h('select', { id: 'jurisdiction', onchange: () => this.changed({ jurisdiction: this.jurisdictions.value }) });
  private readonly levels = h('select', { id: 'level', onchange: () => this.changed({ level: this.levels.value }) });
  private readonly radios = measures.map(measure => h('input', { type: 'radio', name: 'measure', value: measure, onchange: () => this.changed({ measure }) }));
  private readonly element = h('section', { class: 'view-controls', 'aria-label': t('measure') },
    h('label', {}, h('span', {}, t('jurisdiction')), this.jurisdictions),
    h('label', {}, h('span', {}, t('level')), this.levels),
    h('fieldset', {}, h('legend', {}, t('measure')),
      h('div', { class: 'segmented' }, ...this.radios.map((radio, index) => h('label', {}, radio, h('span', {}, t(measures[index] ?? 'openReports')))))));

  constructor(private readonly changed: (change: ViewChange) => void) {}

  mount(parent: HTMLElement): void {
    parent.append(this.element);
  }

  unmount(): void {
    this.element.remove();
  }

  show(all: readonly JurisdictionSummary[], current: JurisdictionSummary, level: string, measure: Measure): void {
    this.jurisdictions.replaceChildren(...all.map(({ code, name }) => h('option', { value: code }, name)));
    this.jurisdictions.value = current.code;
    this.levels.replaceChildren(...current.levels.map(name => h('option', { value: name }, tCode('level', name))));
    this.levels.value = level;
    this.radios.forEach(radio => { radio.checked = radio.value === measure; });
  }
}
