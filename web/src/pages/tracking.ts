import { ApiProblem, getJurisdiction, isAbort, track } from '../api';
import { h } from '../element';
import { categoryName, t, tCode } from '../language';
import { faultBox } from '../panels/fault';
import type { Panel } from '../panels/panel';
import { inZone, isPast } from '../times';
import { states, type JurisdictionSettings, type State, type TrackedReport } from '../wire';

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
    const { state, assignment: { chain, assignee } } = report;
    const zone = settings?.timeZone;
    const due = (time: string, waiting: boolean): (string | HTMLElement)[] =>
      [inZone(time, zone), waiting && isPast(time) ? h('span', { class: 'late' }, ` · ${t('overdue')}`) : ''];
    this.body.replaceChildren(
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
      h('section', { class: 'panel-card' },
        h('div', { class: 'card-head' }, h('h2', {}, t('trackEvents')), h('button', { type: 'button', class: 'plain', onclick: () => void this.load() }, t('refresh'))),
        h('ol', { class: 'events' }, ...report.events.map(event => h('li', {}, h('b', {}, event.kind === 'reassigned' ? t('reassigned') : tCode('state', event.state)), h('span', { class: 'quiet' }, inZone(event.at, zone)))))));
  }
}

function steps(state: State): HTMLElement {
  const reached = states.indexOf(state);
  return h('ol', { class: 'progress' }, ...states.map((step, index) =>
    h('li', { class: index <= reached ? 'done' : '', 'aria-current': index === reached ? 'step' : undefined }, tCode('state', step))));
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
