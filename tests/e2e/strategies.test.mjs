// Every strategy from form to verdict, on the embedded broker, against what the gateway says by itself.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed, offsets } from './support/api.mjs';
import { closePage, launch, newPage } from './support/browser.mjs';
import { Console, number, place } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';
import { topicsOf, watchCalls, writes } from './support/writes.mjs';

let browser, gateway, page, calls;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });
beforeEach(async () => {
  page = await newPage(browser);
  calls = watchCalls(page);
});
afterEach(() => closePage(page));

/** Carries out one reset by the page and returns what plan and result showed. */
async function reset({ group, ...form }) {
  const view = await Console.open(page, gateway);
  await view.fill({ group, ...form });
  await view.review();
  const plan = await view.rows('Plan');
  assert.equal(writes(calls).length, 0, 'reviewing writes nothing');
  await view.confirm(group);
  const [failed, succeeded] = [await view.rows('Failed'), await view.rows('Succeeded')];
  assert.equal(writes(calls).length, 1, 'one reset is one write');
  return { view, plan, failed, succeeded };
}

/** Holds plan, result and the gateway's own answer against the offsets that a strategy must give. */
async function assertAllAt(expected, { group, topics }, { plan, failed, succeeded }) {
  assert.deepEqual(failed, []);
  const shown = (rows, column) => Object.fromEntries(rows.map((row) => [place(row), number(row[column])]));
  const wanted = Object.fromEntries(expected);
  assert.deepEqual(shown(plan, 'Target'), wanted, 'the plan');
  assert.deepEqual(shown(succeeded, 'Returned'), wanted, 'the answer');
  assert.deepEqual(shown(succeeded, 'Re-read'), wanted, 'the re-read offsets');
  assert.deepEqual(Object.fromEntries(await committed(gateway, group, topics)), wanted, 'the offsets in the cluster');
}

const mapValues = (map, change) => new Map([...map].map(([key, value]) => [key, change(value)]));

test('earliest on one topic: plan, one click, and every row confirmed by reading back', async () => {
  const target = { group: 'dlq-replayer', topics: ['invoices.dlq'] };
  const before = await offsets(gateway, target.group, target);
  assert.equal(before.size, 1);
  const result = await reset({ ...target, strategy: 'Earliest' });
  assert.equal(number(result.plan[0].Before), before.get('invoices.dlq/0').committed);
  assert.match(result.succeeded[0].Verdict, /^confirmed/i);
  await assertAllAt(mapValues(before, (at) => at.start), target, result);
  assert.deepEqual(topicsOf(writes(calls)[0]), ['invoices.dlq']);
});

test('latest skips the whole backlog, so the group has to be named', async () => {
  const target = { group: 'billing-reconciler', topics: ['orders.paid'] };
  const before = await offsets(gateway, target.group, target);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Latest' });
  await view.review();
  const plan = await view.rows('Plan');
  // It looks disabled and says why; pressing it leads to what is missing
  await view.confirmButton().click({ force: true });
  assert.equal(writes(calls).length, 0, 'nothing is sent before the name is typed');
  await view.confirm(target.group);
  const result = { plan, failed: await view.rows('Failed'), succeeded: await view.rows('Succeeded') };
  await assertAllAt(mapValues(before, (at) => at.end), target, result);
});

test('a point in time goes to the first record at or after it', async () => {
  const target = { group: 'warehouse-sync', topics: ['shipments.dispatched'] };
  const timestamp = Date.now() - 20 * 3_600_000;
  const before = await offsets(gateway, target.group, { ...target, timestamp });
  const expected = mapValues(before, (at) => (at.atTime < 0 ? at.end : at.atTime));
  assert.ok([...expected].some(([key, offset]) => offset > before.get(key).start), 'the time lies inside the log');
  const result = await reset({ ...target, strategy: 'Point in time', fields: { Time: String(timestamp) } });
  await assertAllAt(expected, target, result);
  assert.equal(writes(calls)[0].timestamp, String(timestamp));
});

