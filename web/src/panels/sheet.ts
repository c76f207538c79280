import { h } from '../element';
import { t } from '../language';
import type { Panel } from './panel';

/** The side panel; on a phone a sheet at the bottom that opens and closes. Staff have two leaves in it, residents one. */
export class Sheet implements Panel {
  readonly report = h('div', { class: 'leaf' });
  readonly reports = h('div', { class: 'leaf', hidden: true });
  readonly foot = h('div', { class: 'sheet-foot' });
  private readonly handle = h('button', { type: 'button', class: 'handle', 'aria-label': t('sheetToggle'), 'aria-expanded': 'false', onclick: () => this.open(!this.isOpen) });
  private readonly tabs = [
    { leaf: this.report, button: h('button', { type: 'button', 'aria-pressed': 'true', onclick: () => this.turnTo(this.report) }, t('tabReport')) },
    { leaf: this.reports, button: h('button', { type: 'button', 'aria-pressed': 'false', onclick: () => this.turnTo(this.reports) }, t('tabReports')) },
  ];
  private readonly body: HTMLElement;
  private readonly element: HTMLElement;
  private isOpen = false;

  constructor(staff: boolean) {
    this.body = h('div', { class: 'sheet-body' },
      staff && h('div', { class: 'segmented tabs', role: 'group' }, ...this.tabs.map(tab => tab.button)),
      this.report, this.reports, this.foot);
    this.element = h('aside', { class: 'sheet', 'aria-label': t('report') }, this.handle, this.body);
  }

  mount(parent: HTMLElement): void {
    parent.append(this.element);
  }

  unmount(): void {
    this.element.remove();
  }

  /** How far down the window the map can be seen: on a phone the sheet lies over its lower part. `styles/panels.css` has the same heights. */
  top(): number {
    return !matchMedia('(max-width: 799px)').matches ? innerHeight
      : innerHeight - (this.isOpen ? Math.min(innerHeight * 0.6, 620) : 166);
  }

  showTop(): void {
    this.open(true);
    this.body.scrollTop = 0;
  }

  open(open: boolean): void {
    this.isOpen = open;
    this.element.classList.toggle('open', open);
    this.handle.setAttribute('aria-expanded', String(open));
  }

  private turnTo(leaf: HTMLElement): void {
    for (const tab of this.tabs) {
      tab.leaf.hidden = tab.leaf !== leaf;
      tab.button.setAttribute('aria-pressed', String(tab.leaf === leaf));
    }
    this.open(true);
  }
}
