import type { ExpressionSpecification, GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import type { AreaCollection, AreaProperties, Measure } from '../wire';
import { zeroColour, type ValueClass } from './classes';

const source = 'areas';
const empty: AreaCollection = { type: 'FeatureCollection', features: [] };

export interface AreaEvents {
  hovered(code: string | null, at: { x: number; y: number }): void;
  clicked(code: string | null, at: { lng: number; lat: number }): void;
}

/** The areas of one level, filled by a measure: classes by colour, zero almost white, "not shown" hatched. */
export class AreasLayer {
  private hoveredCode: string | null = null;
  private selectedCode: string | null = null;

  constructor(private readonly map: MapLibreMap, private readonly events: AreaEvents) {
    map.addImage('hatch', hatch());
    map.addSource(source, { type: 'geojson', data: empty, promoteId: 'code' });
    map.addSource('outlines', { type: 'geojson', data: empty });
    map.addLayer({ id: 'areas-fill', type: 'fill', source, paint: { 'fill-color': zeroColour, 'fill-antialias': false } });
    map.addLayer({ id: 'areas-not-shown', type: 'fill', source, paint: { 'fill-pattern': 'hatch' } });
    map.addLayer({ id: 'areas-edge', type: 'line', source, paint: { 'line-color': '#7d8d8c', 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.5, 15, 1.2] } });
    map.addLayer({ id: 'outlines', type: 'line', source: 'outlines', layout: { 'line-join': 'round' }, paint: { 'line-color': '#33474a', 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 1.2, 15, 2.6] } });
    map.addLayer({ id: 'areas-marked', type: 'line', source, layout: { 'line-join': 'round' }, paint: { 'line-color': '#0b3a40', 'line-width': 3.5,
      'line-opacity': ['case', ['boolean', ['feature-state', 'selected'], false], 1, ['boolean', ['feature-state', 'hovered'], false], 0.55, 0] } });
    map.on('mousemove', this.onMove);
    map.on('mouseout', this.onLeave);
    map.on('click', this.onClick);
  }

  /** @param outlines The areas of the level above; null where there is none, and the areas themselves are outlined. */
  show(areas: AreaCollection, outlines: AreaCollection | null): void {
    this.map.removeFeatureState({ source });
    this.hoveredCode = null;
    this.redraw(areas, outlines);
    this.select(this.selectedCode);
  }

  /** The same areas in other detail: what is hovered and selected stays. */
  redraw(areas: AreaCollection, outlines: AreaCollection | null): void {
    this.map.getSource<GeoJSONSource>(source)?.setData(areas);
    this.map.getSource<GeoJSONSource>('outlines')?.setData(outlines ?? areas);
  }

  paint(measure: Measure, classes: readonly ValueClass[]): void {
    const value: ExpressionSpecification = ['get', measure];
    const shown: ExpressionSpecification = ['==', ['typeof', value], 'number'];
    const colour = classes.length === 0
      ? zeroColour
      : ['step', ['number', value, 0], zeroColour, ...classes.flatMap(({ from, colour }) => [from, colour])] as unknown as ExpressionSpecification;
    this.map.setPaintProperty('areas-fill', 'fill-color', colour);
    this.map.setFilter('areas-fill', shown);
    this.map.setFilter('areas-not-shown', ['!', shown]);
  }

  select(code: string | null): void {
    this.mark('selected', this.selectedCode, code);
    this.selectedCode = code;
  }

  remove(): void {
    this.map.off('mousemove', this.onMove);
    this.map.off('mouseout', this.onLeave);
    this.map.off('click', this.onClick);
  }

  private readonly onMove = (event: MapMouseEvent): void => this.hover(this.codeAt(event), event.point);
  private readonly onLeave = (event: MapMouseEvent): void => this.hover(null, event.point);
  private readonly onClick = (event: MapMouseEvent): void => this.events.clicked(this.codeAt(event), event.lngLat);

  private hover(code: string | null, at: { x: number; y: number }): void {
    this.mark('hovered', this.hoveredCode, code);
    this.hoveredCode = code;
    this.events.hovered(code, at);
  }

  private codeAt(event: MapMouseEvent): string | null {
    const [found] = this.map.queryRenderedFeatures(event.point, { layers: ['areas-fill', 'areas-not-shown'] });
    return (found?.properties as AreaProperties | undefined)?.code ?? null;
  }

  private mark(state: 'hovered' | 'selected', before: string | null, now: string | null): void {
    if (before !== null && before !== now) {
      this.map.setFeatureState({ source, id: before }, { [state]: false });
    }
    if (now !== null) {
      this.map.setFeatureState({ source, id: now }, { [state]: true });
    }
  }
}

/** Grey diagonal stripes that repeat without a seam. */
function hatch(): ImageData {
  const size = 12;
  const image = new ImageData(size, size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      image.data.set((x + y) % size < 3 ? [193, 201, 199, 255] : [229, 233, 230, 255], (y * size + x) * 4);
    }
  }
  return image;
}
