import * as maplibregl from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { t } from './language';
import type { View } from './url-state';

maplibregl.setWorkerUrl(workerUrl);

/** A map with nothing under it: no tiles, glyphs or sprites, so it asks no other host for anything. */
export async function makeMap(container: HTMLElement, camera: View['camera']): Promise<maplibregl.Map> {
  const map = new maplibregl.Map({
    container,
    style: { version: 8, sources: {}, layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#e4e8e4' } }] },
    center: camera ? [camera.longitude, camera.latitude] : [112, 33],
    zoom: camera?.zoom ?? 3.5,
    maxZoom: 20,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    locale: { 'Map.Title': t('mapLabel') },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new maplibregl.ScaleControl({ unit: 'metric' }), 'bottom-right');
  await map.once('load');
  return map;
}
