import { ApiProblem, getJurisdiction, isAbort, moveTracked, track, trackedPhotoUrl } from '../api';
import { h } from '../element';
import { categoryName, language, t, tCode } from '../language';
import { newKey } from '../random';
import { eventTitle } from '../panels/event-title';
import { faultBox } from '../panels/fault';
import { feedbackForm } from '../panels/feedback-form';
import type { Panel } from '../panels/panel';
import { inZone, isPast } from '../times';
import type { JurisdictionSettings, ReportersMove, State, TrackedEvent, TrackedReport } from '../wire';

/** What the holder of a tracking link sees: where the report stands, who has it, by when, and what has happened. */
export class TrackingPage implements Panel {
  private readonly body = h('div', { 'aria-live': 'polite' });
  private readonly element = h('div', { class: 'narrow tracking' }, h('h1', {}, t('trackTitle')), this.body);
  private request: AbortController | null = null;

  constructor(private readonly token: string) {}

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    void this.load();
  }

  unmount(): void {
    this.request?.abort();
    this.element.remove();
  }

  private async load(): Promise<void> {
    const request = this.request = new AbortController();
    this.body.replaceChildren(h('p', { class: 'quiet' }, t('loading')));
    try {
      const report = await track(this.token, request.signal);
      this.show(report, await settingsOf(report.jurisdiction, request.signal));
    } catch (error) {
      if (!isAbort(error)) {
        const unknown = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
        this.body.replaceChildren(unknown ? h('p', { class: 'fault', role: 'alert' }, t('trackUnknown')) : faultBox(error, () => void this.load()));
      }
    }
  }

  private show(report: TrackedReport, settings: JurisdictionSettings | null): void {
    const { state, assignee, assignment: { chain } } = report;
    const zone = settings?.timeZone;
    const due = (time: string, waiting: boolean): (string | HTMLElement)[] =>
      [inZone(time, zone), waiting && isPast(time) ? h('span', { class: 'late' }, ` · ${t('overdue')}`) : ''];
    this.body.replaceChildren(...[
      h('section', { class: 'panel-card' },
        h('p', { class: 'serial' }, h('span', { class: 'quiet' }, t('number')), ' ', report.number),
        steps(state),
        h('div', { class: 'assignee' }, h('span', { class: 'quiet' }, t('whoGotIt')), h('strong', {}, assignee?.title ?? t('nobodyYet'))),
        h('dl', { class: 'facts' },
          ...fact(t('category'), categoryName(report.category, settings?.categories ?? [])),
          ...fact(t('chain'), chain.length === 0 ? t('outside') : chain.map(area => area.name).join(' › ')),
          ...fact(t('trackReceivedAt'), inZone(report.receivedAt, zone)),
          ...fact(t('acceptBy'), ...due(report.acceptBy, state === 'received')),
          ...fact(t('resolveBy'), ...due(report.resolveBy, state === 'received' || state === 'accepted')))),
      report.following !== null && h('section', { class: 'panel-card' },
        h('h2', {}, t('followingTitle')), h('p', { class: 'quiet' }, t('followingText', { number: report.following.number })),
        steps(report.following.state),
        h('div', { class: 'assignee' }, h('span', { class: 'quiet' }, t('whoGotIt')), h('strong', {}, report.following.assignee?.title ?? t('nobodyYet'))),
        h('ol', { class: 'events' }, ...report.following.events.map(event => eventLine(event, zone)))),
      report.feedbackUntil !== null && feedbackForm(this.token, report.feedbackUntil, zone, () => void this.load()),
      report.feedback !== null && h('p', { class: 'quiet' }, t(report.feedback.satisfied ? 'feedbackWasGood' : 'feedbackWasBad')),
      report.photos.length > 0 && h('ul', { class: 'photos' }, ...report.photos.map((photo, i) => h('li', {},
        h('img', { src: trackedPhotoUrl(this.token, photo), alt: t('photoNumber', { number: i + 1 }), loading: 'lazy' })))),
      h('section', { class: 'panel-card' },
        h('div', { class: 'card-head' }, h('h2', {}, t('trackEvents')), h('button', { type: 'button', class: 'plain', onclick: () => void this.load() }, t('refresh'))),
        h('ol', { class: 'events' }, ...report.events.map(event => eventLine(event, zone)))),
      this.actions(report),
    ].filter(part => part !== false));
  }

  /** What the reporter can do themselves: take the report back, or say that it is not solved. */
  private actions(report: TrackedReport): HTMLElement {
    const asked = h('div', {});
    const said = h('div', { 'aria-live': 'polite' });
    const ask = (move: ReportersMove): void => {
      const key = newKey();
      const note = h('textarea', { rows: 3, maxlength: 4000, required: move === 'requestReopen' });
      asked.replaceChildren(h('form', { class: 'move-form', onsubmit: async (event: SubmitEvent) => {
        event.preventDefault();
        try {
          await moveTracked(this.token, move, note.value.trim() || undefined, key, new AbortController().signal);
          await this.load();
        } catch (error) {
          said.replaceChildren(faultBox(error));
        }
      } },
      h('label', {}, h('span', {}, t(move === 'withdraw' ? 'withdrawWhy' : 'reopenWhy')), note),
      h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, t(move)), h('button', { type: 'button', onclick: () => asked.replaceChildren() }, t('cancel')))));
      note.focus();
    };
    return h('section', { class: 'own-moves' },
      h('div', { class: 'row' }, ...report.allowedMoves.filter(move => move !== 'requestReopen' || report.feedbackUntil === null).map(move => h('button', { type: 'button', onclick: () => ask(move) }, t(move)))), asked, said);
  }
}

/** The way of most reports; a state beside it is shown by itself. */
const way: readonly State[] = ['received', 'accepted', 'resolved', 'closed'];

function steps(state: State): HTMLElement {
  const on: State = state === 'waiting' ? 'accepted' : state === 'reopenRequested' ? 'resolved' : state;
  const reached = way.indexOf(on);
  if (reached < 0) {
    return h('p', { class: 'progress-end' }, h('span', { class: `state ${state}`, 'aria-current': 'step' }, tCode('state', state)));
  }
  return h('ol', { class: 'progress' }, ...way.map((step, index) =>
    h('li', { class: index <= reached ? 'done' : '', 'aria-current': index === reached ? 'step' : undefined }, tCode('state', index === reached ? state : step))));
}

function eventLine(event: TrackedEvent, zone: string | undefined): HTMLElement {
  return h('li', {},
    h('b', {}, eventTitle(event)), h('span', { class: 'quiet' }, `${inZone(event.at, zone)} · ${event.by[language()]}`),
    event.reason !== null && h('q', { class: 'words' }, event.reason));
}

const fact = (term: string, ...value: (string | HTMLElement)[]): HTMLElement[] => [h('dt', {}, term), h('dd', {}, ...value)];

async function settingsOf(jurisdiction: string, signal: AbortSignal): Promise<JurisdictionSettings | null> {
  try {
    return await getJurisdiction(jurisdiction, signal);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) {
      return null; // the report lies in no jurisdiction
    }
    throw error;
  }
}
