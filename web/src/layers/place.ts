import { Marker, type GeoJSONSource, type Map as MapLibreMap } from 'maplibre-gl';
import { h, icon } from '../element';
import type { GeoPoint } from '../wire';

const metresPerDegree = 111_320;

/** The chosen place: a pin, and around it the circle within which the device believes it is. */
export class PlaceLayer {
  private readonly pin = new Marker({ element: h('div', { class: 'place-pin', 'aria-hidden': 'true' }, icon('M12 2a7 7 0 0 0-7 7c0 5 7 13 7 13s7-8 7-13a7 7 0 0 0-7-7zm0 9.6A2.6 2.6 0 1 1 12 6.4a2.6 2.6 0 0 1 0 5.2z')), anchor: 'bottom' });

  constructor(private readonly map: MapLibreMap) {
    map.addSource('accuracy', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    map.addLayer({ id: 'accuracy-fill', type: 'fill', source: 'accuracy', paint: { 'fill-color': '#1f6fd1', 'fill-opacity': 0.16 } });
    map.addLayer({ id: 'accuracy-edge', type: 'line', source: 'accuracy', paint: { 'line-color': '#1f6fd1', 'line-width': 1.5 } });
  }

  show(place: GeoPoint | null): void {
    const circle = place?.accuracyMetres ? [circleAround(place, place.accuracyMetres)] : [];
    this.map.getSource<GeoJSONSource>('accuracy')?.setData({ type: 'FeatureCollection', features: circle });
    if (place === null) {
      this.pin.remove();
    } else {
      this.pin.setLngLat([place.longitude, place.latitude]).addTo(this.map);
    }
  }

  remove(): void {
    this.pin.remove();
  }
}

/** On a sphere, flat at this size: for radii up to some kilometres it errs by less than a pixel. */
function circleAround({ longitude, latitude }: GeoPoint, radiusMetres: number): GeoJSON.Feature<GeoJSON.Polygon> {
  const north = radiusMetres / metresPerDegree;
  const east = north / Math.cos(latitude * Math.PI / 180);
  const ring = Array.from({ length: 65 }, (_, index) => {
    const angle = index % 64 / 64 * 2 * Math.PI;
    return [longitude + east * Math.cos(angle), latitude + north * Math.sin(angle)];
  });
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } };
}
