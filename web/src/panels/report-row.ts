import { ApiProblem, getReport, isAbort, listEvents, moveReport, photoUrl } from '../api';
import { h } from '../element';
import { categoryName, language, t, tCode } from '../language';
import { inZone, isPast } from '../times';
import { moves, type JurisdictionSettings, type Move, type Report, type ReportSummary, type WantedMove } from '../wire';
import { eventTitle } from './event-title';
import { faultBox } from './fault';
import { isAtOnce, moveForm } from './move-form';
import type { Panel } from './panel';

/** One report in the list. The list has no personal data; opening the row reads the report in full, and the server keeps who did. */
export class ReportRow implements Panel {
  private readonly summary = h('summary', {});
  private readonly said = h('div', { 'aria-live': 'polite' });
  private readonly body = h('div', { class: 'report-body' });
  private readonly details = h('details', { ontoggle: () => { if (this.details.open && this.body.childElementCount === 0) { void this.read(); } } }, this.summary, this.said, this.body);
  private readonly element: HTMLElement;
  private readonly left = new AbortController();

  constructor(private readonly report: ReportSummary, private readonly settings: JurisdictionSettings, private readonly moved: () => void) {
    this.element = h('li', { 'data-report': report.id }, this.details);
    this.showHead(report);
  }

  mount(parent: HTMLElement): void {
    parent.append(this.element);
  }

  unmount(): void {
    this.left.abort();
    this.element.remove();
  }

  private showHead({ state, number, category, receivedAt, dueAt }: ReportSummary | Report): void {
    const late = isPast(dueAt);
    this.summary.replaceChildren(
      h('span', { class: 'report-head' }, h('b', {}, categoryName(category, this.settings.categories)), h('span', { class: `state ${state}` }, tCode('state', state))),
      h('span', { class: 'report-line' }, h('span', {}, t('receivedAt', { time: inZone(receivedAt, this.settings.timeZone) })), h('span', { class: 'tail', title: number }, `…${number.slice(-6)}`)),
      ...(dueAt === null ? [] : [h('span', { class: late ? 'report-line late' : 'report-line' },
        h('span', {}, `${t(state === 'received' ? 'acceptBy' : 'resolveBy')} ${inZone(dueAt, this.settings.timeZone)}`), late && h('span', {}, t('overdue')))]));
  }

  private async read(): Promise<void> {
    await this.attempt(async signal => {
      const { data, etag } = await getReport(this.report.jurisdiction, this.report.id, signal);
      this.showHead(data);
      this.showBody(data, etag ?? '');
    });
  }

  private showBody(report: Report, etag: string): void {
    const { words, contact, assignee, assignment: { chain, flags, reasons } } = report;
    this.body.replaceChildren(h('div', {},
      h('p', { class: 'words' }, words ?? t('wordsNone')),
      contact !== null && h('p', {}, h('span', { class: 'quiet' }, `${t('contactOf')} `), contact.name, ' ', contact.phone !== null && h('a', { href: `tel:${contact.phone}` }, contact.phone)),
      h('p', {}, h('span', { class: 'quiet' }, `${t('whoGotIt')} `), h('b', {}, assignee?.title ?? t('nobodyYet'))),
      h('p', { class: 'quiet' }, chain.length === 0 ? t('outside') : chain.map(area => area.name).join(' › ')),
      h('p', { class: 'serial' }, h('span', { class: 'quiet' }, t('number')), ' ', report.number),
      flags.length > 0 && h('p', { class: 'flags' }, ...flags.map(flag => h('span', { class: 'flag' }, tCode('flag', flag)))),
      h('ul', { class: 'reasons' }, ...reasons.map(reason => h('li', {}, reason[language()]))),
      report.waitUntil !== null && h('p', {}, h('span', { class: 'quiet' }, `${t('waitUntil')} `), inZone(report.waitUntil, this.settings.timeZone)),
      (report.photos ?? []).length > 0 && this.photos(report),
      this.history(report),
      this.moves(report, etag)));
  }

  /** What happened and what was said; read only when somebody wants to know. */
  private history(report: Report): HTMLElement {
    const list = h('ol', { class: 'events' });
    const details = h('details', { ontoggle: () => {
      if (details.open && list.childElementCount === 0) {
        void listEvents(report, this.left.signal).then(
          events => list.replaceChildren(...events.map(event => h('li', {},
            h('b', {}, eventTitle(event)), h('span', { class: 'quiet' }, inZone(event.at, this.settings.timeZone)), event.note !== null && h('q', { class: 'words' }, event.note)))),
          error => { if (!isAbort(error)) { list.replaceChildren(faultBox(error)); } });
      }
    } }, h('summary', {}, t('trackEvents')), list);
    return details;
  }

  /** Small copies; the whole picture opens by itself. */
  private photos(report: Report): HTMLElement {
    const shown = (report.photos ?? []).map((photo, i) => {
      const image = h('img', { alt: t('photoNumber', { number: i + 1 }) });
      void photoUrl(report, photo, false, this.left.signal).then(url => { image.src = url; }, () => { image.alt = t('photoGone'); });
      return h('li', {}, h('button', { type: 'button', class: 'plain', onclick: async () => { open(await photoUrl(report, photo, true, this.left.signal)); } }, image));
    });
    return h('ul', { class: 'photos' }, ...shown);
  }

  /** What can be done now, the usual first; what wants a reason asks for it in a form below. */
  private moves(report: Report, etag: string): HTMLElement {
    const asked = h('div', {});
    const button = (move: Move, usual: boolean): HTMLElement => h('button', { type: 'button', class: usual ? 'primary' : '', onclick: () => {
      if (isAtOnce(move)) {
        void this.move(report, { move }, etag);
      } else {
        const form = moveForm(report, move, this.left.signal, wanted => void this.move(report, wanted, etag), () => asked.replaceChildren());
        asked.replaceChildren(form);
        form.querySelector<HTMLElement>('select, textarea')?.focus();
      }
    } }, t(`move.${move}`));
    const offered = moves.filter(move => report.allowedMoves.includes(move));
    return h('div', { class: 'moves' }, offered.length > 0 && h('div', { class: 'row' }, ...offered.map((move, i) => button(move, i === 0))), asked);
  }

  /** Moves only what the person has read: if somebody was faster the report is read again and shown anew. */
  private async move(report: Report, move: WantedMove, etag: string): Promise<void> {
    await this.attempt(async signal => {
      try {
        await moveReport(report, move, etag, signal);
        this.moved();
        await this.read();
      } catch (error) {
        if (!(error instanceof ApiProblem) || (error.status !== 412 && error.status !== 409)) {
          throw error;
        }
        await this.read();
        this.said.replaceChildren(h('p', { class: 'fault', role: 'alert' }, t('changedMeanwhile')));
      }
    });
  }

  private async attempt(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const busy = h('p', { class: 'quiet' }, t('loading'));
    this.said.replaceChildren(busy);
    this.enable(false);
    try {
      await work(this.left.signal);
    } catch (error) {
      if (!isAbort(error)) {
        this.said.replaceChildren(faultBox(error, () => void this.read()));
      }
    } finally {
      busy.remove();
      this.enable(true);
    }
  }

  private enable(enabled: boolean): void {
    this.body.querySelectorAll('button').forEach(button => { button.disabled = !enabled; });
  }
}
