import { h } from '../element';
import { t } from '../language';
import { mostPhotos } from '../photo-queue';

/** Up to five pictures of a report, with small copies of what was chosen. */
export class PhotoPicker {
  private readonly input = h('input', { id: 'photos', type: 'file', accept: 'image/jpeg,image/png,image/webp', multiple: true, class: 'visually-hidden', onchange: () => this.add() });
  private readonly shown = h('ul', { class: 'photos' });
  private readonly addLabel = h('label', { for: 'photos', class: 'button' }, t('photoAdd'));
  readonly element = h('div', { class: 'photo-picker' }, this.input, this.shown, h('div', { class: 'row' }, this.addLabel, h('span', { class: 'quiet hint' }, t('photoHint', { most: mostPhotos }))));
  private files: File[] = [];

  chosen(): readonly File[] {
    return this.files;
  }

  clear(): void {
    this.files = [];
    this.show();
  }

  private add(): void {
    this.files = [...this.files, ...(this.input.files ?? [])].slice(0, mostPhotos);
    this.input.value = '';
    this.show();
  }

  private show(): void {
    this.shown.querySelectorAll('img').forEach(image => URL.revokeObjectURL(image.src));
    this.shown.replaceChildren(...this.files.map((file, i) => h('li', {},
      h('img', { src: URL.createObjectURL(file), alt: t('photoNumber', { number: i + 1 }) }),
      h('button', { type: 'button', class: 'plain', 'aria-label': t('photoRemove', { number: i + 1 }), onclick: () => { this.files = this.files.filter(other => other !== file); this.show(); } }, '×'))));
    this.addLabel.hidden = this.files.length >= mostPhotos;
  }
}
