// The element inside somebody else's page.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed } from './support/api.mjs';
import { closePage, launch, newPage } from './support/browser.mjs';
import { Console } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';
import { startRelay } from './support/relay.mjs';

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; "
  + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const html = (body) => ({
  type: 'text/html; charset=utf-8',
  policy: POLICY,
  body: `<!doctype html><html lang="en"><head><title>Portal</title><link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/portal.css"><script type="module" src="/portal.js"></script>
<script type="module" src="/element.js"></script></head><body><h1>Portal</h1>${body}</body></html>`,
});

const PAGES = {
  '/two': html('<ckafka-offset-reset id="a" endpoint="/a/v2/index.php" locale="en" theme="light"></ckafka-offset-reset>'
    + '<ckafka-offset-reset id="b" endpoint="/b/v2/index.php" locale="zh-CN" theme="dark"></ckafka-offset-reset>'),
  '/one': html('<ckafka-offset-reset id="a" endpoint="/a/v2/index.php" locale="en" group="dlq-replayer" topics="invoices.dlq"></ckafka-offset-reset>'),
  '/v3-without-region': html('<ckafka-offset-reset id="a" endpoint="/a/v3/" api="v3" signing="browser" locale="en"></ckafka-offset-reset>'),
  '/read-only': html('<ckafka-offset-reset id="a" endpoint="/a/v2/index.php" locale="en" read-only></ckafka-offset-reset>'),
  // A portal whose own styles would spoil anything that is not shielded
  '/portal.css': { type: 'text/css', body: '* { color: red !important; font-size: 40px !important; } button { display: none !important; } h1 { color: rgb(1, 2, 3) !important; }' },
  // Remembers every event of every element
  '/portal.js': {
    type: 'text/javascript',
    body: `window.seen = [];
      for (const name of ['ready', 'plan-created', 'confirm-requested', 'reset-submitted', 'reset-succeeded', 'reset-partial', 'reset-failed', 'reset-unknown', 'console-fault']) {
        document.addEventListener(name, (event) => window.seen.push({ name, id: event.target.id, detail: JSON.parse(JSON.stringify(event.detail)), composed: event.composed }));
      }`,
  },
};

let browser, a, b, relay, page;

before(async () => {
  [browser, a, b] = await Promise.all([launch(), startGateway(), startGateway()]);
  relay = await startRelay({ '/a/': a, '/b/': b, '/': a }, PAGES);
});
after(async () => {
  await browser?.close();
  await relay?.stop();
  await Promise.all([a?.stop(), b?.stop()]);
});
beforeEach(async () => { page = await newPage(browser); });
afterEach(() => closePage(page));

const events = () => page.evaluate(() => window.seen);

test('two on one page: own endpoint, language and theme, one program, and a reset of one leaves the other alone', async () => {
  const programs = [];
  page.on('request', (request) => { if (request.url().endsWith('.wasm')) programs.push(request.url()); });
  await page.goto(`${relay.url}/two`);
  const [first, second] = [page.locator('#a'), page.locator('#b')];
  const view = new Console(page, first);
  await view.button('Review reset').waitFor();
  await second.getByRole('button', { name: '核对重置', exact: true }).waitFor();
  assert.equal(programs.length, 1, 'the program is loaded once');

  const background = (element) => element.evaluate((host) => {
    const inside = [...host.shadowRoot.children].find((child) => child.tagName !== 'STYLE');
    const colour = [host, inside, ...inside.querySelectorAll('*')].map((node) => getComputedStyle(node).backgroundColor);
    return colour.find((value) => value !== 'rgba(0, 0, 0, 0)');
  });
  assert.notEqual(await background(first), await background(second));

  const [beforeA, beforeB] = [await committed(a, 'dlq-replayer'), await committed(b, 'dlq-replayer')];
  await view.fill({ group: 'dlq-replayer', topics: ['invoices.dlq'], strategy: 'Shift by', fields: { Shift: '-2' } });
  await view.review();
  await view.confirm('dlq-replayer');
  assert.equal((await committed(a, 'dlq-replayer')).get('invoices.dlq/0'), beforeA.get('invoices.dlq/0') - 2);
  assert.deepEqual(await committed(b, 'dlq-replayer'), beforeB);
  assert.equal(await second.getByRole('combobox', { name: '消费分组', exact: true }).inputValue(), '');
});

test('nothing of the portal leaks in, and nothing leaks out', async () => {
  await page.goto(`${relay.url}/one`);
  const view = new Console(page, page.locator('#a'));
  const button = view.button('Review reset');
  await button.waitFor();
  assert.ok(await button.isVisible());
  const style = await button.evaluate((element) => ({ size: getComputedStyle(element).fontSize, colour: getComputedStyle(element).color }));
  assert.notEqual(style.size, '40px');
  assert.notEqual(style.colour, 'rgb(255, 0, 0)');
  assert.equal(await page.title(), 'Portal');
  assert.equal(await page.locator('h1').evaluate((element) => getComputedStyle(element).color), 'rgb(1, 2, 3)');
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0], 'nothing is stored when embedded');
});

