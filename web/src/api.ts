import { newKey } from './random';
import { endSession, currentSession } from './session';
import type {
  AreaCollection, AreaImported, AreaImportTrial, AreaMapping, AreaReport, GeoPoint, JurisdictionDraft, JurisdictionSettings, JurisdictionSummary, Located, Measure, Page,
  Candidate, CoverageNight, GivenFeedback, Person, Photo, PhotoStatus, Report, ReportEvent, ReportDraft, ReportersMove, ReportReceipt, ReportSummary, SignIn, State, TrackedReport, WantedMove,
} from './wire';

/** The server answered, and the answer is a problem (RFC 9457). */
export class ApiProblem extends Error {
  constructor(
    readonly status: number, readonly title: string, readonly detail: string | undefined,
    readonly errors: readonly { path: string; message: string }[], readonly traceId: string | undefined,
  ) {
    super(`${status} ${title}`);
  }
}

/** No answer came: offline, or the server is down. */
export class Unreachable extends Error {}

export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** A file goes as it is, under the content type among the headers; any other body as JSON. */
interface Request { method?: string; body?: unknown; headers?: Record<string, string>; signal: AbortSignal }
export interface Answer<T> { data: T; etag: string | null }

async function send<T>(path: string, request: Request): Promise<Answer<T>> {
  const response = await sendRaw(path, request);
  return { data: (response.status === 204 ? null : await response.json()) as T, etag: response.headers.get('ETag') };
}

