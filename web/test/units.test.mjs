import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createServer } from 'vite';

let vite;
let modules;

before(async () => {
  vite = await createServer({ server: { middlewareMode: true, ws: false, watch: null }, appType: 'custom', logLevel: 'error', optimizeDeps: { noDiscovery: true } });
  const parts = await Promise.all(['url-state', 'layers/classes', 'layers/interior-point', 'feature-file', 'grants', 'random', 'outbox'].map(name => vite.ssrLoadModule(`/src/${name}.ts`)));
  modules = Object.assign({}, ...parts);
});
after(() => vite.close());

test('A view survives being written to the address and read back', () => {
  const view = { jurisdiction: '新-1', level: 'grid', measure: 'overdueReports', camera: { longitude: -179.5, latitude: 30.75, zoom: 14.25 } };
  assert.deepEqual(modules.parseView(modules.writeView(view)), view);
});

test('Borders are asked for at the next whole zoom, within those that there are', () => {
  assert.deepEqual([-1, 0, 0.4, 12, 12.005, 12.02, 19.9, 24].map(modules.drawnZoom), [0, 0, 1, 12, 12, 13, 20, 22]);
});

test('Nonsense in the address is left out, not believed', () => {
  assert.deepEqual(modules.parseView('?measure=x&lng=200&lat=&z=abc&j='), { measure: 'openReports' });
  assert.deepEqual(modules.parseView('?lng=120&lat=30'), { measure: 'openReports' }, 'half a camera is none');
});

test('Every positive value falls in exactly one class, and equal values in the same', () => {
  let seed = 5;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let round = 0; round < 500; round++) {
    const most = 10 ** (1 + round % 5);
    const values = Array.from({ length: 1 + Math.floor(random() * 60) }, () => Math.floor(random() * random() * most));
    const classes = modules.classify(values, 'households');
    assert.ok(classes.length <= 5);
    for (const value of values.filter(value => value > 0)) {
      assert.equal(classes.filter(({ from, to }) => value >= from && value <= to).length, 1, `${value} in ${JSON.stringify(classes)}`);
    }
    assert.ok(classes.every(({ from, to }, index) => from <= to && from > (classes[index - 1]?.to ?? 0)), JSON.stringify(classes));
    assert.equal(new Set(classes.map(({ colour }) => colour)).size, classes.length);
  }
});

test('No reports at all make no classes', () => {
  assert.deepEqual(modules.classify([0, 0], 'openReports'), []);
});

test('The label of a U-shaped area stands in the area, not in its bay', () => {
  const ring = [[0, 0], [9, 0], [9, 9], [7, 9], [7, 2], [2, 2], [2, 9], [0, 9], [0, 0]];
  const { longitude, latitude } = modules.interiorOf({ type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: [[[[20, 20], [20.1, 20], [20, 20.1], [20, 20]]], [ring]] } });
  assert.ok(!(longitude > 2 && longitude < 7 && latitude > 2), `${longitude}, ${latitude}`);
  assert.ok(longitude < 10);
});

test('A file tells its property names, and the likeliest one for the code is guessed', () => {
  const file = modules.readFeatureFile(JSON.stringify({ type: 'FeatureCollection', features: [
    { type: 'Feature', properties: { COUNTYCODE: '63000', TOWNNAME: '大安區' } }, { type: 'Feature', properties: { TOWNCODE: '63000030' } }, { type: 'Feature', properties: null }, null] }));
  assert.deepEqual(file, { features: 4, properties: ['COUNTYCODE', 'TOWNNAME', 'TOWNCODE'], example: { COUNTYCODE: '63000', TOWNNAME: '大安區' } });
  assert.equal(modules.guess(file.properties, [/^code$/i, /^(?!county).*code$/i]), 'TOWNCODE');
  assert.equal(modules.guess([], [/x/]), undefined);
});

test('What is no FeatureCollection is none', () => {
  for (const text of ['', '{', 'null', '[]', '3', '{"features":{}}', '{"type":"Point","coordinates":[1,2]}']) {
    assert.equal(modules.readFeatureFile(text), null, text);
  }
});

test('A grant counts on its own node only: an administrator of one jurisdiction makes no other', () => {
  const person = node => ({ subject: 's', name: 'n', grants: [{ node, preset: 'administrator', capabilities: ['manageJurisdictions', 'manageAreas'] }] });
  assert.ok(modules.mayCreateJurisdictions(person('deployment')));
  assert.ok(!modules.mayCreateJurisdictions(person('jurisdiction:a')));
  assert.ok(modules.mayImportAreas(person('jurisdiction:a'), 'a'));
  assert.ok(!modules.mayImportAreas(person('jurisdiction:a'), 'b'));
  assert.ok(modules.maySetUp(person('jurisdiction:a')));
});

test('A trace is of the form that servers take, marked to be recorded, and no two are alike', () => {
  const made = Array.from({ length: 100 }, modules.newTrace);
  assert.ok(made.every(trace => /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01$/.test(trace)), made[0]);
  assert.equal(new Set(made.map(trace => trace.slice(3, 35))).size, 100);
});

test('A report that is sent again and again, also by the page opened later, is sent in one trace; one that an older version kept goes without', async () => {
  const kept = new Map();
  const sent = [];
  let status = 0;
  const stand = {
    localStorage: { getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) },
    sessionStorage: { getItem: () => null },
    window: { setInterval: () => 0 },
    addEventListener: () => {},
    fetch: async (path, { headers }) => {
      sent.push(headers);
      if (status === 0) {
        throw new TypeError('offline');
      }
      return new Response(JSON.stringify(status === 201 ? { trackingToken: 'token' } : { title: 'Busy' }), { status, headers: { 'Content-Type': 'application/json' } });
    },
  };
  const before = Object.fromEntries(Object.keys(stand).map(name => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));
  for (const [name, value] of Object.entries(stand)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  try {
    const opened = () => Object.assign(new modules.Outbox(), { photos: { flush: async () => {}, bind: async () => {}, discard: async () => {} } });
    const trace = modules.newTrace();
    let outbox = opened();
    await outbox.add({ key: 'a', trace, report: { words: 'new' } });
    outbox.close();
    status = 503;
    outbox = opened();
    await outbox.flush();
    status = 201;
    await outbox.flush();
    await outbox.add({ key: 'b', report: { words: 'old' } });
    outbox.close();
    assert.deepEqual(sent.map(headers => [headers['Idempotency-Key'], headers.traceparent]), [['a', trace], ['a', trace], ['a', trace], ['b', undefined]]);
    assert.equal(kept.get('gridsteward.unsent'), '[]');
  } finally {
    for (const [name, descriptor] of Object.entries(before)) {
      if (descriptor) {
        Object.defineProperty(globalThis, name, descriptor);
      } else {
        delete globalThis[name];
      }
    }
  }
});
