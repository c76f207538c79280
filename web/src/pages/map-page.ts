import { ApiProblem, getJurisdiction, isAbort, Unreachable } from '../api';
import { emptyDraft, type ChosenPlace, type Draft } from '../draft';
import { h } from '../element';
import { t } from '../language';
import { newKey, type Outbox } from '../outbox';
import { AreaReportsPanel } from '../panels/area-reports';
import { AreaTable } from '../panels/area-table';
import { faultBox } from '../panels/fault';
import type { Panel } from '../panels/panel';
import { PlacePanel } from '../panels/place';
import { ReportForm } from '../panels/report-form';
import { ReportReceiptPanel } from '../panels/report-receipt';
import { Sheet } from '../panels/sheet';
import { UnsentPanel } from '../panels/unsent';
import { ViewControls, type ViewChange } from '../panels/view-controls';
import { currentSession } from '../session';
import { parseView, writeView } from '../url-state';
import type { AreaFeature, ReportReceipt } from '../wire';
import { interiorOf } from '../layers/interior-point';
import { readMap, type MapData } from './map-data';
import { MapStage } from './map-stage';

/** The map of the grids beside the form: choosing a place, reporting, and for staff the reports of an area. */
export class MapPage implements Panel {
  private readonly view = parseView(location.search);
  private readonly staff = currentSession() !== null;
  private readonly controls = new ViewControls(change => this.change(change));
  private readonly stage = new MapStage({ clicked: (area, at) => this.clicked(area, at), moved: camera => { this.view.camera = camera; this.writeAddress(); } });
  private readonly sheet = new Sheet(this.staff);
  private readonly unsent: UnsentPanel;
  private readonly place = new PlacePanel({ chosen: place => this.choose(place), centre: () => this.stage.centre() });
  private readonly form: ReportForm;
  private readonly reports = new AreaReportsPanel(() => void this.load());
  private readonly table = new AreaTable(area => this.picked(area));
  private readonly said = h('div', { 'aria-live': 'polite' });
  private readonly writing = h('div', { class: 'writing' }, h('h1', {}, t('report')));
  private readonly element = h('div', { class: 'map-page' });
  private readonly left = new AbortController();
  private loading: AbortController | null = null;
  private receipt: ReportReceiptPanel | null = null;
  private data: MapData | null = null;

