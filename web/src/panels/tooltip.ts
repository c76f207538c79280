import { h } from '../element';
import { t } from '../language';
import { measures, type AreaProperties, type Measure } from '../wire';
import type { Panel } from './panel';

/** Follows the pointer over the map. What it says is in the table of areas as well, for those without a pointer. */
export class Tooltip implements Panel {
  private readonly element = h('div', { class: 'tooltip card', hidden: true, 'aria-hidden': 'true' });

  mount(parent: HTMLElement): void {
    parent.append(this.element);
  }

  unmount(): void {
    this.element.remove();
  }

  show(area: AreaProperties, current: Measure, at: { x: number; y: number }): void {
    this.element.replaceChildren(
      h('p', {}, h('b', {}, area.name), ' ', h('span', { class: 'quiet' }, area.code)),
      h('dl', {}, ...measures.filter(measure => measure in area).flatMap(measure => [
        h('dt', { class: measure === current ? 'current' : '' }, t(measure)),
        h('dd', { class: measure === current ? 'current' : '' }, String(area[measure] ?? t('notShown'))),
      ])));
    this.element.hidden = false;
    const { clientWidth = 0, clientHeight = 0 } = this.element.parentElement ?? {};
    const x = Math.min(at.x + 16, clientWidth - this.element.offsetWidth - 8);
    const y = at.y + 20 + this.element.offsetHeight > clientHeight ? at.y - this.element.offsetHeight - 12 : at.y + 18;
    this.element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}
