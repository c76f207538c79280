import { measures, type Measure } from './wire';

/** What the address bar says about the map. Longitude before latitude, WGS-84 degrees. */
export interface View {
  jurisdiction?: string;
  level?: string;
  measure: Measure;
  /** Whether problems between areas are shown. */
  problems?: boolean;
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
    ...(given.get('problems') === '1' ? { problems: true } : {}),
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
  if (view.problems) {
    said.set('problems', '1');
  }
  if (view.camera) {
    said.set('lng', view.camera.longitude.toFixed(5));
    said.set('lat', view.camera.latitude.toFixed(5));
    said.set('z', view.camera.zoom.toFixed(2));
  }
  return `?${said}`;
}

/** The whole zoom for which borders are asked, so that at this one they lie no more than half a pixel beside where they are. A hair over a whole zoom is that zoom. */
export const drawnZoom = (zoom: number): number => Math.min(22, Math.max(0, Math.ceil(zoom - 0.01)));
