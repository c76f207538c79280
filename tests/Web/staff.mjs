import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible, obstacle, onPage, openPage } from './browser.mjs';
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

/** Opens a report of the list: only then are its words read. */
async function rowOf(page, report, place) {
  await openMap(page);
  await page.click('.tabs button:last-child');
  const { x, y } = await onPage(page, place);
  await page.mouse.click(x, y);
  const row = page.locator(`[data-report="${report.id}"]`);
  await row.waitFor();
  assert.match(await page.textContent('.area-reports h2'), /第一网格/);
  assert.equal(await row.locator('.words').count(), 0, 'a list has no words');
  await row.locator('summary').click();
  await row.locator('.words').waitFor();
  return row;
}

test('Staff read a report of the area they clicked, and accept it', { skip: obstacle }, async t => {
  const { inG1, token, code } = await world();
  const report = await submitted('<b>请受理</b>', inG1, { name: '李四', phone: '13900000001' });
  const page = await signedIn(t);
  const row = await rowOf(page, report, inG1);
  const text = await row.textContent();
  assert.ok(text.includes('<b>请受理</b>'), 'words of people are text, never markup');
  for (const part of ['消防隐患', report.number, '李四', '13900000001', '第一网格网格员']) {
    assert.ok(text.includes(part), part);
  }
  await assertAccessible(page);
  await row.getByRole('button', { name: '受理', exact: true }).click();
  await row.locator('.state.accepted').waitFor();
  await row.getByRole('button', { name: '已处置' }).waitFor();
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
  await row.getByRole('button', { name: '受理', exact: true }).click();
  await row.locator('.fault').waitFor();
  assert.match(await row.locator('.fault').textContent(), /重新读取/);
  await row.locator('.state.accepted').waitFor();
});

test('A manager gives a report to somebody else, with the reason that it wants', { skip: obstacle }, async t => {
  const { inG1, token, code } = await world();
  const report = await submitted('派给别人', inG1);
  const page = await signedIn(t);
  const row = await rowOf(page, report, inG1);
  await row.getByRole('button', { name: '派遣' }).click();
  await row.locator('.move-form select option').first().waitFor({ state: 'attached' });
  const target = await row.locator('.move-form select option').last().getAttribute('value');
  await row.locator('.move-form select').selectOption(target);
  await row.locator('.move-form button[type=submit]').click();
  assert.equal((await call('GET', `/api/reports/${code}/${report.id}/events`, { token })).json.items.length, 1, 'without a reason nothing is sent');
  await row.locator('.move-form textarea').fill('服务队更近');
  await assertAccessible(page);
  await row.locator('.move-form button[type=submit]').click();
  await row.locator('.move-form').waitFor({ state: 'detached' });
  const { kind, id } = (await call('GET', `/api/reports/${code}/${report.id}`, { token })).json.assignee;
  assert.equal(`${kind}:${id}`, target);
});

test('The link of a message leads to the report, for those who may read it', { skip: obstacle }, async t => {
  const { inG1, code } = await world();
  const report = await submitted('从消息打开', inG1);
  const page = await signedIn(t);
  await page.goto(`${server}/case/${code}/${report.id}`);
  await page.locator('.words', { hasText: '从消息打开' }).waitFor();
  await assertAccessible(page);
  await page.goto(`${server}/case/${code}/none`);
  await page.waitForSelector('.fault');
  const stranger = await openPage(t);
  await stranger.goto(`${server}/case/${code}/${report.id}`);
  await stranger.locator('a[href="/signin"]').last().waitFor();
});
