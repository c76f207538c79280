import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import { mapDrawn, obstacle, onPage, openPage } from './browser.mjs';
import { openMap } from './map.mjs';
import { server, submitted, world } from './world.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function assertAccessible(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 120)).join(' | ')}`), []);
}

for (const options of [{}, { width: 360, height: 740, isMobile: true, locale: 'en-GB' }]) {
  const size = `${options.width ?? 1280} pixels, ${options.locale ?? 'zh-CN'}`;
  test(`axe-core finds nothing serious on the map (${size})`, { skip: obstacle }, async t => {
    const page = await openPage(t, options);
    await openMap(page);
    await assertAccessible(page);
    const { x, y } = await onPage(page, (await world()).inG3);
    await page.mouse.click(x, y);
    await page.waitForSelector('.place .chain');
    await mapDrawn(page);
    await page.click('.report-form button[type=submit]');
    await page.waitForSelector('.report-form .fault');
    await assertAccessible(page);
  });

  for (const path of ['/', '/signin']) {
    test(`axe-core finds nothing serious on ${path} (${size})`, { skip: obstacle }, async t => {
      const page = await openPage(t, options);
      await page.goto(server + path);
      await page.waitForSelector('h1');
      await assertAccessible(page);
    });
  }

  test(`axe-core finds nothing serious on the tracking page (${size})`, { skip: obstacle }, async t => {
    const { trackingToken } = await submitted('无障碍', (await world()).inG1);
    const page = await openPage(t, options);
    await page.goto(`${server}/track/${encodeURIComponent(trackingToken)}`);
    await page.waitForSelector('.facts');
    await assertAccessible(page);
  });
}

test('A report can be made with the keyboard alone', { skip: obstacle }, async t => {
  const page = await openPage(t);
  await openMap(page);
  await page.getByRole('button', { name: '用地图中心点' }).press('Enter');
  await page.waitForSelector('.place .chain');
  await page.locator('#category').press('ArrowDown');
  await page.selectOption('#category', 'street-light');
  await page.locator('#words').pressSequentially('路灯不亮');
  await page.getByRole('button', { name: '提交' }).press('Enter');
  await page.waitForSelector('.receipt');
  assert.equal(await page.evaluate(() => document.activeElement?.closest('.receipt') !== null), true, 'the focus goes to the answer');
});
