import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { assertAccessible, obstacle, openPage } from './browser.mjs';
import { call, invitation, server, world } from './world.mjs';

let made;

/** The page of a report of now, as bytes; made once. */
async function coverage(lang) {
  const { token, code } = await world();
  made ??= call('POST', `/api/jurisdictions/${code}/coverage-reports`, { token });
  assert.equal((await made).status, 201);
  const response = await fetch(`${server}/api/jurisdictions/${code}/coverage-reports/latest/page.html?lang=${lang}`, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('Content-Security-Policy'), /default-src 'none'/);
  return Buffer.from(await response.arrayBuffer());
}

/** The page opened from a file, as somebody would who got it by mail. */
async function opened(t, lang, options) {
  const folder = mkdtempSync(join(tmpdir(), 'coverage-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'page.html');
  writeFileSync(file, await coverage(lang));
  const page = await openPage(t, options);
  const asked = [];
  const said = [];
  page.on('request', request => asked.push(request.url()));
  page.on('console', message => said.push(message.text()));
  await page.goto(pathToFileURL(file).href);
  return { page, asked, said };
}

for (const lang of ['zh', 'en']) {
  for (const width of [1280, 360]) {
    test(`The coverage page asks nothing of anybody and fits ${width} pixels (${lang})`, { skip: obstacle }, async t => {
      const { page, asked, said } = await opened(t, lang, { width, height: 740 });
      assert.equal(asked.length, 1, asked.join(', '));
      assert.deepEqual(said, [], 'its own policy lets its own style and script work');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.big')).fontWeight), '650', 'the style is there');
      assert.equal(await page.getAttribute('html', 'lang'), lang === 'zh' ? 'zh-CN' : 'en');
      assert.equal(await page.locator('.map svg[role=img]').count(), 2);
    });

    test(`axe-core finds nothing serious on the coverage page (${lang}, ${width} pixels)`, { skip: obstacle }, async t => {
      const { page } = await opened(t, lang, { width, height: 740, bypassCSP: true });
      await assertAccessible(page);
    });
  }

  test(`The coverage page is a few sheets of A4, and no table head holds what keeps it from being repeated (${lang})`, { skip: obstacle }, async t => {
    const { page } = await opened(t, lang);
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    assert.ok(boxes.length >= 2 && boxes.length <= 8, `${boxes.length} sheets`);
    assert.ok(boxes.every(([, width, height]) => Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2), 'A4');
    assert.equal(await page.locator('thead button').count(), 0, 'Chromium does not repeat a head that holds a button');
  });
}

test('Tables of the coverage page are sorted by their heads, with the keyboard too', { skip: obstacle }, async t => {
  const { page } = await opened(t, 'en');
  const head = page.locator('table:has(#t-level1) thead [role=button]').first();
  const first = () => page.locator('table:has(#t-level1) tbody tr').first().textContent();
  const before = await first();
  await head.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  assert.notEqual(await first(), before);
});

test('A manager reads the report in the web, styled, and without its script', { skip: obstacle }, async t => {
  const { code } = await world();
  await coverage('zh');
  const page = await openPage(t);
  await page.goto(`${server}/signin#invite=${await invitation('钱经理', 'manager', `jurisdiction:${code}`)}`);
  await page.waitForURL('**/map**');
  await page.goto(`${server}/coverage?j=${code}`);
  const inside = page.frameLocator('.coverage-frame');
  await inside.locator('.headline').waitFor();
  assert.equal(await inside.locator('.big').evaluate(big => getComputedStyle(big).fontWeight), '650');
});
