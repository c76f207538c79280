import { isAbort, listReports } from '../api';
import { h } from '../element';
import { t, tCode } from '../language';
import { states, type AreaProperties, type JurisdictionSettings, type State } from '../wire';
import { faultBox } from './fault';
import type { Panel } from './panel';
import { ReportRow } from './report-row';

/** For staff: the reports of the jurisdiction, or of the area that was clicked, newest first. */
export class AreaReportsPanel implements Panel {
  private readonly heading = h('h2', {}, t('tabReports'));
  private readonly all = h('button', { type: 'button', class: 'link', hidden: true, onclick: () => this.leftArea() }, t('reportsAll'));
  private readonly state = h('select', { 'aria-label': t('stateFilter'), onchange: () => this.reload() },
    h('option', { value: '' }, t('stateAny')), ...states.map(state => h('option', { value: state }, tCode('state', state))));
  private readonly list = h('ul', { class: 'reports' });
  private readonly foot = h('div', { 'aria-live': 'polite' });
  private readonly element = h('section', { class: 'area-reports' },
    h('div', { class: 'list-head' }, h('div', {}, this.heading, this.all), this.state), this.list, this.foot);
  private rows: ReportRow[] = [];
  private settings: JurisdictionSettings | null = null;
  private area: AreaProperties | null = null;
  private reading: AbortController | null = null;

  /** @param moved A report has moved on, so that the map's figures have changed. @param leftArea All reports are wanted again. */
  constructor(private readonly moved: () => void, private readonly leftArea: () => void) {}

  mount(parent: HTMLElement): void {
    parent.append(this.element);
  }

  unmount(): void {
    this.clear();
    this.element.remove();
  }

  /** Shows the reports of an area, or of the whole jurisdiction; what is already shown stays. */
  show(settings: JurisdictionSettings, area: AreaProperties | null): void {
    const same = this.settings?.code === settings.code && this.area?.code === area?.code;
    this.settings = settings;
    this.area = area;
    if (!same) {
      this.heading.textContent = t('reportsOf', { area: (area ?? settings).name });
      this.all.hidden = area === null;
      this.reload();
    }
  }

  private reload(): void {
    this.clear();
    void this.load(undefined);
  }

  private clear(): void {
    this.reading?.abort();
    this.rows.forEach(row => row.unmount());
    this.rows = [];
  }

  private async load(next: string | undefined): Promise<void> {
    const { settings, area } = this;
    if (settings === null) {
      return;
    }
    const request = this.reading = new AbortController();
    this.foot.replaceChildren(h('p', { class: 'quiet' }, t('loading')));
    try {
      const state = this.state.value as State | '';
      const page = await listReports(settings.code, { ...(area === null ? {} : { area: area.code }), ...(state === '' ? {} : { state }) }, next, request.signal);
      for (const report of page.items) {
        const row = new ReportRow(report, settings, this.moved);
        row.mount(this.list);
        this.rows.push(row);
      }
      const following = page.next;
      this.foot.replaceChildren(...(following !== null
        ? [h('button', { type: 'button', class: 'wide', onclick: () => void this.load(following) }, t('more'))]
        : this.rows.length === 0 ? [h('p', { class: 'empty' }, t('reportsNone'))] : []));
    } catch (error) {
      if (!isAbort(error)) {
        this.foot.replaceChildren(faultBox(error, () => void this.load(next)));
      }
    }
  }
}
