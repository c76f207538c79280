import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { colourAt, mapDrawn, obstacle, onPage, openPage } from './browser.mjs';
import { server, world } from './world.mjs';

const library = dirname(createRequire(import.meta.url).resolve('maplibre-gl/dist/maplibre-gl.css'));

/** Somebody else's page, on their own origin, with their own copy of the map library. */
const strangersPage = address => `<!doctype html><meta charset="utf-8"><title>Second origin</title>
<link rel="stylesheet" href="/maplibre-gl.css"><style>html, body, #map { margin: 0; height: 100% }</style><div id="map"></div>
<script type="module">
  import * as maplibregl from '/maplibre-gl.mjs';
  maplibregl.setWorkerUrl('/maplibre-gl-worker.mjs');
  const answer = await fetch(${JSON.stringify(address)});
  const areas = await answer.json();
  const map = new maplibregl.Map({ container: 'map', style: { version: 8, sources: {}, layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#fff' } }] } });
  await map.once('load');
  map.addSource('areas', { type: 'geojson', data: areas });
  map.addLayer({ id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': '#0055aa' } });
  const bounds = new maplibregl.LngLatBounds();
  areas.features.flatMap(f => f.geometry.coordinates.flat(f.geometry.type === 'Polygon' ? 1 : 2)).forEach(position => bounds.extend(position));
  map.fitBounds(bounds, { padding: 80, animate: false });
  window.gridStewardMap = map;
</script>`;

async function strangersServer(t, page) {
  const http = createServer((request, response) => {
    const name = new URL(request.url, 'http://localhost').pathname;
    if (name === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
    } else if (/^\/maplibre-gl[a-z-]*\.(mjs|css)$/.test(name)) {
      response.writeHead(200, { 'Content-Type': name.endsWith('.css') ? 'text/css' : 'text/javascript' });
      createReadStream(join(library, name)).pipe(response);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise(resolve => http.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise(resolve => http.close(resolve)));
  return `http://127.0.0.1:${http.address().port}`;
}

test('A page of a second origin fetches the areas and draws them', { skip: obstacle }, async t => {
  const { code, inG1, inHole, outside } = await world();
  const origin = await strangersServer(t, strangersPage(`${server}/api/map/areas?jurisdiction=${code}&level=grid&measure=openReports`));
  assert.notEqual(origin, new URL(server).origin);
  const page = await openPage(t);
  await page.goto(origin);
  await mapDrawn(page, 'areas');
  const drawn = await page.evaluate(() => window.gridStewardMap.queryRenderedFeatures({ layers: ['areas'] }).map(f => [f.properties.code, typeof f.properties.openReports].join()));
  assert.deepEqual([...new Set(drawn)].sort(), ['G1,number', 'G2,number', 'G3,number']);
  assert.equal(await colourAt(page, await onPage(page, inG1)), '0,85,170');
  assert.equal(await colourAt(page, await onPage(page, inHole)), '0,85,170');
  assert.equal(await colourAt(page, await onPage(page, outside)), '255,255,255');
});
