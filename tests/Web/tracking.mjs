import assert from 'node:assert/strict';
import test from 'node:test';
import { assertAccessible, obstacle, openPage } from './browser.mjs';
import { call, server, submitted, world } from './world.mjs';

test('The tracking page tells the state, who has it and by when, and nothing personal', { skip: obstacle }, async t => {
  const report = await submitted('私密的话', (await world()).inG1, { name: '李四', phone: '13900000001' });
  const page = await openPage(t, { width: 360, height: 740, isMobile: true });
  await page.goto(`${server}/track/${encodeURIComponent(report.trackingToken)}`);
  await page.waitForSelector('.facts');
  const text = await page.textContent('main');
  assert.ok(text.includes(report.number));
  assert.ok(text.includes('第一网格网格员'));
  assert.ok(text.includes('消防隐患'));
  assert.equal(await page.textContent('.progress [aria-current]'), '已收到');
  assert.ok(await page.locator('.events li').count() >= 1);
  for (const personal of ['李四', '13900000001', '张三', '13800000000']) {
    assert.ok(!text.includes(personal), personal);
  }
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

test('The link that the server gives leads to the tracking page', { skip: obstacle }, async t => {
  const report = await submitted('看链接', (await world()).inG1);
  const page = await openPage(t);
  await page.goto(server + new URL(report.tracking).pathname);
  await page.waitForSelector('.facts');
  assert.ok((await page.textContent('main')).includes(report.number));
});

test('A link that nobody was given is said to be unknown', { skip: obstacle }, async t => {
  const page = await openPage(t);
  await page.goto(`${server}/track/nothing-of-the-kind`);
  await page.waitForSelector('.fault');
  assert.match(await page.textContent('.fault'), /找不到/);
});

test('A refusal is read with its reason and by whom, and the reporter says that it is not solved', { skip: obstacle }, async t => {
  const { inG1, token, code } = await world();
  const report = await submitted('路灯坏了', inG1);
  const { etag } = await call('GET', `/api/reports/${code}/${report.id}`, { token });
  const refused = await call('POST', `/api/reports/${code}/${report.id}/moves`, { token, body: { move: 'refuse', note: '属于物业，已转告' }, headers: { 'If-Match': etag } });
  assert.equal(refused.status, 200, JSON.stringify(refused.json));
  const page = await openPage(t, { width: 360, height: 740, isMobile: true });
  await page.goto(`${server}/track/${encodeURIComponent(report.trackingToken)}`);
  await page.waitForSelector('.events q');
  assert.equal(await page.textContent('.events q'), '属于物业，已转告');
  assert.match(await page.textContent('.events'), /管理员/);
  assert.match(await page.textContent('.state.refused'), /不予受理/);
  await page.getByRole('button', { name: '没有解决' }).click();
  await page.fill('.move-form textarea', '物业说不归他们管');
  await assertAccessible(page);
  await page.locator('.move-form button[type=submit]').click();
  await page.locator('.events q').nth(1).waitFor();
  assert.match(await page.textContent('.progress [aria-current]'), /申请重办/);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
