import type { Map as MapLibreMap } from 'maplibre-gl';
import { h } from '../element';
import { t } from '../language';
import { AreasLayer } from '../layers/areas';
import { classify } from '../layers/classes';
import { LabelsLayer } from '../layers/labels';
import { PlaceLayer } from '../layers/place';
import { ProblemsLayer } from '../layers/problems';
import { makeMap } from '../map';
import { Legend } from '../panels/legend';
import type { Panel } from '../panels/panel';
import { Tooltip } from '../panels/tooltip';
import type { View } from '../url-state';
import type { AreaCollection, AreaFeature, AreaReport, BBox, GeoPoint, Measure } from '../wire';

declare global {
  interface Window {
    /** For the browser tests: the map that is on the screen. Nothing in the product reads it. */
    gridStewardMap?: MapLibreMap;
  }
}

export interface StageEvents {
  clicked(area: AreaFeature | null, at: { lng: number; lat: number }): void;
  moved(camera: NonNullable<View['camera']>): void;
}

/** The map with all that is drawn on it and floats over it. */
export class MapStage implements Panel {
  private readonly canvas = h('div', { class: 'map-canvas' });
  private readonly notice = h('div', { class: 'map-notice', 'aria-live': 'polite' });
  private readonly element = h('section', { class: 'stage', 'aria-label': t('mapLabel') }, this.canvas, this.notice);
  private readonly legend = new Legend();
  private readonly tooltip = new Tooltip();
  private drawn: { map: MapLibreMap; areas: AreasLayer; labels: LabelsLayer; place: PlaceLayer; problems: ProblemsLayer } | null = null;
  private features: readonly AreaFeature[] = [];
  private measure: Measure = 'openReports';
  private unmounted = false;

  constructor(private readonly events: StageEvents) {}

  mount(parent: HTMLElement): void {
    parent.append(this.element);
    this.legend.mount(this.element);
    this.tooltip.mount(this.element);
  }

  unmount(): void {
    this.unmounted = true;
    this.drawn?.areas.remove();
    this.drawn?.labels.remove();
    this.drawn?.place.remove();
    this.drawn?.map.remove();
    delete window.gridStewardMap;
    this.element.remove();
  }

  /** Makes the map. False if the page was left while it loaded. */
  async start(camera: View['camera']): Promise<boolean> {
    const map = await makeMap(this.canvas, camera);
    if (this.unmounted) {
      map.remove();
      return false;
    }
    const areas = new AreasLayer(map, {
      hovered: (code, at) => this.hovered(this.find(code), at),
      clicked: (code, at) => this.events.clicked(this.find(code), at),
    });
    this.drawn = { map, areas, problems: new ProblemsLayer(map), place: new PlaceLayer(map), labels: new LabelsLayer(map) };
    map.on('moveend', () => this.events.moved({ longitude: map.getCenter().wrap().lng, latitude: map.getCenter().lat, zoom: map.getZoom() }));
    window.gridStewardMap = map;
    return true;
  }

  show(areas: AreaCollection, outlines: AreaCollection | null, measure: Measure): void {
    this.features = areas.features;
    this.drawn?.areas.show(areas, outlines);
    this.showMeasure(measure);
  }

  /** The same areas in the detail of another zoom. */
  redraw(areas: AreaCollection, outlines: AreaCollection | null): void {
    this.features = areas.features;
    this.drawn?.areas.redraw(areas, outlines);
    this.showMeasure(this.measure);
  }

  showProblems(report: AreaReport | null): void {
    this.drawn?.problems.show(report);
  }

  showMeasure(measure: Measure): void {
    this.measure = measure;
    const values = this.features.map(feature => feature.properties[measure]);
    const classes = classify(values.filter(value => typeof value === 'number'), measure);
    this.drawn?.areas.paint(measure, classes);
    this.drawn?.labels.show(this.features, measure, classes);
    this.legend.show(measure, values, classes);
  }

  select(code: string | null): void {
    this.drawn?.areas.select(code);
  }

  showPlace(place: GeoPoint | null): void {
    this.drawn?.place.show(place);
  }

  /** Shows the whole box in the part of the map above `bottom` (of the window). */
  fit(box: BBox, bottom: number): void {
    this.drawn?.map.fitBounds(across(box), { padding: this.padding(bottom), animate: false });
  }

  /** The zoom at which `fit` would show the box. */
  zoomToFit(box: BBox, bottom: number): number {
    return this.drawn?.map.cameraForBounds(across(box), { padding: this.padding(bottom) })?.zoom ?? this.zoom();
  }

  private padding(bottom: number): { top: number; right: number; bottom: number; left: number } {
    const width = this.canvas.clientWidth;
    const side = width < 600 ? 16 : 56;
    return { top: side, right: side, bottom: side + this.canvas.clientHeight - this.seenHeight(bottom), left: width < 1000 ? side : 210 }; // the legend stands on the left
  }

  /** Brings a place into the part of the map above `bottom` (of the window), if it is not there already or the zoom is to change. */
  bringIntoView({ longitude, latitude }: GeoPoint, bottom: number, zoom?: number): void {
    const { x, y } = this.drawn?.map.project([longitude, latitude]) ?? { x: 0, y: 0 };
    const seen = this.seenHeight(bottom);
    if (zoom === undefined && x > 0 && x < this.canvas.clientWidth && y > 50 && y < seen - 8) {
      return;
    }
    this.drawn?.map.easeTo({ center: [longitude, latitude], ...(zoom === undefined ? {} : { zoom }), offset: [0, (seen - this.canvas.clientHeight) / 2] });
  }

  /** The middle of what can be seen above `bottom`. */
  centre(bottom: number): { lng: number; lat: number } {
    return this.drawn?.map.unproject([this.canvas.clientWidth / 2, this.seenHeight(bottom) / 2]).wrap() ?? { lng: 0, lat: 0 };
  }

  private seenHeight(bottom: number): number {
    return Math.min(this.canvas.clientHeight, bottom - this.canvas.getBoundingClientRect().top);
  }

  zoom(): number {
    return this.drawn?.map.getZoom() ?? 0;
  }

  say(...words: (string | Node)[]): void {
    this.notice.replaceChildren(...words);
  }

  private find(code: string | null): AreaFeature | null {
    return this.features.find(feature => feature.properties.code === code) ?? null;
  }

  private hovered(area: AreaFeature | null, at: { x: number; y: number }): void {
    if (area === null) {
      this.tooltip.hide();
    } else {
      this.tooltip.show(area.properties, this.measure, at);
    }
  }
}

const across = ([west, south, east, north]: BBox): BBox => [west, south, east < west ? east + 360 : east, north];
