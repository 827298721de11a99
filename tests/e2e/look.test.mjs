// Every step in light and dark, in both languages, on a phone's width and by keyboard alone.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';

let browser, gateway, page;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });
beforeEach(async () => { page = undefined; });
afterEach(async () => {
  if (page !== undefined) await closePage(page);
});

/** Runs through the steps and calls `look` with the name of each. */
async function throughTheSteps(view, look) {
  await look('edit, empty');
  await view.pressReview();
  await page.getByText(/to correct before the review/).waitFor();
  await look('edit, with errors');
  await view.button('Connection').click();
  await view.button('In this browser').click();
  await look('connection');
  await view.button('Close').click();
  await view.fill({ group: 'fraud-detector', topics: ['orders.paid'], strategy: 'Point in time', fields: { Time: 'now-2h' } });
  await look('edit, filled');
  await view.pressReview();
  await page.getByText('fraud-detector-1').first().waitFor();
  await look('blocked');
  await view.button('Back to edit').first().click();
  await view.chooseGroup('no-such-group');
  await page.getByText('There is no group “no-such-group”').waitFor();
  await look('unknown group');
  await view.chooseGroup('billing-reconciler');
  await view.typeTopic('orders.mistyped');
  await view.review();
  await look('review');
  await view.agree('billing-reconciler');
  await look('review, confirmed');
  await view.confirm('billing-reconciler');
  await look('result, mixed');
  await view.button('New reset').click();
  await view.button('Review reset').waitFor();
  await view.fill({ group: 'dlq-replayer', topics: ['invoices.dlq'], strategy: 'Earliest' });
  if (await view.topic('orders.paid').isChecked()) await view.topic('orders.paid').uncheck();
}

for (const theme of ['Light', 'Dark', 'High contrast']) {
  test(`axe finds nothing on any step (${theme})`, async () => {
    page = await newPage(browser, { colorScheme: theme === 'Light' ? 'light' : 'dark' });
    const view = await Console.open(page, gateway);
    await view.scope.getByRole('combobox', { name: 'Theme' }).selectOption({ label: theme });
    const findings = [];
    await throughTheSteps(view, async (step) => {
      for (const finding of await axeFindings(page)) findings.push(`${step}: ${finding}`);
    });
    assert.deepEqual(findings, []);
  });
}

test('no step is wider than a phone', async () => {
  page = await newPage(browser, { viewport: { width: 390, height: 844 } });
  const view = await Console.open(page, gateway);
  const wide = [];
  await throughTheSteps(view, async (step) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 390) wide.push(`${step}: ${width} px`);
    for (const finding of await axeFindings(page)) wide.push(`${step}: ${finding}`);
  });
  assert.deepEqual(wide, []);
});

test('the language changes at any time and keeps what was typed', async () => {
  page = await newPage(browser);
  const view = await Console.open(page, gateway);
  await view.fill({ group: 'dlq-replayer', topics: ['invoices.dlq'], strategy: 'Shift by', fields: { Shift: '-3' } });
  await view.scope.getByRole('combobox', { name: 'Language' }).selectOption({ label: '简体中文' });
  const element = page.locator('ckafka-offset-reset');
  await element.getByRole('button', { name: '核对重置', exact: true }).waitFor();
  assert.equal(await element.getByRole('textbox', { name: '偏移量', exact: true }).inputValue(), '-3');
  assert.equal(await element.getByRole('combobox', { name: '消费分组', exact: true }).inputValue(), 'dlq-replayer');
  assert.deepEqual(await axeFindings(page), []);
  // The whole way in Chinese
  const before = await committed(gateway, 'dlq-replayer');
  await element.getByRole('button', { name: '核对重置', exact: true }).click();
  await element.getByRole('region', { name: '计划', exact: true }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await element.getByRole('button', { name: /^重置 1 个分区$/ }).click();
  await element.getByRole('region', { name: '成功', exact: true }).waitFor({ timeout: 30_000 });
  assert.deepEqual(await axeFindings(page), []);
  const after = await committed(gateway, 'dlq-replayer');
  assert.equal(after.get('invoices.dlq/0'), Math.max(0, before.get('invoices.dlq/0') - 3));
  // And back
  await element.getByRole('combobox', { name: '语言' }).selectOption({ label: 'English' });
  await view.region('Succeeded').waitFor();
});

test('a browser that prefers Chinese gets Chinese', async () => {
  page = await newPage(browser, { locale: 'zh-CN' });
  await page.goto(gateway.url);
  await page.getByRole('button', { name: '核对重置', exact: true }).waitFor();
});

test('the whole reset by keyboard alone', async () => {
  page = await newPage(browser);
  const view = await Console.open(page, gateway);
  const keys = page.keyboard;
  /** Presses Tab until the named thing has the focus. */
  const tabTo = async (name) => {
    for (let step = 0; step < 80; step += 1) {
      await keys.press('Tab');
      const focused = await page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        const label = element?.getAttribute('aria-label')
          ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
        const style = element ? getComputedStyle(element) : undefined;
        return { label: label.replace(/\s+/g, ' ').trim(), visible: style?.outlineStyle !== 'none' || style?.boxShadow !== 'none' };
      });
      if (focused.label === name || (name instanceof RegExp && name.test(focused.label))) {
        assert.ok(focused.visible, `the focus on ${name} can be seen`);
        return;
      }
    }
    assert.fail(`${name} can't be reached by Tab`);
  };
  await tabTo('Consumer group');
  await keys.type('search-indexer');
  await keys.press('Escape');
  await tabTo('Topics');
  await keys.type('orders.paid');
  await keys.press('Enter');
  await view.topic('orders.paid').and(page.locator(':checked')).waitFor();
  await tabTo(/^Earliest/);
  await keys.press('Space');
  await keys.press('ArrowDown');
  await keys.press('ArrowUp');
  assert.ok(await view.strategy('Earliest').isChecked());
  await tabTo('Review reset');
  await keys.press('Enter');
  await view.region('Plan').waitFor();
  if (await view.scope.getByRole('checkbox', { name: /^I understand: / }).count() > 0) {
    await tabTo(/^I understand: /);
    await keys.press('Space');
  }
  await tabTo(/^Reset 6 partitions$/);
  await keys.press('Enter');
  await view.finished();
  assert.deepEqual([...(await committed(gateway, 'search-indexer', ['orders.paid'])).values()], [0, 0, 0, 0, 0, 0]);
});
