import { ApiProblem, getFile, isAbort, listCoverage, listJurisdictions, runCoverage } from '../api';
import { h } from '../element';
import { language, t } from '../language';
import { faultBox } from '../panels/fault';
import type { Panel } from '../panels/panel';
import { currentSession } from '../session';
import type { CoverageNight, JurisdictionSummary } from '../wire';

/** The report with the morning tea: choose a night, read it, print it, take its tables along. */
export class CoveragePage implements Panel {
  private readonly where = h('select', { name: 'jurisdiction', onchange: () => void this.open(this.where.value) });
  private readonly night = h('select', { name: 'night', onchange: () => void this.read() });
  private readonly tools = h('div', { class: 'row' });
  private readonly said = h('div', { 'aria-live': 'polite' });
  private readonly frame = h('iframe', { class: 'coverage-frame', title: t('coverageFrame'), sandbox: 'allow-same-origin allow-modals', hidden: true });
  private readonly element = h('div', { class: 'coverage' },
    h('h1', {}, t('coverageTitle')), h('p', { class: 'quiet' }, t('coverageText')),
    h('div', { class: 'row coverage-choice' }, h('label', {}, t('coverageWhere'), this.where), h('label', {}, t('coverageNight'), this.night), this.tools),
    this.said, this.frame);
  private readonly left = new AbortController();
  private readonly fit = (): void => {
    const content = this.frame.contentDocument?.documentElement;
    if (content !== undefined && content !== null) {
      this.frame.style.height = `${content.scrollHeight}px`;
    }
  };

  /** The frame inherits our content security policy, which keeps styles within a page from working; a style sheet that is made by script is not one of these. */
  private readonly dress = (): void => {
    const inside = this.frame.contentDocument;
    const style = inside?.querySelector('style')?.textContent;
    const own = this.frame.contentWindow as (Window & { CSSStyleSheet: typeof CSSStyleSheet }) | null;
    if (inside !== null && own !== null && style != null && inside.styleSheets.length === 0) {
      const sheet = new own.CSSStyleSheet();
      sheet.replaceSync(style);
      inside.adoptedStyleSheets = [sheet];
    }
  };

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    addEventListener('resize', this.fit);
    this.frame.addEventListener('load', this.dress);
    this.frame.addEventListener('load', this.fit);
    void this.start();
  }

  unmount(): void {
    this.left.abort();
    removeEventListener('resize', this.fit);
    this.element.remove();
  }

  private async start(): Promise<void> {
    if (currentSession() === null) {
      this.element.querySelector('.coverage-choice')?.remove();
      this.said.replaceChildren(h('p', {}, t('coverageSignIn'), ' ', h('a', { href: '/signin' }, t('signInTitle'))));
      return;
    }
    await this.tell(async () => {
      const all = await listJurisdictions(this.left.signal);
      const readable = (await Promise.all(all.map(async town => await this.mayRead(town) ? town : null))).filter(town => town !== null);
      this.where.replaceChildren(...readable.map(({ code, name }) => h('option', { value: code }, name)));
      const wanted = new URLSearchParams(location.search).get('j');
      const first = readable.find(({ code }) => code === wanted) ?? readable[0];
      if (first === undefined) {
        this.said.replaceChildren(h('p', {}, t('coverageNobody')));
        return;
      }
      this.where.value = first.code;
      await this.open(first.code);
    });
  }

  private async mayRead({ code }: JurisdictionSummary): Promise<boolean> {
    try {
      await listCoverage(code, 1, this.left.signal);
      return true;
    } catch (error) {
      if (error instanceof ApiProblem && (error.status === 403 || error.status === 404)) {
        return false;
      }
      throw error;
    }
  }

  private async open(jurisdiction: string): Promise<void> {
    history.replaceState(null, '', `/coverage?${new URLSearchParams({ j: jurisdiction })}`);
    await this.tell(async () => this.offer(await listCoverage(jurisdiction, 400, this.left.signal)));
  }

  private async offer(nights: CoverageNight[]): Promise<void> {
    this.night.replaceChildren(...nights.map(({ date }) => h('option', { value: date }, date)));
    const make = h('button', { type: 'button', onclick: () => void this.make() }, t('coverageMake'));
    if (nights.length === 0) {
      this.frame.hidden = true;
      this.tools.replaceChildren(make);
      this.said.replaceChildren(h('p', {}, t('coverageNone')));
      return;
    }
    const save = (file: string, words: string): HTMLElement => h('button', { type: 'button', class: 'plain', onclick: () => void this.save(file) }, words);
    this.tools.replaceChildren(
      h('button', { type: 'button', class: 'primary', onclick: () => this.frame.contentWindow?.print() }, t('coveragePrint')), make,
      save('page.html', t('coverageSave')), save('areas.csv', t('coverageTable')), save('groups.csv', t('coverageGroups')), save('areas.geojson', t('coverageMap')));
    await this.read();
  }

  private async make(): Promise<void> {
    await this.tell(async () => {
      await runCoverage(this.where.value, this.left.signal);
      await this.offer(await listCoverage(this.where.value, 400, this.left.signal));
    });
  }

  private async read(): Promise<void> {
    await this.tell(async () => {
      const page = await getFile(this.path('page.html'), this.left.signal);
      this.frame.srcdoc = await page.text();
      this.frame.hidden = false;
    });
  }

  private async save(file: string): Promise<void> {
    await this.tell(async () => {
      const url = URL.createObjectURL(await getFile(this.path(file), this.left.signal));
      h('a', { href: url, download: `${this.where.value}-${this.night.value}-${file}` }).click();
      URL.revokeObjectURL(url);
    });
  }

  private path(file: string): string {
    const speaks = file.endsWith('.geojson') ? '' : `?lang=${language()}`;
    return `/api/jurisdictions/${encodeURIComponent(this.where.value)}/coverage-reports/${this.night.value}/${file}${speaks}`;
  }

  private async tell(work: () => Promise<void>): Promise<void> {
    this.said.replaceChildren();
    try {
      await work();
    } catch (error) {
      if (!isAbort(error)) {
        this.said.replaceChildren(faultBox(error));
      }
    }
  }
}
