import assert from 'node:assert/strict';
import test from 'node:test';
import { colourAt, mapDrawn, obstacle, onPage, openPage } from './browser.mjs';
import { openReports, server, world } from './world.mjs';

export async function writeReport(page, place, words) {
  const { x, y } = await onPage(page, place);
  await page.mouse.click(x, y);
  await page.selectOption('#category', 'fire-safety');
  await page.fill('#words', words);
}

export async function openMap(page) {
  await page.goto(`${server}/map?j=${(await world()).code}`);
  await mapDrawn(page);
}

/** The areas drawn at a place; near the edge of a tile the map names one twice. */
const codesAt = async (page, place) => [...new Set(await page.evaluate(([lng, lat]) =>
  window.gridStewardMap.queryRenderedFeatures(window.gridStewardMap.project([lng, lat]), { layers: ['areas-fill', 'areas-not-shown'] }).map(f => f.properties.code), place))];

test('The map draws every grid, holes and separate parts included', { skip: obstacle }, async t => {
  const { inG1, inHole, inG3, outside } = await world();
  const page = await openPage(t);
  await openMap(page);
  const drawn = await page.evaluate(() => window.gridStewardMap.queryRenderedFeatures({ layers: ['areas-edge'] }).map(f => f.properties.code));
  assert.deepEqual([...new Set(drawn)].sort(), ['G1', 'G2', 'G3']);
  assert.deepEqual(await codesAt(page, inG1), ['G1']);
  assert.deepEqual(await codesAt(page, inHole), ['G2']);
  assert.deepEqual(await codesAt(page, inG3), ['G3']);
  assert.deepEqual(await codesAt(page, outside), []);
  assert.notEqual(await colourAt(page, await onPage(page, inG1)), await colourAt(page, await onPage(page, outside)), 'the pixels of a grid differ from the ground');
});

test('A report made by a click shows who has it and why, and the count of the area goes up', { skip: obstacle }, async t => {
  const { inG1 } = await world();
  const page = await openPage(t);
  await openMap(page);
  const before = await openReports('G1');
  await writeReport(page, inG1, '楼道里停了电动车');
  await page.waitForFunction(() => document.querySelector('.place .chain')?.textContent.includes('第一网格'));
  await page.click('.report-form button[type=submit]');
  await page.waitForSelector('.receipt');
  assert.match(await page.textContent('.receipt .assignee'), /第一网格网格员/);
  assert.match(await page.textContent('.receipt .facts'), /测试社区 › 第一网格/);
  assert.ok((await page.locator('.receipt .reasons li').allTextContents()).every(reason => reason.trim().length > 3));
  assert.ok(await page.locator('.receipt .reasons li').count() > 0);
  await page.waitForFunction(count => window.gridStewardMap.queryRenderedFeatures({ layers: ['areas-fill'] })
    .some(f => f.properties.code === 'G1' && f.properties.openReports === count), before + 1);
  assert.equal(await openReports('G1'), before + 1);
});

test('What is missing is said at the fields, and nothing is sent', { skip: obstacle }, async t => {
  const page = await openPage(t);
  await openMap(page);
  let posts = 0;
  page.on('request', request => { posts += request.method() === 'POST' ? 1 : 0; });
  await page.click('.report-form button[type=submit]');
  assert.equal(await page.locator('.report-form .fault li').count(), 3);
  assert.equal(await page.getAttribute('#words', 'aria-invalid'), 'true');
  assert.equal(posts, 0);
});

test('Every fault that the server names is shown, and what was written stays', { skip: obstacle }, async t => {
  const { inG1 } = await world();
  const page = await openPage(t);
  await openMap(page);
  await page.route('**/api/reports', route => route.fulfill({ status: 400, contentType: 'application/problem+json', body: JSON.stringify({
    title: 'The report has faults', status: 400, traceId: 'abc123', errors: [{ path: '$.words', message: 'is too long' }, { path: '$.contact.phone', message: 'is not a number' }] }) }));
  await writeReport(page, inG1, '写好的话');
  await page.click('.report-form button[type=submit]');
  const fault = await page.textContent('.report-form .fault');
  for (const part of ['The report has faults', '$.words', 'is too long', '$.contact.phone', 'is not a number', 'abc123']) {
    assert.ok(fault.includes(part), part);
  }
  assert.equal(await page.inputValue('#words'), '写好的话');
  assert.equal(await page.locator('.unsent:visible').count(), 0, 'what the server will never take is not kept');
});

test('The address keeps the view, and words change with the language', { skip: obstacle }, async t => {
  const page = await openPage(t);
  await openMap(page);
  await page.check('input[value=households]', { force: true });
  await page.selectOption('#level', 'community');
  await page.waitForFunction(() => location.search.includes('level=community') && location.search.includes('measure=households'));
  await page.reload();
  await mapDrawn(page);
  assert.equal(await page.inputValue('#level'), 'community');
  assert.ok(await page.isChecked('input[value=households]'));
  await page.click('.top-bar nav button:last-child');
  await mapDrawn(page);
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.equal(await page.textContent('h1'), 'Report something');
});

test('On a phone of 360 pixels nothing is cut off, and the device\'s location is drawn with its accuracy', { skip: obstacle }, async t => {
  const { inG1: [longitude, latitude] } = await world();
  const page = await openPage(t, { width: 360, height: 740, hasTouch: true, isMobile: true, permissions: ['geolocation'], geolocation: { longitude, latitude, accuracy: 55 } });
  await openMap(page);
  await page.click('.place button');
  await page.waitForFunction(() => document.querySelector('.place .chain')?.textContent.includes('第一网格'));
  await mapDrawn(page, 'accuracy-fill');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  assert.match(await page.textContent('.place'), /55/);
});
