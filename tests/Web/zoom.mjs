import assert from 'node:assert/strict';
import test from 'node:test';
import { mapDrawn, obstacle, openPage } from './browser.mjs';
import { openMap } from './map.mjs';
import { call, world } from './world.mjs';

test('Borders are fetched once for each whole zoom, and what is selected stays selected', { skip: obstacle }, async t => {
  const page = await openPage(t, { serviceWorkers: 'block' });
  const asked = [];
  page.on('request', request => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/api/map/areas' && searchParams.get('level') === 'grid') {
      asked.push(Number(searchParams.get('zoom')));
    }
  });
  await openMap(page);
  const first = asked.length;
  const zoom = await page.evaluate(() => window.gridStewardMap.getZoom());
  assert.equal(asked.at(-1), Math.ceil(zoom - 0.01), 'the first borders are those of the zoom that is shown');
  assert.equal(new Set(asked).size, 1, 'no other zoom was asked for before');

  const zoomed = async to => {
    await page.evaluate(z => window.gridStewardMap.jumpTo({ zoom: z }), to);
    await page.waitForTimeout(300);
    await mapDrawn(page);
  };
  const whole = Math.ceil(zoom - 0.01);
  await zoomed(whole + 0.4);
  await zoomed(whole + 0.7);
  await zoomed(whole - 0.5);
  assert.deepEqual(asked.slice(first), [whole + 1, whole]);
});

test('What is drawn at a zoom has no gap between neighbours', { skip: obstacle }, async () => {
  const { code } = await world();
  for (const zoom of [0, 6, 11, 16]) {
    const { json } = await call('GET', `/api/map/areas?jurisdiction=${code}&level=grid&zoom=${zoom}`);
    const edges = new Map();
    for (const { geometry } of json.features) {
      for (const ring of (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat()) {
        for (const [index, from] of ring.slice(0, -1).entries()) {
          const key = [from, ring[index + 1]].map(String).sort().join(' ');
          edges.set(key, (edges.get(key) ?? 0) + 1);
        }
      }
    }
    assert.ok([...edges.values()].every(count => count <= 2));
    assert.ok([...edges.values()].filter(count => count === 2).length >= 6, `the hole and the three inner borders at zoom ${zoom}`);
  }
});
