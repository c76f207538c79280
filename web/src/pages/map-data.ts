import { getJurisdiction, listJurisdictions, mapAreas } from '../api';
import type { View } from '../url-state';
import { measures, type AreaCollection, type JurisdictionSettings, type JurisdictionSummary } from '../wire';

export interface MapData {
  all: readonly JurisdictionSummary[];
  jurisdiction: JurisdictionSummary;
  level: string;
  settings: JurisdictionSettings;
  areas: AreaCollection;
  outlines: AreaCollection | null;
}

/** Everything that the map of one view shows; null where no jurisdiction has been set up. A view that names what is not there gets the nearest that is. */
export async function readMap(view: View, signal: AbortSignal): Promise<MapData | null> {
  const all = await listJurisdictions(signal);
  const jurisdiction = all.find(({ code }) => code === view.jurisdiction) ?? all.find(({ areas }) => areas > 0) ?? all[0];
  if (jurisdiction === undefined) {
    return null;
  }
  const { code, levels } = jurisdiction;
  const level = levels.find(name => name === view.level) ?? levels.at(-1) ?? '';
  const above = levels[levels.indexOf(level) - 1];
  const [settings, areas, outlines] = await Promise.all([
    getJurisdiction(code, signal),
    mapAreas(code, level, measures, signal),
    above === undefined ? null : mapAreas(code, above, [], signal),
  ]);
  return { all, jurisdiction, level, settings, areas, outlines };
}
