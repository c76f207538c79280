import assert from 'node:assert/strict';
import test from 'node:test';
import { obstacle, onPage, openPage } from './browser.mjs';
import { openMap } from './map.mjs';
import { call, invitation, server, submitted, world } from './world.mjs';

async function signedIn(t) {
  const page = await openPage(t);
  await page.goto(`${server}/signin#invite=${await invitation('王经理', 'manager')}`);
  await page.waitForURL('**/map**');
  return page;
}

test('A one-time link signs in once; the second time it says so', { skip: obstacle }, async t => {
  const link = `${server}/signin#invite=${await invitation('王经理', 'manager')}`;
  const first = await openPage(t);
  await first.goto(link);
  await first.waitForURL('**/map**');
  assert.match(await first.textContent('.top-bar'), /王经理/);
  const second = await openPage(t);
  await second.goto(link);
  await second.waitForSelector('.fault');
  assert.match(await second.textContent('.fault'), /不能使用/);
  assert.doesNotMatch(second.url(), /invite=/, 'a spent code does not stay in the address');
  assert.equal(await second.evaluate(() => localStorage.getItem('gridsteward.session')), null);
});

async function rowOf(page, report, place) {
  await openMap(page);
  await page.click('.tabs button:last-child');
  const { x, y } = await onPage(page, place);
  await page.mouse.click(x, y);
  const row = page.locator(`[data-report="${report.id}"]`);
  await row.waitFor();
  return row;
}

test('Staff accept a report of the area they clicked', { skip: obstacle }, async t => {
  const { inG1, token, code } = await world();
  const report = await submitted('<b>请受理</b>', inG1);
  const page = await signedIn(t);
  const row = await rowOf(page, report, inG1);
  assert.ok((await row.textContent()).includes('<b>请受理</b>'), 'words of people are text, never markup');
  await row.getByRole('button', { name: '受理' }).click();
  await row.locator('.state.accepted').waitFor();
  assert.equal((await call('GET', `/api/reports/${code}/${report.id}`, { token })).json.state, 'accepted');
});

test('Whoever comes second sees the change and is not overrun', { skip: obstacle }, async t => {
  const { inG1, token, code } = await world();
  const report = await submitted('两个人同时受理', inG1);
  const page = await signedIn(t);
  const row = await rowOf(page, report, inG1);
  const { etag } = await call('GET', `/api/reports/${code}/${report.id}`, { token });
  const faster = await call('POST', `/api/reports/${code}/${report.id}/moves`, { token, body: { move: 'accept' }, headers: { 'If-Match': etag } });
  assert.equal(faster.status, 200, JSON.stringify(faster.json));
  await row.getByRole('button', { name: '受理' }).click();
  await page.waitForSelector('.area-reports .fault');
  assert.match(await page.textContent('.area-reports .fault'), /重新读取/);
  await row.locator('.state.accepted').waitFor();
});
