import { ApiProblem, getJurisdiction, getReport, isAbort } from '../api';
import { h } from '../element';
import { t } from '../language';
import { faultBox } from '../panels/fault';
import type { Panel } from '../panels/panel';
import { ReportRow } from '../panels/report-row';
import { currentSession } from '../session';
import type { JurisdictionSettings } from '../wire';

const nowhere: JurisdictionSettings = { code: 'unassigned', name: '', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, levels: [], categories: [], toleranceMetres: 0 };

/** One report for those who handle it: where the link of a message leads. */
export class CasePage implements Panel {
  private readonly list = h('ul', { class: 'reports' });
  private readonly said = h('div', { 'aria-live': 'polite' });
  private readonly element = h('div', { class: 'narrow' }, h('h1', {}, t('caseTitle')), this.said, this.list);
  private readonly left = new AbortController();
  private row: ReportRow | null = null;

  constructor(private readonly jurisdiction: string, private readonly id: string) {}

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    void this.load();
  }

  unmount(): void {
    this.left.abort();
    this.row?.unmount();
    this.element.remove();
  }

  private async load(): Promise<void> {
    if (currentSession() === null) {
      this.said.replaceChildren(h('p', {}, t('caseSignIn'), ' ', h('a', { href: '/signin' }, t('signInTitle'))));
      return;
    }
    try {
      const { data, etag } = await getReport(this.jurisdiction, this.id, this.left.signal);
      const settings = this.jurisdiction === nowhere.code ? nowhere : await getJurisdiction(this.jurisdiction, this.left.signal);
      this.row = new ReportRow({ ...data, chain: data.assignment.chain, etag: etag ?? '' }, settings, () => {});
      this.row.mount(this.list);
      this.list.querySelector('details')?.setAttribute('open', '');
    } catch (error) {
      if (!isAbort(error)) {
        const unknown = error instanceof ApiProblem && (error.status === 404 || error.status === 403);
        this.said.replaceChildren(unknown ? h('p', { class: 'fault', role: 'alert' }, t('caseUnknown')) : faultBox(error));
      }
    }
  }
}
