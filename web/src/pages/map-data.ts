import { getJurisdiction, listJurisdictions, mapAreas } from '../api';
import { drawnZoom, type View } from '../url-state';
import { measures, type AreaCollection, type JurisdictionSettings, type JurisdictionSummary } from '../wire';

export interface MapData {
  all: readonly JurisdictionSummary[];
  jurisdiction: JurisdictionSummary;
  level: string;
  settings: JurisdictionSettings;
  /** For which zoom the areas and outlines are simplified. */
  zoom: number;
  areas: AreaCollection;
  outlines: AreaCollection | null;
}

export type DrawnAreas = Pick<MapData, 'zoom' | 'areas' | 'outlines'>;

/** Everything that the map of one view shows; null where no jurisdiction has been set up. A view that names what is not there gets the nearest that is.
 *  @param zoomOf The zoom at which a jurisdiction will be seen. */
export async function readMap(view: View, zoomOf: (jurisdiction: JurisdictionSummary) => number, signal: AbortSignal): Promise<MapData | null> {
  const all = await listJurisdictions(signal);
  const jurisdiction = all.find(({ code }) => code === view.jurisdiction) ?? all.find(({ bbox }) => bbox !== null) ?? all[0];
  if (jurisdiction === undefined) {
    return null;
  }
  const { code, levels } = jurisdiction;
  const level = levels.find(name => name === view.level) ?? levels.at(-1) ?? '';
  const [settings, drawn] = await Promise.all([getJurisdiction(code, signal), readAreas(jurisdiction, level, drawnZoom(zoomOf(jurisdiction)), signal)]);
  return { all, jurisdiction, level, settings, ...drawn };
}

/** The areas of a level, with the outlines of the level above. */
export async function readAreas({ code, levels }: JurisdictionSummary, level: string, zoom: number, signal: AbortSignal): Promise<DrawnAreas> {
  const above = levels[levels.indexOf(level) - 1];
  const [areas, outlines] = await Promise.all([mapAreas(code, level, measures, zoom, signal), above === undefined ? null : mapAreas(code, above, [], zoom, signal)]);
  return { zoom, areas, outlines };
}
