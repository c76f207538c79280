import { ApiProblem, getJurisdiction, isAbort, track } from '../api';
import { h } from '../element';
import { language, t, tCode } from '../language';
import { faultBox } from '../panels/fault';
import type { Panel } from '../panels/panel';
import { inZone, isPast } from '../times';
import type { JurisdictionSettings, TrackedReport } from '../wire';

const path = ['received', 'accepted', 'resolved', 'closed'];

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
    const zone = settings?.timeZone;
    const category = settings?.categories.find(({ code }) => code === report.category);
    const areas = report.areas ?? report.assignment?.chain ?? [];
    const assignee = report.assignee ?? report.assignment?.assignee ?? null;
    const due = (time: string | null, waiting: boolean): string => time === null ? '—' : inZone(time, zone) + (waiting && isPast(time) ? ` · ${t('overdue')}` : '');
    this.body.replaceChildren(
      h('p', { class: 'quiet' }, `${t('number')} `, h('b', {}, report.number)),
      steps(report.state),
      h('div', { class: 'assignee' }, h('span', { class: 'quiet' }, t('whoGotIt')), h('strong', {}, assignee === null ? t('nobodyYet') : typeof assignee === 'string' ? assignee : assignee.title)),
      h('dl', { class: 'facts' },
        ...fact(t('category'), category === undefined ? report.category : language() === 'en' && category.nameEn ? category.nameEn : category.name),
        ...fact(t('chain'), areas.length === 0 ? t('outside') : areas.map(area => area.name).join(' › ')),
        ...fact(t('trackReceivedAt'), inZone(report.receivedAt, zone)),
        ...fact(t('acceptBy'), due(report.acceptBy, report.state === 'received')),
        ...fact(t('resolveBy'), due(report.resolveBy, report.state === 'received' || report.state === 'accepted'))),
      h('h2', {}, t('trackEvents')),
      h('ol', { class: 'events' }, ...(report.events ?? []).map(event =>
        h('li', {}, h('b', {}, tCode('state', event.state ?? event.event ?? event.type ?? event.move ?? '')), h('span', { class: 'quiet' }, inZone(event.at, zone))))),
      h('button', { type: 'button', onclick: () => void this.load() }, t('refresh')));
  }
}

function steps(state: string): HTMLElement {
  const reached = path.indexOf(state);
  if (reached < 0) {
    return h('p', {}, h('span', { class: 'state' }, tCode('state', state)));
  }
  return h('ol', { class: 'progress' }, ...path.map((step, index) =>
    h('li', { class: index <= reached ? 'done' : '', 'aria-current': index === reached ? 'step' : undefined }, tCode('state', step))));
}

const fact = (term: string, value: string): HTMLElement[] => [h('dt', {}, term), h('dd', {}, value)];

async function settingsOf(jurisdiction: string | undefined, signal: AbortSignal): Promise<JurisdictionSettings | null> {
  try {
    return jurisdiction === undefined ? null : await getJurisdiction(jurisdiction, signal);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) {
      return null; // the report lies in no jurisdiction
    }
    throw error;
  }
}
