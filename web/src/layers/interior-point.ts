import polylabel from 'polylabel';
import type { AreaFeature } from '../wire';

export interface Interior { longitude: number; latitude: number; width: number; radius: number }

/** The point of an area's largest part that lies farthest from its borders, how far that is, and how wide the part is (degrees). */
export function interiorOf(feature: AreaFeature): Interior {
  const parts = feature.geometry.type === 'Polygon' ? [feature.geometry.coordinates] : feature.geometry.coordinates;
  const largest = parts.map(rings => ({ rings, extent: extentOf(rings[0] ?? []) }))
    .reduce((best, part) => part.extent.width * part.extent.height > best.extent.width * best.extent.height ? part : best);
  const { width, height } = largest.extent;
  const pole = polylabel(largest.rings as [number, number][][], Math.max(width, height) / 50);
  return { longitude: pole[0], latitude: pole[1], width, radius: pole.distance };
}

function extentOf(ring: readonly GeoJSON.Position[]): { width: number; height: number } {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude = 0, latitude = 0] of ring) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return { width: east - west, height: north - south };
}
