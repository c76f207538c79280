/** The shapes of docs/api.md, as far as the screen reads them. */
export type BBox = [west: number, south: number, east: number, north: number];

export interface Page<T> { items: T[]; next: string | null }

export interface JurisdictionSummary { code: string; name: string; levels: string[]; bbox: BBox | null; areas: number; generation: number }

export interface Category { code: string; name: string; nameEn?: string; kind: string; acceptHours: number; resolveHours: number }

export interface JurisdictionSettings { code: string; name: string; timeZone: string; levels: string[]; categories: Category[] }

export const measures = ['openReports', 'overdueReports', 'households'] as const;
export type Measure = (typeof measures)[number];

/** A measure is null where a small count is not shown, and absent where it was not asked for. */
export type AreaProperties =
  & { jurisdiction: string; code: string; name: string; level: string; parent: string | null; version: number }
  & Partial<Record<Measure, number | null>>;
export type AreaFeature = GeoJSON.Feature<GeoJSON.Polygon | GeoJSON.MultiPolygon, AreaProperties>;
export type AreaCollection = GeoJSON.FeatureCollection<GeoJSON.Polygon | GeoJSON.MultiPolygon, AreaProperties>;

export interface ChainLink { level: string; code: string; name: string; version?: number }
export interface Assignee { kind: string; id?: string; code?: string; title: string; area?: string }
export interface Reason { code: string; en: string; zh: string }
export interface Assignment {
  basis: string; chain: ChainLink[]; assignee: Assignee | null; flags: string[]; reasons: Reason[];
  distanceToEdgeMetres: number | null; touched?: string[];
}
export interface Located { jurisdiction: string | null; assignment: Assignment }

export interface GeoPoint { longitude: number; latitude: number; accuracyMetres?: number }
export interface ReportDraft {
  category: string; words: string; point: GeoPoint; clientTime: string;
  contact?: { name?: string; phone?: string }; source: 'resident';
}
export interface Report {
  jurisdiction: string; id: string; number: string; state: string; category: string; words?: string | null;
  receivedAt: string; acceptBy: string | null; resolveBy: string | null; assignment: Assignment; etag?: string;
}
export interface ReportReceipt extends Report { tracking: string; trackingToken: string }
export type Move = 'accept' | 'resolve' | 'close';

export interface TrackedEvent { at: string; event?: string; type?: string; move?: string; state?: string }
/** docs/api.md says what tracking tells but not its field names: both likely spellings are read. */
export interface TrackedReport {
  jurisdiction?: string; number: string; state: string; category: string; receivedAt: string;
  acceptBy: string | null; resolveBy: string | null; events?: TrackedEvent[];
  areas?: ChainLink[]; assignee?: { title: string } | string | null; assignment?: Assignment;
}

export interface Person { subject: string; name: string }
export interface SignIn { token: string; expiresAt: string; person: Person }
