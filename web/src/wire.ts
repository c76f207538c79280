/** The bodies of docs/api.md, as far as the screen reads them. */
export type BBox = [west: number, south: number, east: number, north: number];

export interface Page<T> { items: T[]; next: string | null }

/** The box is null until areas have been imported. */
export interface JurisdictionSummary { code: string; name: string; levels: string[]; bbox: BBox | null }

export const kinds = ['hazard', 'need', 'dispute', 'suggestion'] as const;
export type Kind = (typeof kinds)[number];
export interface Category { code: string; name: string; nameEn: string | null; kind: Kind; acceptHours: number; resolveHours: number }

export interface JurisdictionDraft { code: string; name: string; timeZone: string; levels: string[]; categories: Category[] }
export interface JurisdictionSettings extends JurisdictionDraft { toleranceMetres: number }

/** Which properties of a file's features hold what; either all features are on `level`, or each names its own in `levelProperty`. */
export type AreaMapping = { code: string; name: string; parent?: string; coordinateSystem?: string } & ({ level: string } | { levelProperty: string });
export interface AreaImported { id: string; generation: number; added: number; changed: number; unchanged: number; removed: number; areas: number; problems: ProblemCounts | null }

/** What can be wrong between areas. */
export const areaProblems = ['overlap', 'gap', 'outsideParent', 'sliver'] as const;
export type ProblemCounts = Record<(typeof areaProblems)[number], number>;
export interface AreaProblem { problem: (typeof areaProblems)[number]; areas: string[]; level: string; parent: string | null; squareMetres: number; widthMetres: number; en: string; zh: string }
export type AreaReport = GeoJSON.FeatureCollection<GeoJSON.Polygon | GeoJSON.MultiPolygon, AreaProblem> & { problems: ProblemCounts; listed: number };
export type AreaImportTrial = AreaReport & { import: Omit<AreaImported, 'id' | 'generation' | 'problems'> };

export const measures = ['openReports', 'overdueReports', 'households'] as const;
export type Measure = (typeof measures)[number];

/** A measure is null where a small count is not shown, and absent where it was not asked for. */
export type AreaProperties =
  & { jurisdiction: string; code: string; name: string; level: string; parent: string | null; version: number }
  & Partial<Record<Measure, number | null>>;
export type AreaFeature = GeoJSON.Feature<GeoJSON.Polygon | GeoJSON.MultiPolygon, AreaProperties>;
export type AreaCollection = GeoJSON.FeatureCollection<GeoJSON.Polygon | GeoJSON.MultiPolygon, AreaProperties>;

export interface ChainLink { level: string; code: string; name: string; version: number }
export interface Assignee { kind: 'post' | 'team' | 'partner'; id: string; code: string; title: string; area: string }
export interface Reason { code: string; en: string; zh: string }
export interface Assignment {
  basis: 'point' | 'household' | 'building' | 'card' | 'none'; generation: number; chain: ChainLink[]; assignee: Assignee | null; runnersUp: Assignee[];
  flags: string[]; distanceToEdgeMetres: number | null; touched: string[]; otherOwners: ChainLink[]; reasons: Reason[];
}
export interface Located { jurisdiction: string | null; assignment: Assignment }

export interface GeoPoint { longitude: number; latitude: number; accuracyMetres?: number }
export interface ReportDraft {
  category: string; words: string; point: GeoPoint; clientTime: string;
  contact?: { name?: string; phone?: string }; source: 'resident';
}

export const states = ['received', 'accepted', 'waiting', 'resolved', 'reopenRequested', 'closed', 'refused', 'duplicate', 'withdrawn', 'transferred'] as const;
export type State = (typeof states)[number];

/** The moves of the staff, in the order in which they are offered. */
export const moves = ['accept', 'resume', 'resolve', 'close', 'reopen', 'declineReopen', 'wait', 'return', 'dispatch', 'transfer', 'refuse'] as const;
export type Move = (typeof moves)[number];
export interface WantedMove { move: Move; note?: string; assignee?: string; until?: string; to?: string; category?: string }
/** What a reporter can do with their own report. */
export type ReportersMove = 'withdraw' | 'requestReopen';

/** What every answer about one report says. */
interface ReportCore { jurisdiction: string; number: string; state: State; category: string; receivedAt: string; acceptBy: string; resolveBy: string }
export interface ReportReceipt extends ReportCore { id: string; tracking: string; trackingToken: string; assignment: Assignment; similar: SimilarReport[] }
/** An open report that may be about the same thing; `report` is what joining it names. */
export interface SimilarReport { report: string; number: string; category: string; state: State; receivedAt: string; distanceMetres: number; likely: boolean; followers: number }

export interface Photo { id: string; type: string; width: number; height: number; hasThumbnail: boolean; addedAt: string; from: 'reporter' | 'staff' }
export interface PhotoStatus { id: string; sealed: boolean; maxBlockBytes: number; maxBlocks: number; blocks: number[] }
export interface GivenFeedback { satisfied: boolean; words?: string }
/** In a list: no words, no contact. `dueAt` is the deadline that runs now. */
export interface ReportSummary extends ReportCore { id: string; dueAt: string | null; chain: ChainLink[]; assignee: Assignee | null; etag: string }
/** In full; the server keeps who read it. */
export interface Report extends ReportCore {
  id: string; dueAt: string | null; words: string | null; contact: { name: string | null; phone: string | null } | null; assignee: Assignee | null; assignment: Assignment;
  photos: Photo[] | null; waitUntil: string | null; allowedMoves: (Move | 'merge' | 'unmerge')[];
}

/** A role, never a name; and why, where the move wants a reason. */
export interface TrackedEvent { kind: string; move: string | null; state: State; at: string; by: { en: string; zh: string }; reason: string | null }
export interface TrackedReport extends ReportCore {
  formerNumbers: string[]; assignee: Assignee | null; assignment: Assignment; photos: Photo[]; events: TrackedEvent[]; following: Following | null;
  feedbackUntil: string | null; feedback: { at: string; satisfied: boolean } | null; allowedMoves: ReportersMove[];
}
/** How the report goes on under which this one is followed. */
export interface Following { number: string; state: State; acceptBy: string; resolveBy: string; assignee: Assignee | null; events: TrackedEvent[] }

/** What happened, for those who handle it; the note is personal, and the server keeps who read it. */
export interface ReportEvent { sequence: number; kind: string; move: string | null; state: State; at: string; actorAs: string | null; note: string | null; satisfied: boolean | null }

/** A post, a team or a partner to which a report can be given. */
export interface Candidate { id: string; code: string; title?: string; name?: string; area?: string }

export type Capability = 'manageJurisdictions' | 'manageAreas' | 'readReports' | 'readCoverage'; // of all there are, those that the screen asks about
export interface Grant { node: string; preset: string; capabilities: string[] }
export interface Person { subject: string; name: string | null; grants: Grant[] }
export interface CoverageNight { date: string; generatedAt: string; generation: number }
export interface SignIn { token: string; expiresAt: string; person: Person }
