// The strict policy: sent by the gateway, and never violated on the whole way.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, newPage } from './support/browser.mjs';
import { Console } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';

let browser, gateway;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });

test('the gateway sends the strict policy with the page and with every file', async () => {
  for (const path of ['/', '/index.html', '/element.js', '/ckafka-console.js', '/ckafka-console_bg.wasm']) {
    const response = await fetch(gateway.url + path);
    assert.equal(response.status, 200, path);
    const policy = response.headers.get('content-security-policy');
    for (const part of [
      "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
      "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
    ]) {
      assert.ok(policy?.split(/;\s*/).includes(part), `${path}: ${part} in ${policy}`);
    }
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff', path);
  }
});

test('no violation from opening to export, with every theme and both languages', async () => {
  const page = await newPage(browser);
  const view = await Console.open(page, gateway);
  const choose = (name, label) => view.scope.getByRole('combobox', { name }).selectOption({ label });
  for (const theme of ['Light', 'Dark', 'High contrast', 'System']) await choose('Theme', theme);
  await view.button('Connection').click();
  await view.button('Close').click();
  await view.fill({ group: 'analytics-loader', topics: ['inventory.levels'], strategy: 'Latest' });
  await view.review();
  const region = view.region('Plan');
  await region.getByRole('button', { name: 'Before', exact: true }).click();
  await region.getByRole('group', { name: 'Plan table, scrolls' }).evaluate((element) => { element.scrollTop = 9_000; });
  await region.getByRole('searchbox').fill('inventory');
  await Promise.all([page.waitForEvent('download'), region.getByRole('button', { name: 'Export CSV' }).click()]);
  await view.confirm('analytics-loader');
  await Promise.all([page.waitForEvent('download'), view.button('Export JSON').click()]);
  await choose('Language', '简体中文');
  await page.getByRole('region', { name: '成功', exact: true }).waitFor();
  // A violation on purpose shows that the watch works
  assert.deepEqual(page.faults, []);
  await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
  await page.waitForFunction(() => true);
  for (let wait = 0; wait < 50 && page.faults.length === 0; wait += 1) await page.waitForTimeout(20);
  assert.ok(page.faults.length > 0, 'an inline style is a violation that the test would have seen');
  await page.context().close();
});
