import { measures, type Measure } from './wire';

/** What the address bar says about the map. Longitude before latitude, WGS-84 degrees. */
export interface View {
  jurisdiction?: string;
  level?: string;
  measure: Measure;
  camera?: { longitude: number; latitude: number; zoom: number };
}

export function parseView(search: string): View {
  const given = new URLSearchParams(search);
  const number = (name: string, least: number, most: number): number | undefined => {
    const text = given.get(name);
    const value = text === null || text.trim() === '' ? NaN : Number(text);
    return value >= least && value <= most ? value : undefined;
  };
  const longitude = number('lng', -180, 180);
  const latitude = number('lat', -90, 90);
  const zoom = number('z', 0, 24);
  const jurisdiction = given.get('j');
  const level = given.get('level');
  return {
    ...(jurisdiction ? { jurisdiction } : {}),
    ...(level ? { level } : {}),
    measure: measures.find(measure => measure === given.get('measure')) ?? 'openReports',
    ...(longitude === undefined || latitude === undefined || zoom === undefined ? {} : { camera: { longitude, latitude, zoom } }),
  };
}

export function writeView(view: View): string {
  const said = new URLSearchParams();
  if (view.jurisdiction) {
    said.set('j', view.jurisdiction);
  }
  if (view.level) {
    said.set('level', view.level);
  }
  said.set('measure', view.measure);
  if (view.camera) {
    said.set('lng', view.camera.longitude.toFixed(5));
    said.set('lat', view.camera.latitude.toFixed(5));
    said.set('z', view.camera.zoom.toFixed(2));
  }
  return `?${said}`;
}
