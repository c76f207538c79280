import { ApiProblem, createJurisdiction, isAbort } from '../api';
import { h } from '../element';
import { t, tCode } from '../language';
import type { JurisdictionSettings } from '../wire';
import { CategoryTable } from './category-table';
import { faultBox } from './fault';
import type { Panel } from './panel';

const commonLevels = ['community grid', 'village grid', 'street community grid', 'community grid micro-grid'];

/** Sets up a jurisdiction: code, name, time zone, levels of areas, categories. What is wrong with it the server says, all at once. */
export class JurisdictionForm implements Panel {
  private readonly code = h('input', { id: 'new-code', 'data-path': '$.code', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'new-code-hint' });
  private readonly name = h('input', { id: 'new-name', 'data-path': '$.name', autocomplete: 'off' });
  private readonly zone = h('input', { id: 'new-zone', 'data-path': '$.timeZone', value: 'Asia/Shanghai', list: 'zones', autocomplete: 'off', spellcheck: 'false' });
  private readonly levels = h('select', { id: 'new-levels', onchange: () => this.showOther() },
    ...commonLevels.map(levels => h('option', { value: levels }, levels.split(' ').map(level => tCode('level', level)).join(' › '))),
    h('option', { value: '' }, t('levelsOther')));
  private readonly other = h('input', { id: 'new-levels-other', 'data-path': '$.levels', placeholder: 'street, community, grid', autocomplete: 'off', spellcheck: 'false' });
  private readonly otherLabel = h('label', { hidden: true }, h('span', {}, t('levelsTopmostFirst')), this.other);
  private readonly categories = new CategoryTable();
  private readonly more = h('details', {}, h('summary', {}, t('categories')), h('p', { class: 'quiet' }, t('categoriesHint')));
  private readonly said = h('div', { 'aria-live': 'polite' });
  private readonly button = h('button', { type: 'submit', class: 'primary' }, t('jurisdictionCreate'));
  private readonly element = h('form', { class: 'set-up-form', novalidate: true, onsubmit: (event: SubmitEvent) => { event.preventDefault(); void this.create(); } },
    h('div', { class: 'fields' },
      h('label', {}, h('span', {}, t('jurisdictionName')), this.name),
      h('label', {}, h('span', {}, t('code')), this.code, h('small', { id: 'new-code-hint', class: 'quiet' }, t('codeHint'))),
      h('label', {}, h('span', {}, t('levels')), this.levels),
      h('label', {}, h('span', {}, t('timeZone')), this.zone),
      this.otherLabel),
    h('datalist', { id: 'zones' }, ...Intl.supportedValuesOf('timeZone').map(value => h('option', { value }))),
    this.more, this.said, h('div', { class: 'row' }, this.button));
  private request: AbortController | null = null;

  constructor(private readonly created: (settings: JurisdictionSettings) => void) {}

  mount(parent: HTMLElement): void {
    this.element.reset();
    this.showOther();
    parent.append(this.element);
    this.categories.mount(this.more);
  }

  unmount(): void {
    this.request?.abort();
    this.categories.unmount();
    this.element.remove();
  }

  private showOther(): void {
    this.otherLabel.hidden = this.levels.value !== '';
  }

  private async create(): Promise<void> {
    this.request?.abort();
    const request = this.request = new AbortController();
    this.button.disabled = true;
    this.mark([]);
    this.said.replaceChildren();
    try {
      this.created(await createJurisdiction({
        code: this.code.value.trim(), name: this.name.value.trim(), timeZone: this.zone.value.trim(),
        levels: (this.levels.value || this.other.value).split(/[\s,，、]+/).filter(level => level !== ''), categories: this.categories.categories(),
      }, request.signal));
    } catch (error) {
      if (!isAbort(error)) {
        this.said.replaceChildren(faultBox(error));
        this.mark(error instanceof ApiProblem ? error.errors.map(({ path }) => path) : []);
      }
    } finally {
      this.button.disabled = false;
    }
  }

  private mark(paths: readonly string[]): void {
    for (const field of this.element.querySelectorAll<HTMLElement>('[data-path]')) {
      const path = field.dataset['path'] ?? '';
      field.setAttribute('aria-invalid', String(paths.some(faulty => faulty === path || faulty.startsWith(`${path}[`))));
    }
    this.more.open ||= paths.some(path => path.startsWith('$.categories'));
  }
}