test('a point in time as a local time is taken in the zone that is shown', async () => {
  const target = { group: 'search-indexer', topics: ['orders.paid'] };
  const time = new Date(Date.now() - 30 * 3_600_000);
  time.setUTCMilliseconds(0);
  const before = await offsets(gateway, target.group, { ...target, timestamp: time.getTime() });
  // Shanghai is eight hours ahead the whole year round
  const local = new Date(time.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const result = await reset({ ...target, strategy: 'Point in time', fields: { 'Time zone': 'Asia/Shanghai', Time: local } });
  await assertAllAt(mapValues(before, (at) => at.atTime), target, result);
  assert.equal(writes(calls)[0].timestamp, String(time.getTime()));
});

test('time ago becomes an instant when Review is pressed, and stays it', async () => {
  const target = { group: 'billing-reconciler', topics: ['payments.captured'] };
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Time ago', fields: { 'How long ago': '6h' } });
  const from = Date.now() - 6 * 3_600_000;
  await view.review();
  const until = Date.now() - 6 * 3_600_000;
  const plan = await view.rows('Plan');
  await page.waitForTimeout(1_500);
  await view.confirm(target.group);
  const sent = Number(writes(calls)[0].timestamp);
  assert.ok(sent >= from && sent <= until, `${from} <= ${sent} <= ${until}`);
  const at = await offsets(gateway, target.group, { ...target, timestamp: sent });
  const result = { plan, failed: await view.rows('Failed'), succeeded: await view.rows('Succeeded') };
  await assertAllAt(mapValues(at, (entry) => entry.atTime), target, result);
});

test('a shift back replays, and is cut off at the log start in plain sight', async () => {
  const target = { group: 'refund-worker', topics: ['refunds.v2'] };
  const before = await offsets(gateway, target.group, target);
  const expected = mapValues(before, (at) => Math.min(Math.max(at.committed - 50, at.start), at.end));
  assert.ok([...before].some(([key, at]) => expected.get(key) !== at.committed - 50), 'some partitions are clamped');
  const result = await reset({ ...target, strategy: 'Shift by', fields: { Shift: '-50' } });
  await assertAllAt(expected, target, result);
  assert.equal(writes(calls)[0].shift, '-50');
});

test('a shift ahead skips', async () => {
  const target = { group: 'warehouse-sync', topics: ['shipments.dispatched'] };
  const before = await offsets(gateway, target.group, target);
  const result = await reset({ ...target, strategy: 'Shift by', fields: { Shift: '+7' } });
  await assertAllAt(mapValues(before, (at) => Math.min(at.committed + 7, at.end)), target, result);
});

test('an exact offset is the same in every partition, within each log', async () => {
  const target = { group: 'analytics-loader', topics: ['inventory.levels'] };
  const before = await offsets(gateway, target.group, target);
  assert.equal(before.size, 1_000);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Exact offset', fields: { Offset: '22' } });
  await view.review();
  await view.confirm(target.group);
  const expected = mapValues(before, (at) => Math.min(Math.max(22, at.start), at.end));
  assert.deepEqual(await committed(gateway, target.group, target.topics), expected);
  assert.match(await view.sentence('Succeeded'), /1,000/);
});

test('all topics of the group is expanded to names before anything is sent', async () => {
  const group = 'billing-reconciler';
  const before = await offsets(gateway, group);
  const view = await Console.open(page, gateway);
  await view.fill({ group, all: true, strategy: 'Shift by', fields: { Shift: '-1' } });
  await view.review();
  await view.confirm(group);
  assert.deepEqual(topicsOf(writes(calls)[0]).toSorted(), ['orders.created', 'orders.paid', 'payments.captured']);
  assert.deepEqual(await committed(gateway, group), mapValues(before, (at) => Math.max(at.committed - 1, at.start)));
});
