// Takes docs/map.png anew: the demonstration town on the map, with a report just posted. Needs a server with the town (--demo) in GRIDSTEWARD_URL.
import { fileURLToPath } from 'node:url';
import { launch, mapDrawn, onPage } from './browser.mjs';
import { server } from './world.mjs';

const file = process.argv[2] ?? fileURLToPath(new URL('../../docs/map.png', import.meta.url));
const compound = [115.38735, 33.72085]; // in the east of the new community
const browser = await launch();
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${server}/map?j=demo&level=grid&lng=115.38030&lat=33.72170&z=14.95`);
  await mapDrawn(page);
  const { x, y } = await onPage(page, compound);
  await page.mouse.click(x, y);
  await page.selectOption('#category', 'public-facility');
  await page.fill('#words', '小区东门的路灯不亮了。');
  await page.waitForSelector('.place .chain');
  await page.click('.report-form button[type=submit]');
  await page.waitForSelector('.receipt .assignee');
  await page.mouse.move(5, 5);
  await mapDrawn(page);
  await page.waitForTimeout(500); // the counts of the map come after the receipt
  await page.screenshot({ path: file });
} finally {
  await browser.close();
}
