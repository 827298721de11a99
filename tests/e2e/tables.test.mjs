// The tables: sorting, filtering, export, and very many rows.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { closePage, launch, newPage } from './support/browser.mjs';
import { Console, number, place } from './support/console.mjs';
import { download } from './support/download.mjs';
import { startGateway } from './support/gateway.mjs';

let browser, gateway, page;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });
beforeEach(async () => { page = await newPage(browser); });
afterEach(() => closePage(page));

async function planOf(form) {
  const view = await Console.open(page, gateway);
  await view.fill(form);
  await view.review();
  return view;
}

test('a header sorts up, down, and the third time restores the order', async () => {
  const view = await planOf({ group: 'billing-reconciler', topics: ['orders.created', 'payments.captured'], strategy: 'Earliest' });
  const region = view.region('Plan');
  const header = () => region.getByRole('columnheader', { name: 'Before', exact: true });
  const sort = () => region.getByRole('button', { name: 'Before', exact: true }).click();
  const original = (await view.rows('Plan')).map(place);
  assert.equal(original.length, 24);
  const before = async () => (await view.rows('Plan')).map((row) => number(row.Before));

  await sort();
  assert.equal(await header().getAttribute('aria-sort'), 'ascending');
  const up = await before();
  assert.deepEqual(up, up.toSorted((a, b) => a - b));
  await sort();
  assert.equal(await header().getAttribute('aria-sort'), 'descending');
  assert.deepEqual(await before(), up.toReversed());
  await sort();
  assert.equal(await header().getAttribute('aria-sort'), null);
  assert.deepEqual((await view.rows('Plan')).map(place), original);
});

test('partitions are in the order of their numbers, not of their digits', async () => {
  const view = await planOf({ group: 'billing-reconciler', topics: ['orders.created'], strategy: 'Earliest' });
  assert.deepEqual((await view.rows('Plan')).map((row) => row.Partition), [...Array(12).keys()].map(String));
});

test('exactly one header says how the table is sorted, and the order is announced', async () => {
  const view = await planOf({ group: 'billing-reconciler', topics: ['orders.created'], strategy: 'Earliest' });
  const region = view.region('Plan');
  const sorted = () => region.locator('th[aria-sort]').count();
  assert.equal(await sorted(), 1);
  await region.getByRole('button', { name: 'Lag before', exact: true }).click();
  assert.equal(await sorted(), 1);
  await region.getByText('sorted by Lag before, ascending').first().waitFor({ state: 'attached' });
});

test('a plan is exported as CSV and as JSON with every digit as text', async () => {
  const view = await planOf({ group: 'billing-reconciler', topics: ['orders.paid'], strategy: 'Earliest' });
  const rows = await view.rows('Plan');
  const region = view.region('Plan');
  const csv = await download(page, () => region.getByRole('button', { name: 'Export CSV' }).click());
  assert.match(csv.name, /billing-reconciler.*\.csv$/);
  const lines = csv.text.trim().split(/\r?\n/);
  for (const row of rows) {
    const digits = row.Before.replaceAll(',', '');
    assert.ok(lines.some((line) => line.includes('orders.paid') && line.split(',').includes(digits)), `no line for ${place(row)}: ${digits}`);
  }
  const json = await download(page, () => region.getByRole('button', { name: 'Export JSON' }).click());
  assert.match(json.name, /billing-reconciler.*\.json$/);
  JSON.parse(json.text);
  for (const row of rows) assert.ok(json.text.includes(`"${row.Before.replaceAll(',', '')}"`), 'offsets are strings');
});

test('a result is exported with what was re-read', async () => {
  const view = await planOf({ group: 'dlq-replayer', topics: ['invoices.dlq'], strategy: 'Earliest' });
  await view.confirm('dlq-replayer');
  const csv = await download(page, () => view.button('Export CSV').click());
  assert.match(csv.text, /invoices\.dlq/);
  assert.match(csv.text, /confirmed/i);
  const json = await download(page, () => view.button('Export JSON').click());
  assert.ok(JSON.parse(json.text));
});

test('1,200 partitions: few rows exist, the last one can be reached, and the filter finds a topic', async () => {
  const view = await planOf({ group: 'analytics-loader', topics: ['inventory.levels', 'clickstream.raw'], strategy: 'Earliest' });
  const region = view.region('Plan');
  const table = region.getByRole('table');
  assert.ok(await table.locator('tbody tr').count() < 80);
  const scroller = region.getByRole('group', { name: 'Plan table, scrolls' });
  await scroller.evaluate((element) => { element.scrollTop = element.scrollHeight; });
  await table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '999', exact: true }) }).waitFor();
  const last = await table.locator('tbody tr').last().getAttribute('aria-rowindex');
  assert.equal(last, await table.getAttribute('aria-rowcount'), 'the last row has the last number');
  assert.ok(await table.locator('tbody tr').count() < 80);
  await region.getByRole('searchbox').fill('clickstream');
  await page.waitForFunction(() => {
    const root = document.querySelector('ckafka-offset-reset').shadowRoot;
    const topics = [...root.querySelectorAll('.table-plan tbody .cell-topic')];
    return topics.length > 0 && topics.every((cell) => cell.textContent.includes('clickstream'));
  });
});
