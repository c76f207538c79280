import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';

export const server = (process.env.GRIDSTEWARD_URL ?? '').replace(/\/$/, '');

/** One request to the API; the answer's JSON with its status and ETag. */
export async function call(method, path, { body, token, headers = {} } = {}) {
  const response = await fetch(server + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(method === 'POST' ? { 'Idempotency-Key': randomBytes(16).toString('hex') } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, etag: response.headers.get('ETag'), json: text === '' ? null : JSON.parse(text) };
}

async function created(path, token, body) {
  const answer = await call('POST', path, { token, body });
  assert.equal(answer.status, 201, `POST ${path}: ${JSON.stringify(answer.json)}`);
  return answer.json;
}

/** GRIDSTEWARD_TOKEN is a bearer token; GRIDSTEWARD_INVITE a one-time link or code, spent here once for the whole run. */
async function administrator() {
  if (process.env.GRIDSTEWARD_TOKEN) {
    return process.env.GRIDSTEWARD_TOKEN;
  }
  const invitation = process.env.GRIDSTEWARD_INVITE.split('#invite=').at(-1).trim();
  return (await created('/api/sign-ins', undefined, { invitation: decodeURIComponent(invitation) })).token;
}

/** Three grids in one community: G1 has a hole, G2 fills the hole and has a second part, G3 has nobody on post. */
export function town([west, south]) {
  const at = ring => ring.map(([x, y]) => [+(west + x / 100).toFixed(6), +(south + y / 100).toFixed(6)]);
  const area = (code, name, level, type, coordinates) => ({ type: 'Feature', properties: { code, name, level, ...(level === 'grid' ? { parent: 'C1' } : {}) }, geometry: { type, coordinates } });
  return {
    type: 'FeatureCollection',
    features: [
      area('C1', '测试社区', 'community', 'Polygon', [at([[0, 0], [3, 0.3], [6, 0], [6, 2], [6, 4], [2.8, 4], [0, 4], [0, 0]])]),
      area('G1', '第一网格', 'grid', 'Polygon', [
        at([[0, 0], [3, 0.3], [2.9, 2.15], [2.8, 4], [0, 4], [0, 0]]), at([[1, 1.5], [1, 2.5], [2, 2.5], [2, 1.5], [1, 1.5]])]),
      area('G2', '第二网格', 'grid', 'MultiPolygon', [
        [at([[1, 1.5], [2, 1.5], [2, 2.5], [1, 2.5], [1, 1.5]])], [at([[2.9, 2.15], [6, 2], [6, 4], [2.8, 4], [2.9, 2.15]])]]),
      area('G3', '第三网格', 'grid', 'Polygon', [at([[3, 0.3], [6, 0], [6, 2], [2.9, 2.15], [3, 0.3]])]),
    ],
  };
}

let built;

/** A jurisdiction of our own, at a place of our own, so that no other run's data is in the way. */
export function world() {
  built ??= build();
  return built;
}

async function build() {
  const token = await administrator();
  const code = `web-${randomBytes(4).toString('hex')}`;
  const corner = [80 + randomInt(0, 450) / 10, 20 + randomInt(0, 280) / 10];
  await created('/api/jurisdictions', token, {
    code, name: `测试街道 ${code}`, timeZone: 'Asia/Shanghai', levels: ['community', 'grid'], toleranceMetres: 30,
    categories: [
      { code: 'fire-safety', name: '消防隐患', nameEn: 'Fire safety', kind: 'hazard', acceptHours: 4, resolveHours: 48 },
      { code: 'street-light', name: '路灯照明', nameEn: 'Street lighting', kind: 'need', acceptHours: 8, resolveHours: 72 },
    ],
  });
  await created(`/api/jurisdictions/${code}/area-imports`, token, town(corner));
  const steward = await created(`/api/jurisdictions/${code}/stewards`, token, { name: '张三', phone: '13800000000' });
  await created(`/api/jurisdictions/${code}/posts`, token, {
    code: 'P1', title: '第一网格网格员', area: 'G1', duty: 'handle', steward: steward.id, categories: [], originVillages: [], capacity: 20, validFrom: '2020-01-01', validTo: null,
  });
  await created(`/api/jurisdictions/${code}/partners`, token, { code: 'Q1', name: '物业公司', areas: ['G1'], categories: [], capacity: 20 });
  const place = (x, y) => [corner[0] + x / 100, corner[1] + y / 100];
  return { token, code, inG1: place(0.5, 3), inHole: place(1.5, 2), inG3: place(4.5, 1), outside: place(6.6, 2) };
}

export async function openReports(area) {
  const { code } = await world();
  const { json } = await call('GET', `/api/map/areas?jurisdiction=${code}&level=grid&measure=openReports`);
  return json.features.find(feature => feature.properties.code === area).properties.openReports;
}

export async function submitted(words, [longitude, latitude], contact) {
  const answer = await call('POST', '/api/reports', { body: { category: 'fire-safety', words, point: { longitude, latitude }, ...(contact ? { contact } : {}) } });
  assert.equal(answer.status, 201, JSON.stringify(answer.json));
  return answer.json;
}

/** The reports of the world that say exactly these words; a list has none, so each is read in full. */
export async function reportsSaying(words) {
  const { token, code } = await world();
  const { json } = await call('GET', `/api/jurisdictions/${code}/reports?limit=1000`, { token });
  const reports = await Promise.all(json.items.map(item => call('GET', `/api/reports/${code}/${item.id}`, { token })));
  assert.ok(reports.every(report => report.status === 200));
  return reports.filter(report => report.json.words === words);
}

/** A fresh one-time code for somebody with this preset on the world's jurisdiction, or on another node. */
export async function invitation(name, preset, node) {
  const { token, code } = await world();
  return (await created('/api/invitations', token, { name, grants: [{ node: node ?? `jurisdiction:${code}`, preset }], validDays: 1 })).code;
}
