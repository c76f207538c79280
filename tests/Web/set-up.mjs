import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { mapDrawn, obstacle, openPage } from './browser.mjs';
import { invitation, server, town } from './world.mjs';

async function signedIn(t, preset, node) {
  const page = await openPage(t);
  await page.goto(`${server}/signin#invite=${await invitation('赵管理', preset, node)}`);
  await page.waitForURL('**/map**');
  return page;
}

/** The file under other property names than the server's own, as files come. */
const renamed = ({ features }) => Buffer.from(JSON.stringify({
  type: 'FeatureCollection',
  features: features.map(({ geometry, properties: { code, name, level, parent } }) => ({ type: 'Feature', geometry, properties: { ID: code, 名称: name, 层级: level, 上级: parent } })),
}));

test('An administrator sets up a jurisdiction and its areas from the page', { skip: obstacle }, async t => {
  const page = await signedIn(t, 'administrator', 'deployment');
  await page.click('.top-bar a[href="/setup"]');
  await page.waitForSelector('.set-up');
  const another = page.locator('.panel-card details > summary', { hasText: '再设立一个辖区' });
  await another.click();

  await page.fill('#new-code', 'Not A Code');
  await page.fill('[data-path="$.categories[1].resolveHours"]', '从速').catch(() => page.click('.set-up-form details summary').then(() => page.fill('[data-path="$.categories[1].resolveHours"]', '从速')));
  await page.click('#new-code >> xpath=ancestor::form >> button[type=submit]');
  const fault = page.locator('.set-up-form .fault');
  await fault.waitFor();
  for (const path of ['$.code', '$.name', '$.categories[1].resolveHours']) {
    assert.ok((await fault.textContent()).includes(path), path);
    assert.equal(await page.getAttribute(`[data-path="${path}"]`, 'aria-invalid'), 'true', path);
  }
});
