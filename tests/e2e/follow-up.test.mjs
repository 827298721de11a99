// After the outcome: retry what failed without moving anything twice, undo what was done, and see what moved since.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed, move } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console, number, place } from './support/console.mjs';
import { download } from './support/download.mjs';
import { startGateway } from './support/gateway.mjs';
import { intercept, interceptOnce } from './support/intercept.mjs';
import { watchCalls, writes } from './support/writes.mjs';

let browser, gateway, page, calls;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });
beforeEach(async () => {
  page = await newPage(browser);
  calls = watchCalls(page);
});
afterEach(() => closePage(page));

/** Carries out a part of a reset and reports the other topics as failed, as a broker does that loses its leader. */
async function halfFails(page, failing) {
  await interceptOnce(page, 'SetGroupOffsets', async (route, parameters) => {
    const kept = [...parameters].filter(([name, value]) => !(name.startsWith('topics.') && failing.includes(value)));
    const response = await route.fetch({ postData: new URLSearchParams(kept).toString() });
    const body = await response.json();
    body.data.failed.push(...failing.map((topic) => ({ topic, error_code: 16, error_msg: 'NOT_COORDINATOR' })));
    await route.fulfill({ response, json: body });
  });
}

test('a shift that fails for one of two topics, then a retry: every offset is moved exactly once', async () => {
  const target = { group: 'billing-reconciler', topics: ['orders.created', 'orders.paid'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-11' } });
  await view.review();
  await halfFails(page, ['orders.paid']);
  await view.confirm(target.group);
  await page.getByText(/^Partly reset: 12 of 18 partitions confirmed/).waitFor();
  assert.equal((await view.rows('Succeeded')).length, 12);
  const failed = (await view.rows('Failed')).filter((row) => row.Verdict !== '');
  assert.ok(failed.length >= 6);
  assert.deepEqual(await axeFindings(page), []);

  await view.button('Retry failed').click();
  await view.region('Plan').waitFor();
  const rows = await view.rows('Plan');
  assert.equal(rows.length, 6, 'only what failed');
  for (const row of rows) assert.equal(number(row.Target), before.get(place(row)) - 11);
  await view.confirm(target.group);
  assert.deepEqual(await view.rows('Failed'), []);
  assert.deepEqual(writes(calls).map((call) => call.Action), ['SetGroupOffsets', 'SetPartitionOffsets'], 'a shift is never sent again');
  const after = await committed(gateway, target.group, target.topics);
  for (const [key, offset] of before) assert.equal(after.get(key), offset - 11, key);
});

test('a retry after somebody moved what failed: stopped, since its offsets are no longer those of the plan', async () => {
  const target = { group: 'billing-reconciler', topics: ['orders.created', 'orders.paid'] };
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-2' } });
  await view.review();
  await halfFails(page, ['orders.paid']);
  await view.confirm(target.group);
  await view.button('Retry failed').click();
  await view.region('Plan').waitFor();
  await move(gateway, target.group, ['orders.paid'], { strategy: '0', shift: '-1' });
  const now = await committed(gateway, target.group, target.topics);
  await view.agree(target.group);
  await view.confirmButton().click();
  await page.getByRole('heading', { name: /^Stopped before sending/ }).waitFor();
  assert.equal(writes(calls).length, 1);
  assert.deepEqual(await committed(gateway, target.group, target.topics), now);
});

test('undo: said before confirming, its own plan and review, and every offset is back', async () => {
  const target = { group: 'search-indexer', topics: ['orders.created', 'orders.paid'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Earliest' });
  await view.review();
  assert.match(await view.text(), /Undo\s+exact/i);
  await view.confirm(target.group);
  await view.button('Undo').click();
  await view.region('Plan').waitFor();
  const rows = await view.rows('Plan');
  assert.equal(rows.length, 18);
  for (const row of rows) assert.equal(number(row.Target), before.get(place(row)));
  assert.deepEqual(await axeFindings(page), []);
  await view.confirm(target.group);
  assert.deepEqual(await view.rows('Failed'), []);
  assert.deepEqual(await committed(gateway, target.group, target.topics), before);
});

test('undo where the group never had an offset: not possible, said before and after', async () => {
  const target = { group: 'dlq-replayer', topics: ['returns.requested'] };
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Earliest' });
  await view.review();
  assert.match(await view.text(), /Undo\s+not possible/i);
  await view.confirm(target.group);
  assert.equal(await view.button('Undo').getAttribute('aria-disabled'), 'true');
  assert.match(await view.text(), /a first commit cannot be taken back/);
});

test('old offsets are kept as the file of Kafka’s own tool: no header, exact', async () => {
  const target = { group: 'billing-reconciler', topics: ['payments.captured'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Latest' });
  await view.review();
  await view.confirm(target.group);
  const file = await download(page, () => view.button('Export old offsets').click());
  assert.match(file.name, /billing-reconciler.*\.csv$/);
  const expected = [...before].map(([key, offset]) => `${key.replace('/', ',')},${offset}`);
  assert.deepEqual(file.text.trim().split('\n').toSorted(), expected.toSorted());
});

test('a consumer that overwrites the offsets after success: it is said, and the old offsets stay exportable', async () => {
  const target = { group: 'billing-reconciler', topics: ['orders.created'] };
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Latest' });
  await view.review();
  await view.confirm(target.group);
  assert.equal((await view.rows('Succeeded')).length, 12);
  await move(gateway, target.group, target.topics, { strategy: '0', shift: '-20' });
  await page.getByRole('alert').filter({ hasText: 'Moved since: 12 partitions left the confirmed offset' }).waitFor({ timeout: 20_000 });
  assert.deepEqual(await axeFindings(page), []);
  assert.equal(writes(calls).length, 1);
});

test('nobody moves it: the later look says so', async () => {
  const target = { group: 'warehouse-sync', topics: ['shipments.dispatched'] };
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Earliest' });
  await view.review();
  await view.confirm(target.group);
  await page.getByText('Read again 5 s later').waitFor({ timeout: 20_000 });
  assert.match(await view.text(), /unchanged/);
});

test('an endpoint that moves whole topics only: retry is refused where part of a topic moved, and says why', async () => {
  const target = { group: 'refund-worker', topics: ['refunds.v2'] };
  await intercept(page, 'DescribeCapabilities', (route) => route.fulfill({ json: { code: 4000, codeDesc: 'InvalidParameter', message: 'no such action' } }));
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '1' } });
  await view.review();
  // One partition is carried out by somebody who then answers that all others failed
  await interceptOnce(page, 'SetGroupOffsets', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    const [topic] = body.data.succ;
    topic.partitions.forEach((one, index) => { if (index > 2) one.error_code = 15; });
    await route.fulfill({ response, json: body });
  });
  await view.confirm(target.group);
  assert.equal(writes(calls).length, 1);
  const retry = view.button('Retry failed');
  if (await retry.count() > 0) assert.equal(await retry.getAttribute('aria-disabled'), 'true');
});
