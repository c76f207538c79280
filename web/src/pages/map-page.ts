import { areaReport, isAbort } from '../api';
import type { ChosenPlace, Draft } from '../draft';
import { h } from '../element';
import { interiorOf } from '../layers/interior-point';
import type { Outbox } from '../outbox';
import { AreaReportsPanel } from '../panels/area-reports';
import { AreaTable } from '../panels/area-table';
import { EmptyDeployment } from '../panels/empty-deployment';
import { faultBox } from '../panels/fault';
import { noAreasCard } from '../panels/no-areas';
import type { Panel } from '../panels/panel';
import { Reporting } from '../panels/reporting';
import { Sheet } from '../panels/sheet';
import { ViewControls, type ViewChange } from '../panels/view-controls';
import { currentSession } from '../session';
import { drawnZoom, parseView, writeView, type View } from '../url-state';
import type { AreaFeature } from '../wire';
import { readAreas, readMap, type MapData } from './map-data';
import { MapStage } from './map-stage';

/** The map of the grids beside the panel: residents report, staff also see the reports of the area they click. */
export class MapPage implements Panel {
  private readonly view = parseView(location.search);
  private readonly staff = currentSession() !== null;
  private readonly setsUp = currentSession()?.setsUp ?? false;
  private readonly controls = new ViewControls(change => this.change(change));
  private readonly stage = new MapStage({ clicked: (area, at) => this.clicked(area, at), moved: camera => this.moved(camera) });
  private readonly sheet = new Sheet(this.staff);
  private readonly reports = new AreaReportsPanel(() => void this.load(), () => this.selectArea(null));
  private readonly table = new AreaTable(area => this.picked(area));
  private readonly reporting: Reporting;
  private readonly element = h('div', { class: 'map-page' });
  private loading: AbortController | null = null;
  private redrawing: AbortController | null = null;
  private data: MapData | null = null;
  private area: AreaFeature | null = null;
  private empty: EmptyDeployment | null = null;

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
    if (this.staff && !this.openForm) {
      this.sheet.turnTo(this.sheet.reports);
    }
    this.sheet.open(this.openForm);
    void this.start();
  }

  unmount(): void {
    document.body.classList.remove('full-page');
    this.loading?.abort();
    this.redrawing?.abort();
    for (const panel of [this.empty, this.table, this.reporting, this.reports, this.sheet, this.stage, this.controls]) {
      panel?.unmount();
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
    this.redrawing?.abort();
    const request = this.loading = new AbortController();
    try {
      const data = await readMap(this.view, ({ bbox }) => fit && bbox !== null ? this.stage.zoomToFit(bbox, this.sheet.top()) : this.stage.zoom(), request.signal);
      if (data === null) {
        this.showEmpty();
      } else {
        this.show(data, fit);
      }
    } catch (error) {
      if (!isAbort(error)) {
        this.stage.say(faultBox(error, () => void this.load(fit)));
      }
    }
  }

  private moved(camera: NonNullable<View['camera']>): void {
    this.view.camera = camera;
    this.writeAddress();
    this.redrawing?.abort();
    if (this.data !== null && drawnZoom(camera.zoom) !== this.data.zoom) {
      void this.redraw(this.data, drawnZoom(camera.zoom));
    }
  }

  /** Fetches the areas in the detail of another zoom. What is on the map stays until they are there, and where they cannot be had. */
  private async redraw(data: MapData, zoom: number): Promise<void> {
    this.redrawing?.abort();
    const request = this.redrawing = new AbortController();
    try {
      Object.assign(data, await readAreas(data.jurisdiction, data.level, zoom, request.signal));
      this.stage.redraw(data.areas, data.outlines);
    } catch {
      // Coarser or finer borders than could be are no fault.
    }
  }

  private show(data: MapData, fit: boolean): void {
    this.data = data;
    Object.assign(this.view, { jurisdiction: data.jurisdiction.code, level: data.level });
    this.controls.show(data.all, data.jurisdiction, data.level, this.view.measure);
    this.reporting.showCategories(data.settings.categories);
    this.stage.show(data.areas, data.outlines, this.view.measure);
    this.table.show(data.areas.features, this.view.measure);
    this.stage.say(...(data.areas.features.length === 0 ? [noAreasCard(data.jurisdiction, data.level, this.setsUp)] : []));
    if (this.staff) {
      this.reports.show(data.settings, this.area?.properties ?? null);
    }
    void this.showProblems(data.jurisdiction.code);
    if (fit && data.jurisdiction.bbox !== null) {
      this.stage.fit(data.jurisdiction.bbox, this.sheet.top());
    } else if (drawnZoom(this.stage.zoom()) !== data.zoom) {
      void this.redraw(data, drawnZoom(this.stage.zoom())); // moved while it loaded
    }
    this.writeAddress();
  }

  /** Where something is wrong between areas, if the address asks for it. */
  private async showProblems(jurisdiction: string): Promise<void> {
    if (!this.view.problems || !this.staff) {
      return;
    }
    try {
      this.stage.showProblems(await areaReport(jurisdiction, this.loading?.signal ?? AbortSignal.abort()));
    } catch (error) {
      if (!isAbort(error)) {
        this.stage.say(faultBox(error));
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
    this.area = null;
    this.stage.select(null);
    void this.load(change.jurisdiction !== undefined);
  }

  private clicked(area: AreaFeature | null, at: { lng: number; lat: number }): void {
    this.selectArea(area);
    if (this.sheet.showsReports()) {
      this.sheet.open(true);
      this.stage.bringIntoView({ longitude: at.lng, latitude: at.lat }, this.sheet.top());
      return;
    }
    this.reporting.offer({ longitude: ((at.lng + 540) % 360) - 180, latitude: at.lat, source: 'map' });
  }

  private selectArea(area: AreaFeature | null): void {
    this.area = area;
    this.stage.select(area?.properties.code ?? null);
    if (this.staff && this.data !== null) {
      this.reports.show(this.data.settings, area?.properties ?? null);
    }
  }

  /** Nothing has been set up: there is no map to show, and nobody to report to. */
  private showEmpty(): void {
    this.empty = new EmptyDeployment(this.staff, this.setsUp);
    this.element.classList.add('not-set-up');
    this.empty.mount(this.element);
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
