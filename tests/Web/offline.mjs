import assert from 'node:assert/strict';
import test from 'node:test';
import { mapDrawn, obstacle, openPage } from './browser.mjs';
import { openMap, writeReport } from './map.mjs';
import { reportsSaying, world } from './world.mjs';

const kept = page => page.evaluate(() => JSON.parse(localStorage.getItem('gridsteward.unsent') ?? '[]').length);

test('A report made without a network is kept and sent once when the network is back', { skip: obstacle }, async t => {
  const { inG1 } = await world();
  const page = await openPage(t);
  await openMap(page);
  await writeReport(page, inG1, '没有信号时写的');
  await page.context().setOffline(true);
  await page.click('.report-form button[type=submit]');
  await page.waitForSelector('.unsent:visible');
  assert.equal(await kept(page), 1);
  assert.equal((await reportsSaying('没有信号时写的')).length, 0);
  await page.context().setOffline(false);
  await page.waitForSelector('.receipt');
  assert.match(await page.textContent('.receipt .assignee'), /第一网格网格员/);
  assert.equal(await kept(page), 0);
  assert.equal((await reportsSaying('没有信号时写的')).length, 1);
});

test('An answer that was lost on the way does not make a second report', { skip: obstacle }, async t => {
  const { inG1 } = await world();
  const page = await openPage(t);
  await openMap(page);
  let lost = 0;
  await page.route('**/api/reports', async route => {
    await route.fetch();
    lost++;
    await route.abort('connectionreset');
  }, { times: 1 });
  await writeReport(page, inG1, '电梯里发出的');
  await page.click('.report-form button[type=submit]');
  await page.waitForSelector('.unsent:visible');
  assert.equal(lost, 1);
  await page.reload(); // what is kept is sent by itself when the page is opened again
  await page.waitForFunction(() => localStorage.getItem('gridsteward.unsent') === '[]');
  assert.equal((await reportsSaying('电梯里发出的')).length, 1);
});

test('After one visit the page opens without a network, and a report made there is sent later', { skip: obstacle }, async t => {
  const { inG1 } = await world();
  const page = await openPage(t);
  await openMap(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await openMap(page); // now through the service worker, which keeps what it reads
  await page.context().setOffline(true);
  await page.reload();
  await mapDrawn(page);
  await writeReport(page, inG1, '在地下室打开的');
  await page.click('.report-form button[type=submit]');
  await page.waitForSelector('.unsent:visible');
  await page.context().setOffline(false);
  await page.waitForSelector('.receipt');
  assert.equal((await reportsSaying('在地下室打开的')).length, 1);
});
