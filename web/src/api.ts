import { endSession, currentSession } from './session';
import type {
  AreaCollection, GeoPoint, JurisdictionSettings, JurisdictionSummary, Located, Measure, Move, Page, Report, ReportDraft, ReportReceipt,
  SignIn, TrackedReport,
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

interface Request { method?: string; body?: unknown; headers?: Record<string, string>; signal: AbortSignal }
export interface Answer<T> { data: T; etag: string | null }

async function send<T>(path: string, { method = 'GET', body, headers = {}, signal }: Request): Promise<Answer<T>> {
  const session = currentSession();
  let response: Response;
  try {
    response = await fetch(path, {
      method, signal,
      headers: {
        Accept: 'application/json, application/geo+json, application/problem+json',
        ...(session === null ? {} : { Authorization: `Bearer ${session.token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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
  return { data: await response.json() as T, etag: response.headers.get('ETag') };
}

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

export async function listJurisdictions(signal: AbortSignal): Promise<JurisdictionSummary[]> {
  const found: JurisdictionSummary[] = [];
  let next: string | null | undefined;
  do {
    const page: Page<JurisdictionSummary> =
      (await send<Page<JurisdictionSummary>>(`/api/jurisdictions?${query({ limit: 1000, next: next ?? undefined })}`, { signal })).data;
    found.push(...page.items);
    next = page.next;
  } while (next);
  return found;
}

export const getJurisdiction = async (code: string, signal: AbortSignal): Promise<JurisdictionSettings> =>
  (await send<JurisdictionSettings>(`/api/jurisdictions/${segment(code)}`, { signal })).data;

export const mapAreas = async (jurisdiction: string, level: string, measure: readonly Measure[], signal: AbortSignal): Promise<AreaCollection> =>
  (await send<AreaCollection>(`/api/map/areas?${query({ jurisdiction, level, measure: measure.join(',') || undefined })}`, { signal })).data;

export const locate = async (point: GeoPoint, signal: AbortSignal): Promise<Located> =>
  (await send<Located>(`/api/locate?${query({ ...point })}`, { signal })).data;

export const submitReport = async (report: ReportDraft, idempotencyKey: string, signal: AbortSignal): Promise<ReportReceipt> =>
  (await send<ReportReceipt>('/api/reports', { method: 'POST', body: report, headers: { 'Idempotency-Key': idempotencyKey }, signal })).data;

export const listReports = async (jurisdiction: string, area: string, next: string | undefined, signal: AbortSignal): Promise<Page<Report>> =>
  (await send<Page<Report>>(`/api/jurisdictions/${segment(jurisdiction)}/reports?${query({ area, limit: 20, next })}`, { signal })).data;

export const getReport = (jurisdiction: string, id: string, signal: AbortSignal): Promise<Answer<Report>> =>
  send<Report>(`/api/reports/${segment(jurisdiction)}/${segment(id)}`, { signal });

export const moveReport = (report: Report, move: Move, etag: string, signal: AbortSignal): Promise<Answer<Report>> =>
  send<Report>(`/api/reports/${segment(report.jurisdiction)}/${segment(report.id)}/moves`, { method: 'POST', body: { move }, headers: { 'If-Match': etag }, signal });

export const track = async (token: string, signal: AbortSignal): Promise<TrackedReport> =>
  (await send<TrackedReport>(`/api/tracking/${segment(token)}`, { signal })).data;

export const signIn = async (invitation: string, signal: AbortSignal): Promise<SignIn> =>
  (await send<SignIn>('/api/sign-ins', { method: 'POST', body: { invitation }, signal })).data;