test('attributes fill the form, and the events tell the host what happens, with offsets as text', async () => {
  await page.goto(`${relay.url}/one`);
  const view = new Console(page, page.locator('#a'));
  await view.button('Review reset').waitFor();
  assert.equal(await view.field('Consumer group', 'combobox').inputValue(), 'dlq-replayer');
  await view.strategy('Earliest').check();
  await view.review();
  await view.confirm('dlq-replayer');
  const seen = await events();
  assert.deepEqual(seen.map(({ name }) => name), ['ready', 'plan-created', 'confirm-requested', 'reset-submitted', 'reset-succeeded']);
  for (const { detail, composed, id } of seen) {
    assert.equal(detail.version, 1);
    assert.ok(composed);
    assert.equal(id, 'a');
  }
  const numbers = JSON.stringify(seen.at(-1).detail).match(/"(offset|before|planned|returned|observed|committed|target)[A-Za-z]*":\d/g);
  assert.equal(numbers, null, 'offsets are decimal strings');
});

test('a host can veto a reset, and can make it wait', async () => {
  await page.goto(`${relay.url}/one`);
  const view = new Console(page, page.locator('#a'));
  await view.button('Review reset').waitFor();
  const before = await committed(a, 'dlq-replayer');
  await view.fill({ strategy: 'Shift by', fields: { Shift: '+3' } });
  await view.review();
  await page.evaluate(() => document.addEventListener('confirm-requested', (event) => event.preventDefault(), { once: true }));
  await view.agree('dlq-replayer');
  await view.confirmButton().click();
  await page.getByText('did not allow the reset').waitFor();
  assert.deepEqual(await committed(a, 'dlq-replayer'), before);

  await page.evaluate(() => document.addEventListener('confirm-requested', (event) => {
    event.detail.waitUntil(new Promise((resolve) => { window.approve = resolve; }));
  }, { once: true }));
  await view.confirmButton().click();
  await page.waitForFunction(() => window.approve !== undefined);
  await page.waitForTimeout(300);
  assert.deepEqual(await committed(a, 'dlq-replayer'), before, 'nothing is sent while the host thinks');
  await page.evaluate(() => window.approve());
  await view.finished();
  assert.notDeepEqual(await committed(a, 'dlq-replayer'), before);
});

test('read-only: plans can be made, nothing can be sent', async () => {
  await page.goto(`${relay.url}/read-only`);
  const view = new Console(page, page.locator('#a'));
  const sent = [];
  page.on('request', (request) => { if (/Action=Set/.test(request.postData() ?? '')) sent.push(request.url()); });
  await view.button('Review reset').waitFor();
  await view.fill({ group: 'search-indexer', topics: ['orders.paid'], strategy: 'Earliest' });
  await view.review();
  if (await view.confirmButton().count() > 0) {
    await view.agree('search-indexer');
    await view.confirmButton().click({ force: true });
    await page.waitForTimeout(500);
  }
  assert.deepEqual(sent, []);
});

test('settings change while it runs, and what was typed stays', async () => {
  await page.goto(`${relay.url}/one`);
  const element = page.locator('#a');
  const view = new Console(page, element);
  await view.button('Review reset').waitFor();
  await view.fill({ strategy: 'Shift by', fields: { Shift: '-9' } });
  await element.evaluate((host) => host.setAttribute('locale', 'zh-CN'));
  await element.getByRole('button', { name: '核对重置', exact: true }).waitFor();
  assert.equal(await element.getByRole('textbox', { name: '偏移量', exact: true }).inputValue(), '-9');
  const error = await element.evaluate((host) => {
    try {
      host.config = { theme: 'purple' };
      return 'no error';
    } catch (thrown) {
      return `${thrown.constructor.name}: ${thrown.message}`;
    }
  });
  assert.match(error, /^TypeError: .*theme.*purple/i);
});

test('mounted, taken out and put back: it works each time, and leaves nothing behind', async () => {
  await page.goto(`${relay.url}/one`);
  const view = new Console(page, page.locator('#a'));
  for (let round = 0; round < 5; round += 1) {
    await view.button('Review reset').waitFor();
    await page.evaluate(() => {
      window.kept = document.querySelector('#a');
      window.kept.remove();
    });
    await page.waitForFunction(() => window.kept.shadowRoot.childElementCount === 0);
    await page.evaluate(() => document.body.append(window.kept));
  }
  await view.button('Review reset').waitFor();
  await view.strategy('Earliest').check();
  await view.review();
});

test('attributes choose API 3.0; without a region it is refused by name, and works once it has one', async () => {
  await page.goto(`${relay.url}/v3-without-region`);
  const element = page.locator('#a');
  await element.getByText('region must be set with api v3 and signing browser, such as ap-guangzhou').waitFor();
  const [{ name, detail }] = await events();
  assert.deepEqual([name, detail.reason], ['console-fault', 'bad-config']);
  const asked = page.waitForRequest((request) => request.headers()['x-tc-action'] === 'DescribeGroup');
  await element.evaluate((host) => {
    host.setAttribute('region', 'ap-singapore');
    host.setAttribute('signing', 'proxy');
  });
  const headers = (await asked).headers();
  assert.equal(headers['x-tc-region'], 'ap-singapore');
  const view = new Console(page, element);
  await view.fill({ group: 'search-indexer', topics: ['orders.paid'], strategy: 'Latest' });
  await view.review();
  assert.equal((await view.rows('Plan')).length, 6);
});
