import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { AreaReport } from '../wire';

const source = 'problems';
const none: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Where something is wrong between areas; the edge keeps its width, so that the thinnest part is seen at every zoom. */
export class ProblemsLayer {
  constructor(private readonly map: MapLibreMap) {
    map.addSource(source, { type: 'geojson', data: none });
    map.addLayer({ id: 'problems-fill', type: 'fill', source, paint: { 'fill-color': '#c2185b', 'fill-opacity': 0.45 } });
    map.addLayer({ id: 'problems-edge', type: 'line', source, layout: { 'line-join': 'round' }, paint: { 'line-color': '#c2185b', 'line-width': 2.5 } });
  }

  show(report: AreaReport | null): void {
    this.map.getSource<GeoJSONSource>(source)?.setData(report ?? none);
  }
}
