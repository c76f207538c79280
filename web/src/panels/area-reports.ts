import { ApiProblem, getReport, isAbort, listReports, moveReport } from '../api';
import { h } from '../element';
import { t, tCode } from '../language';
import { inZone, isPast } from '../times';
import type { AreaProperties, Move, Report } from '../wire';
import { faultBox } from './fault';
import type { Panel } from './panel';

const moves: Readonly<Record<string, Move>> = { received: 'accept', accepted: 'resolve', resolved: 'close' };

/** For staff: the reports of the area that was clicked, newest first, each with the move that its state allows. */
export class AreaReportsPanel implements Panel {
  private readonly list = h('ul', { class: 'reports' });
  private readonly notes = h('div', { 'aria-live': 'polite' });
  private readonly heading = h('h2', {}, t('tabReports'));
  private readonly foot = h('div', {});
  private readonly element = h('section', { class: 'area-reports' }, this.heading, this.notes, this.list, this.foot);
  private readonly running = new Set<AbortController>();
  private timeZone: string | undefined;

  constructor(private readonly moved: () => void) {}

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    this.notes.replaceChildren(h('p', { class: 'prompt' }, t('reportsPick')));
  }

  unmount(): void {
    this.abortAll();
    this.element.remove();
  }

  show(area: AreaProperties, timeZone: string | undefined): void {
    this.abortAll();
    this.timeZone = timeZone;
    this.heading.textContent = t('reportsOf', { area: area.name });
    this.list.replaceChildren();
    this.notes.replaceChildren();
    void this.load(area, undefined);
  }

  private async load(area: AreaProperties, next: string | undefined): Promise<void> {
    this.foot.replaceChildren(h('p', { class: 'quiet' }, t('loading')));
    await this.request(async signal => {
      const page = await listReports(area.jurisdiction, area.code, next, signal);
      this.list.append(...page.items.map(report => this.row(report)));
      const following = page.next;
      this.foot.replaceChildren(...(following !== null
        ? [h('button', { type: 'button', onclick: () => void this.load(area, following) }, t('more'))]
        : this.list.childElementCount === 0 ? [h('p', { class: 'prompt' }, t('reportsNone'))] : []));
    });
  }

  private row(report: Report): HTMLElement {
    const due = report.state === 'received' ? report.acceptBy : report.state === 'accepted' ? report.resolveBy : null;
    const move = moves[report.state];
    const row = h('li', { 'data-report': report.id },
      h('p', { class: 'report-head' }, h('span', { class: `state ${report.state}` }, tCode('state', report.state)), h('b', {}, report.number), h('span', { class: 'quiet' }, inZone(report.receivedAt, this.timeZone))),
      h('p', { class: 'words' }, report.words ?? '—'),
      h('p', { class: 'quiet' }, report.assignment.assignee?.title ?? t('nobodyYet')),
      due !== null && h('p', { class: isPast(due) ? 'late' : 'quiet' }, `${t(report.state === 'received' ? 'acceptBy' : 'resolveBy')} ${inZone(due, this.timeZone)}`, isPast(due) ? ` · ${t('overdue')}` : ''),
      move && h('button', { type: 'button', onclick: () => void this.move(report, move, row) }, t(`move.${move}`)));
    return row;
  }

  /** Moves only what the person has seen: if somebody was faster the report is read again and shown anew. */
  private async move(report: Report, move: Move, row: HTMLElement): Promise<void> {
    await this.request(async signal => {
      try {
        const etag = report.etag ?? await etagIfUnchanged(report, signal);
        const { data } = await moveReport(report, move, etag, signal);
        row.replaceWith(this.row(data));
        this.moved();
      } catch (error) {
        if (!(error instanceof ApiProblem) || (error.status !== 412 && error.status !== 409)) {
          throw error;
        }
        row.replaceWith(this.row((await getReport(report.jurisdiction, report.id, signal)).data));
        this.notes.replaceChildren(h('p', { class: 'fault', role: 'alert' }, t('changedMeanwhile')));
      }
    });
  }

  private async request(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    this.running.add(controller);
    this.notes.replaceChildren();
    try {
      await work(controller.signal);
    } catch (error) {
      if (!isAbort(error)) {
        this.foot.replaceChildren();
        this.notes.replaceChildren(faultBox(error));
      }
    } finally {
      this.running.delete(controller);
    }
  }

  private abortAll(): void {
    this.running.forEach(controller => controller.abort());
  }
}

/** Rows of the list carry no ETag, so it is read now; it stands for what was shown only while the state is still the same. */
async function etagIfUnchanged(shown: Report, signal: AbortSignal): Promise<string> {
  const { data, etag } = await getReport(shown.jurisdiction, shown.id, signal);
  if (data.state !== shown.state || etag === null) {
    throw new ApiProblem(412, t('changedMeanwhile'), undefined, [], undefined);
  }
  return etag;
}
