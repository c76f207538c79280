import { defaultCategories } from '../default-categories';
import { h } from '../element';
import { t, tCode } from '../language';
import type { Key } from '../strings/zh';
import { kinds, type Category, type Kind } from '../wire';
import type { Panel } from './panel';

const columns: readonly (readonly [keyof Category, Key])[] = [
  ['code', 'code'], ['name', 'categoryName'], ['nameEn', 'categoryNameEn'], ['kind', 'kind'], ['acceptHours', 'acceptHours'], ['resolveHours', 'resolveHours'],
];

/** The categories of a new jurisdiction, to be changed, added to and taken from. Each field is named by its path in the body, so that a fault can find it. */
export class CategoryTable implements Panel {
  private readonly rows = h('tbody', {});
  private readonly element = h('div', { class: 'category-table' },
    h('table', {}, h('thead', {}, h('tr', {}, ...columns.map(([, label]) => h('th', { scope: 'col' }, t(label))), h('td', {}))), this.rows),
    h('button', { type: 'button', class: 'plain', onclick: () => this.add({ code: '', name: '', nameEn: null, kind: 'hazard', acceptHours: 8, resolveHours: 72 }) }, t('categoryAdd')));

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    defaultCategories.forEach(category => this.add(category));
  }

  unmount(): void {
    this.element.remove();
    this.rows.replaceChildren();
  }

  categories(): Category[] {
    return [...this.rows.rows].map(row => {
      const value = (column: keyof Category): string => row.querySelector<HTMLInputElement | HTMLSelectElement>(`[data-column=${column}]`)?.value.trim() ?? '';
      return {
        code: value('code'), name: value('name'), nameEn: value('nameEn') || null, kind: value('kind') as Kind,
        acceptHours: hours(value('acceptHours')), resolveHours: hours(value('resolveHours')),
      };
    });
  }

  private add(category: Category): void {
    const row = h('tr', {},
      ...columns.map(([column, label]) => h('td', { class: `column-${column}`, 'data-label': t(label) }, field(column, category, t(label)))),
      h('td', {}, h('button', { type: 'button', class: 'plain remove', 'aria-label': t('categoryRemove'), title: t('categoryRemove'), onclick: () => { row.remove(); this.number(); } }, '×')));
    this.rows.append(row);
    this.number();
  }

  private number(): void {
    [...this.rows.rows].forEach((row, index) => row.querySelectorAll<HTMLElement>('[data-column]').forEach(cell => {
      cell.dataset['path'] = `$.categories[${index}].${cell.dataset['column']}`;
    }));
  }
}

function field(column: keyof Category, category: Category, label: string): HTMLElement {
  const attributes = { 'data-column': column, 'aria-label': label };
  if (column !== 'kind') {
    const numeric = typeof category[column] === 'number';
    return h('input', { ...attributes, value: category[column] ?? '', ...(numeric ? { inputmode: 'decimal' } : {}), autocomplete: 'off', spellcheck: 'false' });
  }
  return h('select', attributes, ...kinds.map(kind => h('option', { value: kind, selected: kind === category.kind }, tCode('kind', kind))));
}

/** What is no number goes as it was typed, for the server to name. */
const hours = (text: string): number => text === '' || Number.isNaN(Number(text)) ? text as unknown as number : Number(text);
