import { h } from '../element';
import { t } from '../language';
import { zeroColour, type ValueClass } from '../layers/classes';
import type { Measure } from '../wire';
import type { Panel } from './panel';

/** The classes of the map with how many areas are in each; also for zero and for what is not shown. */
export class Legend implements Panel {
  private readonly title = h('summary', {});
  private readonly rows = h('ul', {});
  private readonly element = h('details', { class: 'legend card', open: matchMedia('(min-width: 800px)').matches }, this.title, this.rows);

  mount(parent: HTMLElement): void {
    parent.append(this.element);
  }

  unmount(): void {
    this.element.remove();
  }

  show(measure: Measure, values: readonly (number | null | undefined)[], classes: readonly ValueClass[]): void {
    this.title.textContent = t(`${measure}Unit`);
    const count = (test: (value: number) => boolean): number => values.filter(value => typeof value === 'number' && test(value)).length;
    const hidden = values.filter(value => typeof value !== 'number').length;
    this.rows.replaceChildren(
      h('li', { class: 'quiet legend-head' }, h('span', {}), h('span', {}), h('span', {}, t('legendColumn'))),
      row(zeroColour, t('zero'), count(value => value === 0)),
      ...classes.map(({ from, to, colour }) => row(colour, from === to ? String(from) : `${from} – ${to}`, count(value => value >= from && value <= to))),
      ...(hidden > 0 ? [row(null, t('notShown'), hidden, t('notShownWhy'))] : []));
  }
}

function row(colour: string | null, range: string, areas: number, title?: string): HTMLElement {
  const swatch = h('i', { class: colour === null ? 'swatch hatched' : 'swatch' });
  if (colour !== null) {
    swatch.style.backgroundColor = colour;
  }
  return h('li', { title }, swatch, h('span', {}, range), h('span', { class: 'number' }, t('legendAreas', { count: areas })));
}
