import { isAbort } from '../api';
import type { ChosenPlace, Draft } from '../draft';
import { h } from '../element';
import { t } from '../language';
import { interiorOf } from '../layers/interior-point';
import type { Outbox } from '../outbox';
import { AreaReportsPanel } from '../panels/area-reports';
import { AreaTable } from '../panels/area-table';
import { faultBox } from '../panels/fault';
import type { Panel } from '../panels/panel';
import { Reporting } from '../panels/reporting';
import { Sheet } from '../panels/sheet';
import { ViewControls, type ViewChange } from '../panels/view-controls';
import { currentSession } from '../session';
import { parseView, writeView } from '../url-state';
import type { AreaFeature } from '../wire';
import { readMap, type MapData } from './map-data';
import { MapStage } from './map-stage';

/** The map of the grids beside the panel: residents report, staff also see the reports of the area they click. */
export class MapPage implements Panel {
  private readonly view = parseView(location.search);
  private readonly staff = currentSession() !== null;
  private readonly controls = new ViewControls(change => this.change(change));
  private readonly stage = new MapStage({ clicked: (area, at) => this.clicked(area, at), moved: camera => { this.view.camera = camera; this.writeAddress(); } });
  private readonly sheet = new Sheet(this.staff);
  private readonly reports = new AreaReportsPanel(() => void this.load());
  private readonly table = new AreaTable(area => this.picked(area));
  private readonly reporting: Reporting;
  private readonly element = h('div', { class: 'map-page' });
  private loading: AbortController | null = null;
  private data: MapData | null = null;

  constructor(outbox: Outbox, private readonly draft: Draft, private readonly openForm: boolean) {
    this.reporting = new Reporting(outbox, draft, {
      centre: () => this.stage.centre(this.sheet.top()),
      placed: place => this.placed(place),
      announced: () => this.sheet.showTop(),
      registered: () => void this.load(),
      knownZone: jurisdiction => jurisdiction === this.data?.settings.code ? this.data.settings.timeZone : undefined,
    });
  }

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    document.body.classList.add('full-page');
    for (const panel of [this.controls, this.stage, this.sheet]) {
      panel.mount(this.element);
    }
    this.reporting.mount(this.sheet.report);
    this.table.mount(this.sheet.foot);
    if (this.staff) {
      this.reports.mount(this.sheet.reports);
    }
    this.sheet.open(this.openForm);
    void this.start();
  }

  unmount(): void {
    document.body.classList.remove('full-page');
    this.loading?.abort();
    for (const panel of [this.table, this.reporting, this.reports, this.sheet, this.stage, this.controls]) {
      panel.unmount();
    }
    this.element.remove();
  }

  private async start(): Promise<void> {
    try {
      if (await this.stage.start(this.view.camera)) {
        await this.load(this.view.camera === undefined);
        this.reporting.choose(this.draft.place);
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
      const data = await readMap(this.view, request.signal);
      if (data === null) {
        this.stage.say(h('p', { class: 'card' }, t('noJurisdictions')));
      } else {
        this.show(data, fit);
      }
    } catch (error) {
      if (!isAbort(error)) {
        this.stage.say(faultBox(error, () => void this.load(fit)));
      }
    }
  }

  private show(data: MapData, fit: boolean): void {
    this.data = data;
    Object.assign(this.view, { jurisdiction: data.jurisdiction.code, level: data.level });
    this.controls.show(data.all, data.jurisdiction, data.level, this.view.measure);
    this.reporting.showCategories(data.settings.categories);
    this.stage.show(data.areas, data.outlines, this.view.measure);
    this.table.show(data.areas.features, this.view.measure);
    this.stage.say(...(data.areas.features.length === 0 ? [h('p', { class: 'card' }, t('noAreas'))] : []));
    if (fit && data.jurisdiction.bbox !== null) {
      this.stage.fit(data.jurisdiction.bbox, this.sheet.top());
    }
    this.writeAddress();
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
    this.reporting.offer({ longitude: ((at.lng + 540) % 360) - 180, latitude: at.lat, source: 'map' });
  }

  private picked(area: AreaFeature): void {
    const { longitude, latitude } = interiorOf(area);
    this.stage.bringIntoView({ longitude, latitude }, this.sheet.top());
    this.clicked(area, { lng: longitude, lat: latitude });
  }

  private placed(place: ChosenPlace | null): void {
    this.stage.showPlace(place);
    if (place === null) {
      return;
    }
    this.sheet.open(true);
    this.stage.bringIntoView(place, this.sheet.top(), place.source === 'gps' ? Math.max(15, this.stage.zoom()) : undefined);
  }

  private writeAddress(): void {
    history.replaceState(null, '', writeView(this.view) + location.hash);
  }
}
