import { isAbort, listJurisdictions, me } from '../api';
import { h } from '../element';
import { mayCreateJurisdictions, mayImportAreas, maySetUp } from '../grants';
import { t } from '../language';
import { AreaImport } from '../panels/area-import';
import { faultBox } from '../panels/fault';
import { JurisdictionForm } from '../panels/jurisdiction-form';
import type { Panel } from '../panels/panel';
import { currentSession } from '../session';
import type { JurisdictionSummary, Person } from '../wire';

/** How an administrator gets a deployment going: a jurisdiction, its areas, then the people. */
export class SetUpPage implements Panel {
  private readonly said = h('div', { 'aria-live': 'polite' });
  private readonly first = h('section', { class: 'panel-card' }, h('h2', { class: 'step' }, t('setUp1')));
  private readonly about = h('p', { class: 'quiet' });
  private readonly second = h('section', { class: 'panel-card' }, h('h2', { class: 'step' }, t('setUp2')), this.about);
  private readonly third = h('section', { class: 'panel-card' }, h('h2', { class: 'step' }, t('setUp3')),
    h('ul', { class: 'bulleted' }, h('li', {}, t('setUp3Stewards')), h('li', {}, t('setUp3Invite')), h('li', {}, t('setUp3Try'))));
  private readonly element = h('div', { class: 'narrow wide-narrow set-up' }, h('header', {}, h('h1', {}, t('setUpTitle')), h('p', { class: 'prompt' }, t('setUpLead'))), this.said);
  private readonly left = new AbortController();
  private readonly existing = h('div', {});
  private readonly import = new AreaImport();
  private readonly form = new JurisdictionForm(({ code }) => void this.created(code));

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    void this.load(new URLSearchParams(location.search).get('j') ?? undefined);
  }

  unmount(): void {
    this.left.abort();
    this.form.unmount();
    this.import.unmount();
    this.element.remove();
  }

  /** @param chosen The jurisdiction that areas are to be brought into: the one just created, or the one the address names. */
  private async load(chosen: string | undefined): Promise<void> {
    if (currentSession() === null) {
      this.said.replaceChildren(h('p', { class: 'note' }, t('setUpSignIn'), ' ', h('a', { href: '/signin' }, t('signIn'))));
      return;
    }
    try {
      const [person, all] = await Promise.all([me(this.left.signal), listJurisdictions(this.left.signal)]);
      this.said.replaceChildren(...(maySetUp(person) ? [] : [h('p', { class: 'note' }, t('setUpNotAllowed'))]));
      if (maySetUp(person)) {
        this.show(person, all, chosen);
      }
    } catch (error) {
      if (!isAbort(error)) {
        this.said.replaceChildren(faultBox(error, () => void this.load(chosen)));
      }
    }
  }

  private async created(code: string): Promise<void> {
    await this.load(code);
    this.second.scrollIntoView();
  }

  private show(person: Person, all: readonly JurisdictionSummary[], chosen: string | undefined): void {
    const mine = all.filter(({ code }) => mayImportAreas(person, code));
    this.form.unmount();
    this.existing.replaceChildren(...(all.length === 0 ? [] : [list(all)]));
    this.first.append(this.existing);
    if (mayCreateJurisdictions(person)) {
      if (all.length === 0) {
        this.form.mount(this.first);
      } else {
        const another = h('details', {}, h('summary', {}, t('jurisdictionAnother')));
        this.form.mount(another);
        this.existing.append(another);
      }
    }
    this.element.append(this.first, this.second, this.third);
    this.about.textContent = t(mine.length === 0 ? 'setUp2Wait' : 'setUp2Text');
    if (mine.length > 0) {
      this.import.mount(this.second);
      this.import.showJurisdictions(mine, chosen ?? mine.find(({ bbox }) => bbox === null)?.code);
    }
  }
}

const list = (all: readonly JurisdictionSummary[]): HTMLElement =>
  h('ul', { class: 'jurisdictions' }, ...all.map(({ code, name, bbox }) => h('li', {},
    h('a', { href: `/map?${new URLSearchParams({ j: code })}` }, name), h('code', {}, code),
    h('span', { class: bbox === null ? 'state' : 'state resolved' }, t(bbox === null ? 'withoutAreas' : 'withAreas')))));
