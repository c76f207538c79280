import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const flags = [
  '--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--enable-unsafe-swiftshader', '--use-angle=swiftshader',
];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Why the browser tests cannot run here, or undefined. */
export const obstacle = !existsSync(executablePath) ? `no chromium at ${executablePath} (CHROMIUM names another)`
  : !process.env.GRIDSTEWARD_URL ? 'GRIDSTEWARD_URL is not set: the address of a running server'
    : !process.env.GRIDSTEWARD_INVITE && !process.env.GRIDSTEWARD_TOKEN ? 'neither GRIDSTEWARD_INVITE nor GRIDSTEWARD_TOKEN is set' : undefined;

/** A browser of one's own, which its owner closes. */
export const launch = () => chromium.launch({ executablePath, args: flags });

let browser;

export async function closeBrowser() {
  await browser?.close();
}

/** A page of a fresh, empty browser profile; closed with the test. Errors thrown on the page fail the test. */
export async function openPage(test, { width = 1280, height = 800, ...options } = {}) {
  browser ??= await launch();
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', ...options });
  const page = await context.newPage();
  const thrown = [];
  page.on('pageerror', error => thrown.push(error));
  test.after(async () => {
    await context.close();
    if (thrown.length > 0) {
      throw new AggregateError(thrown, `the page threw: ${thrown.map(error => error.message).join('; ')}`);
    }
  });
  return page;
}

/** Waits until the map on the page has drawn at least one area, and nothing is still moving. */
export function mapDrawn(page, layer = 'areas-edge') {
  return page.waitForFunction(name => {
    const map = window.gridStewardMap;
    return map?.loaded() && !map.isMoving() && map.getLayer(name) && map.queryRenderedFeatures({ layers: [name] }).length > 0;
  }, layer, { timeout: 30_000 });
}

/** Where on the page a place of the map is. */
export function onPage(page, [longitude, latitude]) {
  return page.evaluate(([lng, lat]) => {
    const map = window.gridStewardMap;
    const { x, y } = map.project([lng, lat]);
    const { left, top } = map.getCanvas().getBoundingClientRect();
    return { x: left + x, y: top + y };
  }, [longitude, latitude]);
}

/** The colour of one pixel as it is on the screen. */
export async function colourAt(page, { x, y }) {
  const picture = (await page.screenshot()).toString('base64');
  return page.evaluate(async ([data, left, top]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    return [...canvas.getImageData(Math.round(left), Math.round(top), 1, 1).data].slice(0, 3).join(',');
  }, [picture, x, y]);
}

/** Fails when axe-core finds anything serious on the page as it stands. */
export async function assertAccessible(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 120)).join(' | ')}`), []);
}