async function sendRaw(path: string, { method = 'GET', body, headers = {}, signal }: Request): Promise<Response> {
  const session = currentSession();
  const raw = body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(path, {
      method, signal,
      headers: {
        Accept: 'application/json, application/geo+json, application/problem+json',
        ...(session === null ? {} : { Authorization: `Bearer ${session.token}` }),
        ...(body === undefined || raw ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
    });
  } catch (error) {
    throw isAbort(error) ? error : new Unreachable(String(error));
  }
  if (!response.ok) {
    if (response.status === 401) {
      endSession();
    }
    throw await problemOf(response);
  }
  return response;
}

/** A file that a page shows or saves, whatever its type. */
export const getFile = async (path: string, signal: AbortSignal): Promise<Blob> => (await sendRaw(path, { signal, headers: { Accept: '*/*' } })).blob();

async function problemOf(response: Response): Promise<ApiProblem> {
  const json = response.headers.get('Content-Type')?.includes('json') ?? false;
  const problem = (json ? await response.json() : {}) as Partial<ApiProblem>;
  return new ApiProblem(response.status, problem.title ?? response.statusText, problem.detail, problem.errors ?? [], problem.traceId);
}

function query(parameters: Record<string, string | number | undefined>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

const segment = encodeURIComponent;
const device = 'gridsteward.device';

export async function listJurisdictions(signal: AbortSignal): Promise<JurisdictionSummary[]> {
  const found: JurisdictionSummary[] = [];
  let next: string | null = null;
  do {
    const page: Page<JurisdictionSummary> =
      (await send<Page<JurisdictionSummary>>(`/api/jurisdictions?${query({ limit: 1000, next: next ?? undefined })}`, { signal })).data;
    found.push(...page.items);
    next = page.next;
  } while (next !== null);
  return found;
}

export const getJurisdiction = async (code: string, signal: AbortSignal): Promise<JurisdictionSettings> =>
  (await send<JurisdictionSettings>(`/api/jurisdictions/${segment(code)}`, { signal })).data;

/** @param zoom The whole zoom for which borders are simplified. */
export const mapAreas = async (jurisdiction: string, level: string, measure: readonly Measure[], zoom: number, signal: AbortSignal): Promise<AreaCollection> =>
  (await send<AreaCollection>(`/api/map/areas?${query({ jurisdiction, level, measure: measure.join(',') || undefined, zoom })}`, { signal })).data;

export const areaReport = async (jurisdiction: string, signal: AbortSignal): Promise<AreaReport> =>
  (await send<AreaReport>(`/api/jurisdictions/${segment(jurisdiction)}/area-report`, { signal })).data;

export const locate = async (point: GeoPoint, signal: AbortSignal): Promise<Located> =>
  (await send<Located>(`/api/locate?${query({ ...point })}`, { signal })).data;

/** @param trace The report's traceparent, the same at every try; undefined for one that an older version kept. */
export const submitReport = async (report: ReportDraft, idempotencyKey: string, trace: string | undefined, signal: AbortSignal): Promise<ReportReceipt> =>
  (await send<ReportReceipt>('/api/reports', {
    method: 'POST', body: report, signal,
    headers: { 'Idempotency-Key': idempotencyKey, 'X-Device-Id': deviceId(), ...(trace === undefined ? {} : { traceparent: trace }) },
  })).data;

/** Made at random once: says that reports come from one device, and nothing about whose. */
function deviceId(): string {
  const kept = localStorage.getItem(device) ?? newKey();
  localStorage.setItem(device, kept);
  return kept;
}

export interface ReportFilter { area?: string; state?: State }

export const listReports = async (jurisdiction: string, filter: ReportFilter, next: string | undefined, signal: AbortSignal): Promise<Page<ReportSummary>> =>
  (await send<Page<ReportSummary>>(`/api/jurisdictions/${segment(jurisdiction)}/reports?${query({ ...filter, limit: 20, next })}`, { signal })).data;

export const getReport = (jurisdiction: string, id: string, signal: AbortSignal): Promise<Answer<Report>> =>
  send<Report>(`/api/reports/${segment(jurisdiction)}/${segment(id)}`, { signal });

const coveragePath = (jurisdiction: string): string => `/api/jurisdictions/${segment(jurisdiction)}/coverage-reports`;

/** The newest nights. */
export const listCoverage = async (jurisdiction: string, limit: number, signal: AbortSignal): Promise<CoverageNight[]> =>
  (await send<Page<CoverageNight>>(`${coveragePath(jurisdiction)}?${query({ limit })}`, { signal })).data.items;

export const runCoverage = (jurisdiction: string, signal: AbortSignal): Promise<Answer<unknown>> => send(coveragePath(jurisdiction), { method: 'POST', signal });

export const listEvents = async ({ jurisdiction, id }: Report, signal: AbortSignal): Promise<ReportEvent[]> =>
  (await send<{ items: ReportEvent[] }>(`/api/reports/${segment(jurisdiction)}/${segment(id)}/events`, { signal })).data.items;

export const moveReport = async ({ jurisdiction, id }: Report, move: WantedMove, etag: string, signal: AbortSignal): Promise<ReportSummary> =>
  (await send<ReportSummary>(`/api/reports/${segment(jurisdiction)}/${segment(id)}/moves`, { method: 'POST', body: move, headers: { 'If-Match': etag }, signal })).data;

/** Whom reports can be given to, by the keys that name them. */
export async function listAssignees(jurisdiction: string, signal: AbortSignal): Promise<{ key: string; label: string }[]> {
  const of = async (what: string, kind: string): Promise<{ key: string; label: string }[]> =>
    (await send<Page<Candidate>>(`/api/jurisdictions/${segment(jurisdiction)}/${what}?${query({ limit: 1000 })}`, { signal })).data.items
      .map(({ id, code, title, name, area }) => ({ key: `${kind}:${id}`, label: `${title ?? name ?? code} · ${area ?? code}` }));
  return (await Promise.all([of('posts', 'post'), of('teams', 'team'), of('partners', 'partner')])).flat();
}

export const moveTracked = async (token: string, move: ReportersMove, note: string | undefined, idempotencyKey: string, signal: AbortSignal): Promise<TrackedReport> =>
  (await send<TrackedReport>(`/api/tracking/${segment(token)}/moves`, { method: 'POST', body: { move, note }, headers: { 'Idempotency-Key': idempotencyKey }, signal })).data;

export const giveFeedback = async (token: string, feedback: GivenFeedback, idempotencyKey: string, signal: AbortSignal): Promise<void> => {
  await send(`/api/tracking/${segment(token)}/feedback`, { method: 'POST', body: feedback, headers: { 'Idempotency-Key': idempotencyKey }, signal });
};

/** Says that one's own report is about the same as another. */
export const sameAs = async (token: string, report: string, idempotencyKey: string, signal: AbortSignal): Promise<void> => {
  await send(`/api/tracking/${segment(token)}/same-as`, { method: 'POST', body: { report }, headers: { 'Idempotency-Key': idempotencyKey }, signal });
};

export const beginPhoto = async (token: string, idempotencyKey: string, signal: AbortSignal): Promise<PhotoStatus> =>
  (await send<PhotoStatus>(`/api/tracking/${segment(token)}/photos`, { method: 'POST', headers: { 'Idempotency-Key': idempotencyKey }, signal })).data;

export const putPhotoBlock = async (token: string, photo: string, number: number, block: Blob, signal: AbortSignal): Promise<void> => {
  await send(`/api/tracking/${segment(token)}/photos/${segment(photo)}/blocks/${number}`, { method: 'PUT', body: block, headers: { 'Content-Type': 'application/octet-stream' }, signal });
};

export const sealPhoto = async (token: string, photo: string, blocks: number, signal: AbortSignal): Promise<void> => {
  await send(`/api/tracking/${segment(token)}/photos/${segment(photo)}/seal`, { method: 'POST', body: { blocks }, signal });
};

/** Where a reporter's own photo is shown. */
export const trackedPhotoUrl = (token: string, { id, hasThumbnail }: Photo): string =>
  `/api/tracking/${segment(token)}/photos/${segment(id)}/${hasThumbnail ? 'thumbnail' : 'image'}`;

/** A photo of a report, for those who may see it: an address that holds on this page only. */
export async function photoUrl({ jurisdiction, id }: Report, photo: Photo, whole: boolean, signal: AbortSignal): Promise<string> {
  const response = await fetch(`/api/reports/${segment(jurisdiction)}/${segment(id)}/photos/${segment(photo.id)}/${photo.hasThumbnail && !whole ? 'thumbnail' : 'image'}`, {
    signal, headers: { Authorization: `Bearer ${currentSession()?.token ?? ''}` },
  });
  if (!response.ok) {
    throw await problemOf(response);
  }
  return URL.createObjectURL(await response.blob());
}

export const track = async (token: string, signal: AbortSignal): Promise<TrackedReport> =>
  (await send<TrackedReport>(`/api/tracking/${segment(token)}`, { signal })).data;

export const signIn = async (invitation: string, signal: AbortSignal): Promise<SignIn> =>
  (await send<SignIn>('/api/sign-ins', { method: 'POST', body: { invitation }, signal })).data;

export const me = async (signal: AbortSignal): Promise<Person> => (await send<Person>('/api/me', { signal })).data;

export const createJurisdiction = async (jurisdiction: JurisdictionDraft, signal: AbortSignal): Promise<JurisdictionSettings> =>
  (await send<JurisdictionSettings>('/api/jurisdictions', { method: 'POST', body: jurisdiction, signal })).data;

/** What the import would do and make wrong; nothing is written. */
export const tryAreaImport = async (jurisdiction: string, file: Blob, mapping: AreaMapping, signal: AbortSignal): Promise<AreaImportTrial> =>
  (await send<AreaImportTrial>(`/api/jurisdictions/${segment(jurisdiction)}/area-imports?${query({ ...mapping, dryRun: 'true' })}`, {
    method: 'POST', body: file, headers: { 'Content-Type': 'application/geo+json' }, signal,
  })).data;

export const importAreas = async (jurisdiction: string, file: Blob, mapping: AreaMapping, signal: AbortSignal): Promise<AreaImported> =>
  (await send<AreaImported>(`/api/jurisdictions/${segment(jurisdiction)}/area-imports?${query({ ...mapping })}`, {
    method: 'POST', body: file, headers: { 'Content-Type': 'application/geo+json' }, signal,
  })).data;
