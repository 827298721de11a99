// Plans as files and as links: the same request comes back, it is planned anew, and nothing is sent by opening it.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed, move, offsets } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console, number, place } from './support/console.mjs';
import { download } from './support/download.mjs';
import { startGateway } from './support/gateway.mjs';
import { watchCalls, writes } from './support/writes.mjs';

let browser, gateway, page, calls;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });
beforeEach(async () => {
  page = await newPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  calls = watchCalls(page);
});
afterEach(() => closePage(page));

const GROUP = 'billing-reconciler';

/** A file as the operator chooses it. */
const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

async function withPlan(text, name = 'plan.csv') {
  const view = await Console.open(page, gateway);
  await view.fill({ group: GROUP, strategy: 'Plan file' });
  await view.scope.getByLabel('Choose a file', { exact: true }).setInputFiles(file(name, text));
  return view;
}

test('Kafka’s own plan, for one group: each partition goes to its own offset', async () => {
  const before = await committed(gateway, GROUP);
  const view = await withPlan('orders.paid,0,100\norders.paid,3,200\norders.created,11,5\n');
  await view.review();
  assert.deepEqual(await axeFindings(page), []);
  const rows = new Map((await view.rows('Plan')).map((row) => [place(row), number(row.Target)]));
  assert.deepEqual(rows, new Map([['orders.created/11', 5], ['orders.paid/0', 100], ['orders.paid/3', 200]]));
  await view.confirm(GROUP);
  assert.deepEqual(await view.rows('Failed'), []);
  const expected = new Map([...before, ...rows]);
  assert.deepEqual(await committed(gateway, GROUP), expected);
  assert.deepEqual(writes(calls).map((call) => call.Action), ['SetPartitionOffsets']);
});

test('a plan for many groups: only the lines of this group count, and that is said', async () => {
  const view = await withPlan(`${GROUP},orders.paid,1,7\nsearch-indexer,orders.paid,1,9\n`);
  await view.review();
  const rows = await view.rows('Plan');
  assert.deepEqual(rows.map((row) => [place(row), number(row.Target)]), [['orders.paid/1', 7]]);
});

test('a wrong line is named by its number, and nothing is planned', async () => {
  const view = await withPlan('orders.paid,0,100\norders.paid,zero,200\n');
  await view.pressReview();
  await page.getByText(/line 2/i).first().waitFor();
  assert.equal(await view.confirmButton().count(), 0);
  assert.deepEqual(writes(calls), []);
});

test('our own JSON and Kafka’s CSV of a plan lead back to its offsets', async () => {
  const view = await Console.open(page, gateway);
  await view.fill({ group: GROUP, topics: ['orders.paid'], strategy: 'Exact offset', fields: { Offset: '30' } });
  await view.review();
  const planned = new Map((await view.rows('Plan')).map((row) => [place(row), number(row.Target)]));
  const region = view.region('Plan');
  const json = await download(page, () => region.getByRole('button', { name: 'Export JSON' }).click());
  const csv = await download(page, () => view.button('Export Kafka plan').click());
  assert.ok(!/topic/i.test(csv.text.split('\n')[0].replace('orders.paid', '')), 'no header');
  for (const [name, { text }] of [['plan.json', json], ['plan.csv', csv]]) {
    const again = await withPlan(text, name);
    await again.review();
    assert.deepEqual(new Map((await again.rows('Plan')).map((row) => [place(row), number(row.Target)])), planned, name);
  }
  assert.deepEqual(writes(calls), []);
});

test('a plan that was carried out is known again by its file: told before anything is sent, and done only after planning anew', async () => {
  const target = { group: 'dlq-replayer', topics: ['invoices.dlq'] };
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-2' } });
  await view.review();
  const { text } = await download(page, () => view.region('Plan').getByRole('button', { name: 'Export JSON' }).click());
  await view.confirm(target.group);
  assert.equal(writes(calls).length, 1);

  // By its own id first; then, carried out once more on purpose, as what a later plan was made from
  for (const sent of [1, 2]) {
    await page.goto('about:blank');
    const again = await Console.open(page, gateway);
    await again.fill({ group: target.group, strategy: 'Plan file' });
    await again.scope.getByLabel('Choose a file', { exact: true }).setInputFiles(file('plan.json', text));
    await again.review();
    await again.agree(target.group);
    await again.confirmButton().click();
    await page.getByText(/This plan was applied already/).first().waitFor();
    assert.equal(writes(calls).length, sent, 'nothing was sent');
    await page.getByRole('button', { name: 'Plan again', exact: true }).first().click();
    await page.getByText(/This plan was applied already/).first().waitFor({ state: 'detached' });
    await again.region('Plan').waitFor();
    await again.confirm(target.group);
    assert.deepEqual(await again.rows('Failed'), []);
    assert.equal(writes(calls).length, sent + 1);
  }
});

test('the same as another group: its committed offsets, and only where it has some', async () => {
  const from = await committed(gateway, 'search-indexer');
  const view = await Console.open(page, gateway);
  await view.fill({ group: GROUP, strategy: 'Same as another group' });
  const field = view.field('Copy offsets from', 'combobox');
  await field.fill('search-indexer');
  await field.press('Tab');
  await page.getByText(/^An offset of its own for/).first().waitFor();
  await view.review();
  await view.confirm(GROUP);
  assert.deepEqual(await view.rows('Failed'), []);
  const after = await committed(gateway, GROUP);
  for (const [key, offset] of from) assert.equal(after.get(key), offset, key);
});

test('a link reopens its request on the review, says what has changed since, and sends nothing', async () => {
  const target = { group: 'warehouse-sync', topics: ['shipments.dispatched'] };
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-3' } });
  await view.review();
  await view.button('Copy link').click();
  await page.getByText('Link copied.').first().waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#reset=1&/);

  const second = await newPage(page.context());
  const secondCalls = watchCalls(second);
  await second.goto(link);
  const other = new Console(second);
  await other.region('Plan').waitFor();
  await second.getByText('No committed offset has changed since.').waitFor();
  assert.equal((await other.rows('Plan')).length, 6);

  await move(gateway, target.group, target.topics, { strategy: '0', shift: '-2' });
  const now = await offsets(gateway, target.group, target);
  await second.goto('about:blank');
  await second.goto(link);
  await other.region('Plan').waitFor();
  await second.getByText(/Since then 6 partitions have changed/).waitFor();
  assert.deepEqual(await axeFindings(second), []);
  for (const row of await other.rows('Plan')) assert.equal(number(row.Before), now.get(place(row)).committed);
  assert.deepEqual(writes(secondCalls), []);
  assert.deepEqual(second.faults, []);
});

test('a link that was cut off leads to the form, with a sentence', async () => {
  await page.goto(`${gateway.url}/#reset=1&instance=ckafka-demo&gro`);
  await page.getByText('The link in the address cannot be opened').waitFor();
  assert.deepEqual(writes(calls), []);
});
