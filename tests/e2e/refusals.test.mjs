// What is refused, what fails in part, and what stays in the form.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed, groups, offsets } from './support/api.mjs';
import { closePage, launch, newPage } from './support/browser.mjs';
import { Console, place } from './support/console.mjs';
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

test('a mixed result: the known topic is reset, the mistyped one fails alone', async () => {
  const view = await Console.open(page, gateway);
  await view.fill({ group: 'search-indexer', topics: ['orders.paid'], typed: ['orders.payed'], strategy: 'Earliest' });
  await view.review();
  assert.match(await view.sentence('Plan'), /orders\.payed/);
  await view.confirm('search-indexer');
  assert.deepEqual(topicsOf(writes(calls)[0]).toSorted(), ['orders.paid', 'orders.payed']);
  const succeeded = await view.rows('Succeeded');
  assert.deepEqual(succeeded.map(place), [0, 1, 2, 3, 4, 5].map((number) => `orders.paid/${number}`));
  const failed = await view.sentence('Failed');
  assert.match(failed, /orders\.payed/);
  assert.match(failed, /3 UNKNOWN_TOPIC_OR_PARTITION/);
  await page.getByText(/^Partly reset: 6 of 6 partitions|^Partly reset/).waitFor();
  assert.deepEqual([...(await committed(gateway, 'search-indexer', ['orders.paid'])).values()], [0, 0, 0, 0, 0, 0]);
});

test('a partition without a commit fails alone under shift', async () => {
  const target = { group: 'warehouse-sync', topics: ['orders.created'] };
  const before = await offsets(gateway, target.group, target);
  const without = [...before].filter(([, at]) => at.committed === null).map(([key]) => key);
  assert.equal(without.length, 4);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-3' } });
  await view.review();
  await view.confirm(target.group);
  assert.deepEqual((await view.rows('Failed')).map(place), without);
  assert.equal((await view.rows('Succeeded')).length, 8);
  const after = await committed(gateway, target.group, target.topics);
  assert.equal(after.size, 8, 'no commit came into being');
  for (const [key, offset] of after) assert.equal(offset, before.get(key).committed - 3, key);
});

test('a live group is refused, naming its state and its members, and nothing is sent', async () => {
  const view = await Console.open(page, gateway);
  await view.fill({ group: 'fraud-detector', topics: ['orders.paid'], strategy: 'Earliest' });
  await view.pressReview();
  // "Back to edit" is there while the plan is still made, too
  await page.getByText('fraud-detector-1').first().waitFor();
  const text = await view.text();
  assert.match(text, /Stable/);
  assert.match(text, /fraud-detector-1/, 'the member is named');
  assert.equal(await view.confirmButton().count(), 0);
  await view.button('Back to edit').first().click();
  assert.equal(await view.field('Consumer group', 'combobox').inputValue(), 'fraud-detector');
  assert.ok(await view.topic('orders.paid').isChecked());
  assert.deepEqual(writes(calls), []);
});

test('a group that does not exist is not created by a typing error', async () => {
  const view = await Console.open(page, gateway);
  await view.fill({ group: 'billing-reconcilier', topics: ['orders.paid'], strategy: 'Earliest' });
  await page.getByText('There is no group “billing-reconcilier”').waitFor();
  await view.pressReview();
  await page.getByText('State Dead: the cluster does not know it.').waitFor();
  assert.equal(await view.confirmButton().count(), 0);
  assert.deepEqual(writes(calls), []);
  assert.ok(!(await groups(gateway)).includes('billing-reconcilier'));
});

test('a group is created when that is asked for, and only then', async () => {
  const view = await Console.open(page, gateway);
  await view.fill({ group: 'new-reporting', topics: ['orders.paid'], strategy: 'Latest' });
  await view.topic("Create this group's offsets").check();
  await view.review();
  await view.confirm('new-reporting');
  assert.equal((await view.rows('Succeeded')).length, 6);
  assert.equal(writes(calls)[0].createGroup, '1');
  assert.ok((await groups(gateway)).includes('new-reporting'));
});

