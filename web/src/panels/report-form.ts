import type { Draft } from '../draft';
import { h } from '../element';
import { categoryName, t } from '../language';
import type { Key } from '../strings/zh';
import type { Category } from '../wire';
import { faultBox } from './fault';
import type { Panel } from './panel';
import { PhotoPicker } from './photo-picker';

/** Category, words and, if the resident likes, how to reach them. Everything typed goes into the draft at once. */
export class ReportForm implements Panel {
  private readonly category = h('select', { id: 'category', required: true, onchange: () => { this.draft.category = this.category.value; } });
  private readonly words = h('textarea', { id: 'words', rows: 4, maxlength: 4000, required: true, 'aria-describedby': 'words-hint', oninput: () => { this.draft.words = this.words.value; } });
  private readonly name = h('input', { id: 'contact-name', autocomplete: 'name', maxlength: 100, oninput: () => { this.draft.name = this.name.value; } });
  private readonly phone = h('input', { id: 'contact-phone', type: 'tel', autocomplete: 'tel', maxlength: 40, oninput: () => { this.draft.phone = this.phone.value; } });
  private readonly contact = h('details', {}, h('summary', {}, t('contact')),
    h('p', { class: 'quiet' }, t('contactHint')),
    h('div', { class: 'pair' }, h('label', {}, h('span', {}, t('name')), this.name), h('label', {}, h('span', {}, t('phone')), this.phone)));
  readonly photos = new PhotoPicker();
  private readonly button = h('button', { type: 'submit', class: 'primary' }, t('submit'));
  private readonly fault = h('div', {});
  private readonly element = h('form', { class: 'report-form', novalidate: true, onsubmit: (event: SubmitEvent) => { event.preventDefault(); this.trySubmit(); } },
    h('label', {}, h('span', {}, t('category')), this.category),
    h('label', {}, h('span', {}, t('words')), this.words),
    h('p', { id: 'words-hint', class: 'quiet hint' }, t('wordsHint')),
    this.photos.element, this.contact, this.fault, this.button);

  constructor(private readonly draft: Draft, private readonly submitted: () => void) {}

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    this.refill();
  }

  unmount(): void {
    this.element.remove();
  }

  showCategories(categories: readonly Category[]): void {
    this.category.replaceChildren(h('option', { value: '' }, t('categoryPrompt')), ...categories.map(({ code }) =>
      h('option', { value: code }, categoryName(code, categories))));
    if (!categories.some(({ code }) => code === this.draft.category)) {
      this.draft.category = '';
    }
    this.category.value = this.draft.category;
  }

  /** Writes the draft into the fields: after mounting, and when the draft was emptied or given back. */
  refill(): void {
    this.category.value = this.draft.category;
    this.words.value = this.draft.words;
    this.name.value = this.draft.name;
    this.phone.value = this.draft.phone;
    this.contact.open ||= this.draft.name !== '' || this.draft.phone !== '';
    this.fault.replaceChildren();
  }

  busy(sending: boolean): void {
    this.button.disabled = sending;
    this.button.textContent = t(sending ? 'sending' : 'submit');
  }

  showFault(error: unknown): void {
    this.fault.replaceChildren(faultBox(error));
  }

  private trySubmit(): void {
    const missing: [Key, HTMLElement | null][] = [];
    if (this.draft.place === null) {
      missing.push(['needPlace', null]);
    }
    if (this.draft.category === '') {
      missing.push(['needCategory', this.category]);
    }
    if (this.draft.words.trim() === '') {
      missing.push(['needWords', this.words]);
    }
    for (const field of [this.category, this.words]) {
      field.setAttribute('aria-invalid', String(missing.some(([, element]) => element === field)));
    }
    this.fault.replaceChildren(...(missing.length === 0 ? [] : [h('div', { class: 'fault', role: 'alert' }, h('ul', {}, ...missing.map(([key]) => h('li', {}, t(key)))))]));
    missing.find(([, element]) => element !== null)?.[1]?.focus();
    if (missing.length === 0) {
      this.submitted();
    }
  }
}
