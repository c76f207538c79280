import { importAreas, isAbort } from '../api';
import { h } from '../element';
import { guess, readFeatureFile, type FeatureFile } from '../feature-file';
import { t, tCode } from '../language';
import type { AreaImported, AreaMapping, JurisdictionSummary } from '../wire';
import { faultBox } from './fault';
import type { Panel } from './panel';

/** Brings areas in from a GeoJSON file: says which properties hold what, sends the file as it is, and shows every fault that the server names. */
export class AreaImport implements Panel {
  private readonly jurisdiction = h('select', { id: 'import-jurisdiction', onchange: () => this.showMapping() });
  private readonly chooser = h('input', { id: 'import-file', type: 'file', accept: '.geojson,.json,application/geo+json', onchange: () => void this.read() });
  private readonly about = h('p', { class: 'quiet', 'aria-live': 'polite' });
  private readonly code = h('select', { id: 'import-code', onchange: () => this.showExample() });
  private readonly name = h('select', { id: 'import-name', onchange: () => this.showExample() });
  private readonly parent = h('select', { id: 'import-parent' });
  private readonly level = h('select', { id: 'import-level' });
  private readonly system = h('select', { id: 'import-system' }, ...systems());
  private readonly example = h('p', { class: 'note', hidden: true });
  private readonly mapping = h('div', { class: 'fields', hidden: true },
    h('label', {}, h('span', {}, t('importCode')), this.code), h('label', {}, h('span', {}, t('importName')), this.name),
    h('label', {}, h('span', {}, t('importLevel')), this.level), h('label', {}, h('span', {}, t('importParent')), this.parent),
    h('label', {}, h('span', {}, t('importSystem')), this.system));
  private readonly said = h('div', { 'aria-live': 'polite' });
  private readonly button = h('button', { type: 'submit', class: 'primary', disabled: true }, t('importAreas'));
  private readonly element = h('form', { class: 'set-up-form', novalidate: true, onsubmit: (event: SubmitEvent) => { event.preventDefault(); void this.send(); } },
    h('div', { class: 'fields' }, h('label', {}, h('span', {}, t('jurisdiction')), this.jurisdiction), h('label', {}, h('span', {}, t('importFile')), this.chooser)),
    this.about, this.mapping, this.example, this.said, h('div', { class: 'row' }, this.button));
  private file: FeatureFile | null = null;
  private all: readonly JurisdictionSummary[] = [];
  private request: AbortController | null = null;

  mount(parent: HTMLElement): void {
    parent.append(this.element);
  }

  unmount(): void {
    this.request?.abort();
    this.element.remove();
  }

  showJurisdictions(all: readonly JurisdictionSummary[], chosen: string | undefined): void {
    this.all = all;
    this.jurisdiction.replaceChildren(...all.map(({ code, name }) => h('option', { value: code, selected: code === chosen }, `${name} (${code})`)));
    this.showMapping();
  }

  private async read(): Promise<void> {
    const [chosen] = this.chooser.files ?? [];
    this.file = chosen === undefined ? null : readFeatureFile(await chosen.text());
    this.said.replaceChildren();
    this.about.textContent = this.file !== null ? t('importAbout', { count: this.file.features }) : chosen === undefined ? '' : t('importNoGeoJson');
    this.showMapping();
  }

  /** Offers the file's own properties, the likeliest chosen, and the jurisdiction's own levels. */
  private showMapping(): void {
    const { file } = this;
    const levels = this.all.find(({ code }) => code === this.jurisdiction.value)?.levels ?? [];
    this.mapping.hidden = file === null;
    this.button.disabled = file === null || levels.length === 0;
    if (file !== null) {
      const { properties } = file;
      const options = (chosen: string | undefined): HTMLElement[] => properties.map(property => h('option', { value: property, selected: property === chosen }, property));
      const none = h('option', { value: '' }, t('importNone'));
      const parent = guess(properties, [/^parent$/i, /parent|上级/i]);
      const ownLevel = guess(properties, [/^level$/i]);
      this.code.replaceChildren(...options(guess(properties, [/^code$/i, /^(?!county).*(code|编码|編碼|代码)$/i, /(^|_)id$/i])));
      this.name.replaceChildren(...options(guess(properties, [/^name$/i, /name|名称|名稱/i])));
      this.parent.replaceChildren(...(properties.includes('parent') ? [] : [none]), ...options(parent)); // the server takes `parent` by itself where it is there
      this.level.replaceChildren(
        ...levels.map(level => h('option', { value: `level:${level}` }, t('importAllOn', { level: tCode('level', level) }))),
        ...properties.map(property => h('option', { value: `property:${property}`, selected: property === ownLevel }, t('importLevelFrom', { property }))));
      if (ownLevel === undefined) {
        this.level.value = `level:${levels.at(-1)}`;
      }
    }
    this.showExample();
  }

  private showExample(): void {
    const { example = {} } = this.file ?? {};
    this.example.hidden = this.file === null;
    this.example.textContent = t('importExample', { code: String(example[this.code.value] ?? '—'), name: String(example[this.name.value] ?? '—') });
  }

  private chosenMapping(): AreaMapping {
    const [kind, ...rest] = this.level.value.split(':');
    const where = rest.join(':');
    return {
      code: this.code.value, name: this.name.value, ...(this.parent.value === '' ? {} : { parent: this.parent.value }),
      ...(this.system.value === '' ? {} : { coordinateSystem: this.system.value }),
      ...(kind === 'level' ? { level: where } : { levelProperty: where }),
    };
  }

  private async send(): Promise<void> {
    const [chosen] = this.chooser.files ?? [];
    const jurisdiction = this.jurisdiction.value;
    if (chosen === undefined) {
      return;
    }
    this.request?.abort();
    const request = this.request = new AbortController();
    this.button.disabled = true;
    this.said.replaceChildren(h('p', { class: 'quiet' }, t('sending')));
    try {
      this.said.replaceChildren(done(jurisdiction, await importAreas(jurisdiction, chosen, this.chosenMapping(), request.signal)));
    } catch (error) {
      if (!isAbort(error)) {
        this.said.replaceChildren(faultBox(error));
      }
    } finally {
      this.button.disabled = false;
    }
  }
}

/** What the server takes: the file's own word, the systems of web maps, and the zones of surveys with and without their number before the easting. */
const systems = (): HTMLElement[] => [
  h('option', { value: '' }, t('importSystemFile')),
  h('option', { value: 'gcj02' }, t('importSystemGcj02')),
  h('option', { value: 'bd09' }, t('importSystemBd09')),
  ...[[4488, 'importSystemZone'] as const, [4509, 'importSystemMeridian'] as const].flatMap(([before, text]) =>
    Array.from({ length: 21 }, (_, i) => i + 25).map(zone => h('option', { value: `EPSG:${before + zone}` }, t(text, { zone, degrees: 3 * zone })))),
];

const done = (jurisdiction: string, { added, changed, unchanged, areas }: AreaImported): HTMLElement =>
  h('div', { class: 'note imported' }, h('p', {}, h('b', {}, t('importDone', { areas })), ' ', t('importCounts', { added, changed, unchanged })),
    h('a', { class: 'button', href: `/map?${new URLSearchParams({ j: jurisdiction })}` }, t('openMap')));
