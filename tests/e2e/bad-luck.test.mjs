// Endpoints that answer badly, late, in part or not at all. Whatever happens: a clear sentence, nothing typed is lost,
// and nothing is ever sent twice.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed, offsets } from './support/api.mjs';
import { closePage, launch, newPage } from './support/browser.mjs';
import { Console, number } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';
import { watchCalls, writes } from './support/writes.mjs';

let browser, gateway, page, calls;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });
beforeEach(async () => {
  page = await newPage(browser);
  calls = watchCalls(page);
});
// The browser itself notes failed requests on its console; that is what these tests are about
afterEach(() => closePage(page, /Failed to load resource/));

/** Answers calls of one action in another way; all others reach the gateway. */
async function intercept(action, handle) {
  await page.route('**/v2/index.php', async (route) => {
    const parameters = new URLSearchParams(route.request().postData() ?? '');
    if (parameters.get('Action') === action) await handle(route, parameters);
    else await route.fallback();
  });
}

const READS = [
  ['a page of HTML', { contentType: 'text/html', body: '<!doctype html><title>Sign in</title><form></form>' }, /something else than data/],
  ['an answer that stops in the middle', { contentType: 'application/json', body: '{"code":0,"message":"","data":{"topicList":[{"topic":"invo' }, /stopped in the middle|something else than data/],
  ['an empty answer', { contentType: 'application/json', body: '' }, /stopped in the middle|something else than data/],
  ['an error of a server in between', { status: 502, contentType: 'text/plain', body: 'Bad Gateway' }, /HTTP error/],
];

for (const [what, answer, sentence] of READS) {
  test(`${what} instead of offsets: named, nothing lost, and readable again afterwards`, async () => {
    const view = await Console.open(page, gateway);
    await view.fill({ group: 'dlq-replayer', topics: ['invoices.dlq'], strategy: 'Shift by', fields: { Shift: '-2' } });
    await intercept('GetGroupOffsets', (route) => route.fulfill(answer));
    await view.pressReview();
    await page.getByText(sentence).first().waitFor();
    assert.equal(await view.confirmButton().count(), 0);
    await page.unrouteAll({ behavior: 'wait' });
    await view.button('Back to edit').first().click();
    assert.equal(await view.field('Shift').inputValue(), '-2');
    assert.ok(await view.topic('invoices.dlq').isChecked());
    await view.review();
    assert.deepEqual(writes(calls), []);
  });
}

test('an endpoint that is down is named, and typing goes on', async () => {
  await page.route('**/v2/index.php', (route) => route.abort('connectionrefused'));
  const view = await Console.open(page, gateway);
  await page.getByText('The endpoint does not answer').first().waitFor();
  await view.chooseGroup('dlq-replayer');
  await view.typeTopic('invoices.dlq');
  await view.fill({ strategy: 'Earliest' });
  await view.pressReview();
  assert.equal(await view.field('Consumer group', 'combobox').inputValue(), 'dlq-replayer');
  assert.equal(await view.confirmButton().count(), 0);
  assert.deepEqual(writes(calls), []);
});

test('a slow endpoint is waited for, and pressing again sends nothing twice', async () => {
  const target = { group: 'search-indexer', topics: ['orders.paid'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-4' } });
  await view.review();
  await intercept('SetGroupOffsets', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await view.agree(target.group);
  await view.confirmButton().dblclick();
  await view.finished();
  assert.equal(writes(calls).length, 1);
  const after = await committed(gateway, target.group, target.topics);
  for (const [key, offset] of before) assert.equal(after.get(key), offset - 4, key);
});

test('cut after sending: the offsets are read back and decide, nothing is sent again', async () => {
  const target = { group: 'billing-reconciler', topics: ['orders.created'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-10' } });
  await view.review();
  await intercept('SetGroupOffsets', async (route) => {
    // The gateway does it, the answer is lost
    await route.fetch();
    await route.abort('connectionreset');
  });
  await view.confirm(target.group);
  await page.getByText(/reply was lost/).first().waitFor();
  const rows = await view.rows('Succeeded');
  assert.equal(rows.length, 12);
  for (const row of rows) {
    assert.equal(number(row['Re-read']), before.get(`orders.created/${row.Partition}`) - 10);
    assert.equal(row.Returned, 'no answer');
  }
  assert.deepEqual(await view.rows('Failed'), []);
  assert.equal(writes(calls).length, 1);
  const after = await committed(gateway, target.group, target.topics);
  for (const [key, offset] of before) assert.equal(after.get(key), offset - 10, key);
});

test('lost before it arrived: the offsets say that nothing was applied, and nothing is sent again', async () => {
  const target = { group: 'warehouse-sync', topics: ['shipments.dispatched'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-6' } });
  await view.review();
  await intercept('SetGroupOffsets', (route) => route.abort('connectionreset'));
  await view.confirm(target.group);
  const rows = await view.rows('Failed');
  assert.equal(rows.length, 6);
  for (const row of rows) assert.match(row.Verdict, /^not applied/i);
  assert.equal(writes(calls).length, 1);
  assert.deepEqual(await committed(gateway, target.group, target.topics), before);
});

test('lost, and the offsets cannot be read: unknown, never failed, until a later read decides', async () => {
  const target = { group: 'refund-worker', topics: ['refunds.v2'] };
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Latest' });
  await view.review();
  await intercept('SetGroupOffsets', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  // The look right before sending still succeeds
  await intercept('GetGroupOffsets', (route) => writes(calls).length > 0 ? route.abort('connectionrefused') : route.continue());
  await view.confirm(target.group);
  await page.getByText(/^Outcome unknown/).first().waitFor();
  const rows = await view.rows('Failed');
  assert.equal(rows.length, 6);
  for (const row of rows) assert.match(row.Verdict, /^unknown/i);
  assert.equal(writes(calls).length, 1);
  await page.unrouteAll({ behavior: 'wait' });
  await view.button('Read again').first().click();
  await page.getByText(/^Reset: 6 of 6 partitions confirmed/).waitFor({ timeout: 20_000 });
  assert.equal((await view.rows('Succeeded')).length, 6);
  assert.equal(writes(calls).length, 1);
  for (const at of (await offsets(gateway, target.group, target)).values()) assert.equal(at.committed, at.end);
});

test('offsets above 2^53 are shown and exported to the last digit', async () => {
  // 2^53 + 1 cannot be a JavaScript number
  const [start, at, end] = ['9007199254740993', '9007199254740995', '9223372036854775807'];
  const topics = `[{"topic":"invoices.dlq","partitions":[{"partition":0,"offset":${at},"metadata":"","err_code":0,"log_end_offset":${end},"lag":9214364837600034812,"log_start_offset":${start}}]}]`;
  await intercept('GetGroupOffsets', (route) => route.fulfill({
    contentType: 'application/json',
    body: `{"code":0,"message":"","codeDesc":"Success","data":{"totalCount":1,"topicList":${topics}}}`,
  }));
  const view = await Console.open(page, gateway);
  await view.fill({ group: 'dlq-replayer', topics: ['invoices.dlq'], strategy: 'Earliest' });
  await view.review();
  const [row] = await view.rows('Plan');
  assert.equal(row.Before, '9,007,199,254,740,995');
  assert.equal(row.Target, '9,007,199,254,740,993');
  const download = page.waitForEvent('download');
  await view.region('Plan').getByRole('button', { name: 'Export CSV' }).click();
  const stream = await (await download).createReadStream();
  const text = (await stream.toArray()).map(String).join('');
  assert.match(text, /9007199254740995/);
  assert.match(text, /9007199254740993/);
});