  constructor(private readonly outbox: Outbox, private readonly draft: Draft, private readonly openForm: boolean) {
    this.unsent = new UnsentPanel(outbox);
    this.form = new ReportForm(draft, () => void this.submit());
  }

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    document.body.classList.add('full-page');
    for (const panel of [this.controls, this.stage, this.sheet]) {
      panel.mount(this.element);
    }
    this.unsent.mount(this.sheet.report);
    this.sheet.report.append(this.said, this.writing);
    this.place.mount(this.writing);
    this.form.mount(this.writing);
    this.table.mount(this.sheet.foot);
    if (this.staff) {
      this.reports.mount(this.sheet.reports);
    }
    this.sheet.open(this.openForm);
    this.outbox.events = {
      changed: waiting => this.unsent.show(waiting),
      sent: receipt => void this.showReceipt(receipt),
      refused: (unsent, problem) => { Object.assign(this.draft, { words: unsent.report.words, category: unsent.report.category }); this.form.refill(); this.form.showFault(problem); },
    };
    void this.start();
  }

  unmount(): void {
    this.outbox.silence();
    document.body.classList.remove('full-page');
    this.left.abort();
    this.loading?.abort();
    for (const panel of [this.receipt, this.table, this.form, this.place, this.unsent, this.reports, this.sheet, this.stage, this.controls]) {
      panel?.unmount();
    }
    this.element.remove();
  }

  private async start(): Promise<void> {
    try {
      if (await this.stage.start(this.view.camera)) {
        await this.load(this.view.camera === undefined);
        this.choose(this.draft.place);
      }
    } catch (error) {
      this.stage.say(faultBox(error));
    }
  }

  /** Reads the view anew. An earlier reading that is still under way is dropped. */
  private async load(fit = false): Promise<void> {
    this.loading?.abort();
    const request = this.loading = new AbortController();
    try {
      const data = this.data = await readMap(this.view, request.signal);
      if (data === null) {
        this.stage.say(h('p', { class: 'card' }, t('noJurisdictions')));
        return;
      }
      Object.assign(this.view, { jurisdiction: data.jurisdiction.code, level: data.level });
      this.controls.show(data.all, data.jurisdiction, data.level, this.view.measure);
      this.form.showCategories(data.settings.categories);
      this.stage.show(data.areas, data.outlines, this.view.measure);
      this.table.show(data.areas.features, this.view.measure);
      this.stage.say(...(data.areas.features.length === 0 ? [h('p', { class: 'card' }, t('noAreas'))] : []));
      if (fit && data.jurisdiction.bbox !== null) {
        this.stage.fit(data.jurisdiction.bbox);
      }
      this.writeAddress();
    } catch (error) {
      if (!isAbort(error)) {
        this.stage.say(faultBox(error, () => void this.load(fit)));
      }
    }
  }

  private change(change: ViewChange): void {
    Object.assign(this.view, change);
    if (change.measure !== undefined) {
      this.stage.showMeasure(change.measure);
      this.table.show(this.data?.areas.features ?? [], change.measure);
      this.writeAddress();
      return;
    }
    this.stage.select(null);
    void this.load(change.jurisdiction !== undefined);
  }

  private clicked(area: AreaFeature | null, at: { lng: number; lat: number }): void {
    this.stage.select(area?.properties.code ?? null);
    if (this.staff && area !== null) {
      this.reports.show(area.properties, this.data?.settings.timeZone);
    }
    if (this.receipt === null) {
      this.choose({ longitude: ((at.lng + 540) % 360) - 180, latitude: at.lat, source: 'map' });
    }
  }

  private picked(area: AreaFeature): void {
    const { longitude, latitude } = interiorOf(area);
    this.stage.bringIntoView({ longitude, latitude });
    this.clicked(area, { lng: longitude, lat: latitude });
  }

  private choose(place: ChosenPlace | null): void {
    this.draft.place = place;
    this.stage.showPlace(place);
    this.place.show(place);
    if (place !== null) {
      this.sheet.open(true);
      this.stage.bringIntoView(place, place.source === 'gps' ? Math.max(15, this.stage.zoom()) : undefined);
    }
  }

  private async submit(): Promise<void> {
    const { place, category, words, name, phone } = this.draft;
    if (place === null) {
      return;
    }
    const { longitude, latitude, accuracyMetres } = place;
    const contact = { ...(name.trim() ? { name: name.trim() } : {}), ...(phone.trim() ? { phone: phone.trim() } : {}) };
    const key = newKey();
    this.form.busy(true);
    try {
      await this.outbox.add({ key, report: {
        category, words: words.trim(), source: 'resident', clientTime: new Date().toISOString(),
        point: { longitude, latitude, ...(accuracyMetres === undefined ? {} : { accuracyMetres }) },
        ...(Object.keys(contact).length === 0 ? {} : { contact }),
      } });
    } catch (error) {
      this.form.showFault(error);
    } finally {
      this.form.busy(false);
    }
    if (this.outbox.waiting().some(unsent => unsent.key === key)) {
      this.said.replaceChildren(h('p', { class: 'note' }, t('savedOffline')));
      this.startOver();
    }
  }

  private async showReceipt(receipt: ReportReceipt): Promise<void> {
    this.said.replaceChildren();
    this.receipt?.unmount();
    this.receipt = new ReportReceiptPanel(receipt, await this.zoneOf(receipt.jurisdiction), () => { this.receipt?.unmount(); this.receipt = null; this.writing.hidden = false; });
    this.writing.hidden = true;
    this.receipt.mount(this.sheet.report);
    this.startOver();
    this.sheet.open(true);
    await this.load();
  }

  /** The place may lie in another jurisdiction than the one on the screen, or in none. The receipt matters more than its clock: if the zone cannot be read it shows the device's. */
  private async zoneOf(jurisdiction: string): Promise<string | undefined> {
    if (jurisdiction === this.data?.settings.code) {
      return this.data.settings.timeZone;
    }
    try {
      return (await getJurisdiction(jurisdiction, this.left.signal)).timeZone;
    } catch (error) {
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) {
        throw error;
      }
      return undefined;
    }
  }

  private startOver(): void {
    Object.assign(this.draft, emptyDraft(), { name: this.draft.name, phone: this.draft.phone });
    this.form.refill();
    this.choose(null);
  }

  private writeAddress(): void {
    history.replaceState(null, '', writeView(this.view) + location.hash);
  }
}