test('an empty choice of topics is refused in the form and never sent', async () => {
  const view = await Console.open(page, gateway);
  await view.fill({ group: 'dlq-replayer', strategy: 'Earliest' });
  await view.pressReview();
  await page.getByText(/An empty choice is never sent/).first().waitFor();
  assert.equal(await view.region('Plan').count(), 0);
  // Ticked and unticked again, typed and taken back: still empty
  await view.tickTopics('invoices.dlq');
  await view.topic('invoices.dlq').uncheck();
  await view.field('Topics').fill('inv');
  await view.field('Topics').fill('');
  await view.pressReview();
  await page.getByText(/An empty choice is never sent/).first().waitFor();
  assert.deepEqual(writes(calls), []);
});

const WRONG = [
  ['Exact offset', 'Offset', 'many', /is no number/],
  ['Exact offset', 'Offset', '1.5', /no whole number/],
  ['Exact offset', 'Offset', '9223372036854775808', /out of range/],
  ['Exact offset', 'Offset', '-1', /choose Latest/],
  ['Exact offset', 'Offset', '-2', /choose Earliest/],
  ['Exact offset', 'Offset', '-7', /is no offset/],
  ['Exact offset', 'Offset', '', /Enter an offset/],
  ['Shift by', 'Shift', '9223372036854775808', /out of range/],
  ['Shift by', 'Shift', '', /Enter how many records/],
  ['Point in time', 'Time', '1763000000', /looks like seconds/],
  ['Point in time', 'Time', '1763000000000000', /looks like microseconds/],
  ['Point in time', 'Time', '-1', /choose Latest or Earliest/],
  ['Point in time', 'Time', '2026-02-30 10:00', /does not exist/],
  ['Time ago', 'How long ago', '10', /has no unit/],
  ['Time ago', 'How long ago', '-5m', /is not above 0|no length of time/],
];

test('numbers and times that make no sense are named at their field and stay there', async () => {
  const view = await Console.open(page, gateway);
  await view.fill({ group: 'dlq-replayer', topics: ['invoices.dlq'] });
  for (const [strategy, field, text, sentence] of WRONG) {
    await view.fill({ strategy, fields: { [field]: text } });
    await view.pressReview();
    await page.getByText(sentence).first().waitFor();
    assert.equal(await view.field(field).inputValue(), text, `${strategy}: ${text}`);
    assert.equal(await view.field(field).getAttribute('aria-invalid'), 'true', `${strategy}: ${text}`);
    assert.equal(await view.region('Plan').count(), 0, `${strategy}: ${text}`);
  }
  assert.deepEqual(writes(calls), []);
  // What was chosen before is all still there
  assert.ok(await view.topic('invoices.dlq').isChecked());
  assert.equal(await view.field('Consumer group', 'combobox').inputValue(), 'dlq-replayer');
});

test('a local time that the clocks skipped is refused with its neighbours', async () => {
  const view = await Console.open(page, gateway);
  await view.fill({
    group: 'dlq-replayer',
    topics: ['invoices.dlq'],
    strategy: 'Point in time',
    fields: { 'Time zone': 'America/New_York', Time: '2026-03-08 02:30' },
  });
  await view.pressReview();
  await page.getByText(/does not exist on .* in America\/New_York/).first().waitFor();
  assert.equal(await view.region('Plan').count(), 0);
});

test('switching the strategy removes its fields, switching back restores what was typed', async () => {
  const view = await Console.open(page, gateway);
  await view.fill({ strategy: 'Shift by', fields: { Shift: '-500' } });
  await view.strategy('Exact offset').check();
  assert.equal(await view.field('Shift').count(), 0);
  await view.field('Offset').fill('42');
  await view.strategy('Shift by').check();
  assert.equal(await view.field('Offset').count(), 0);
  assert.equal(await view.field('Shift').inputValue(), '-500');
});

test('going back from the review keeps everything that was typed', async () => {
  const view = await Console.open(page, gateway);
  await view.fill({ group: 'dlq-replayer', topics: ['invoices.dlq'], strategy: 'Shift by', fields: { Shift: '-2' } });
  await view.review();
  await view.button('Back to edit').click();
  assert.equal(await view.field('Shift').inputValue(), '-2');
  assert.equal(await view.field('Consumer group', 'combobox').inputValue(), 'dlq-replayer');
  assert.ok(await view.topic('invoices.dlq').isChecked());
  assert.deepEqual(writes(calls), []);
});
