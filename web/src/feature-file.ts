/** What a GeoJSON file says about itself, for choosing which of its properties hold what. */
export interface FeatureFile {
  features: number;
  /** The names of all properties, in the order of their first appearance. */
  properties: string[];
  /** The properties of the first feature. */
  example: Readonly<Record<string, unknown>>;
}

/** Reads the text of a file; null where it is no FeatureCollection. Whether its areas are sound the server says. */
export function readFeatureFile(text: string): FeatureFile | null {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return null;
  }
  const features = (file as { features?: unknown } | null)?.features;
  if (!Array.isArray(features)) {
    return null;
  }
  const all = features.map(feature => (feature as { properties?: Record<string, unknown> | null } | null)?.properties ?? {});
  return { features: features.length, properties: [...new Set(all.flatMap(Object.keys))], example: all[0] ?? {} };
}

/** The property that most likely holds something: the first that one of the patterns fits, patterns tried in order. */
export const guess = (properties: readonly string[], patterns: readonly RegExp[]): string | undefined =>
  patterns.map(pattern => properties.find(property => pattern.test(property))).find(found => found !== undefined);
