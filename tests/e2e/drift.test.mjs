// What is reviewed is what is applied: whatever changes between the review and the confirmation stops the reset before
// anything is sent, says what changed, and a fresh plan is one press away.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed, move, offsets } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console, number, place } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';
import { intercept, interceptOnce, rewritten, withMember } from './support/intercept.mjs';
import { watchCalls, writes } from './support/writes.mjs';

let browser, gateway, page, calls;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });
beforeEach(async () => {
  page = await newPage(browser);
  calls = watchCalls(page);
});
afterEach(() => closePage(page));

test('commits that move after the review: stopped, three ways, planned again, confirmed', async () => {
  const target = { group: 'search-indexer', topics: ['orders.paid'] };
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Earliest' });
  await view.review();
  const planned = new Map((await view.rows('Plan')).map((row) => [place(row), number(row.Before)]));
  // Somebody else resets the same group meanwhile
  await move(gateway, target.group, target.topics, { strategy: '0', shift: '-3' });
  const now = await committed(gateway, target.group, target.topics);
  await view.agree(target.group);
  await view.confirmButton().click();
  await page.getByRole('heading', { name: /^Stopped before sending: \d+ of \d+ partitions changed/ }).waitFor();
  assert.deepEqual(writes(calls), [], 'nothing was sent');
  assert.deepEqual(await committed(gateway, target.group, target.topics), now);

  const rows = await view.rows('What changed');
  assert.ok(rows.length > 0);
  for (const row of rows) {
    assert.equal(number(row['Planned from']), planned.get(place(row)));
    assert.equal(number(row.Now), now.get(place(row)));
    assert.equal(number(row.Now) - number(row['Planned from']), -3);
  }
  assert.deepEqual(await axeFindings(page), []);

  await view.button('Plan again').click();
  await view.region('Plan').waitFor();
  for (const row of await view.rows('Plan')) assert.equal(number(row.Before), now.get(place(row)));
  await view.confirm(target.group);
  assert.deepEqual(await view.rows('Failed'), []);
  assert.equal(writes(calls).length, 1);
});

test('a member that joins after the review: stopped, the member named, and nothing sent', async () => {
  const target = { group: 'search-indexer', topics: ['orders.paid'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Latest' });
  await view.review();
  const leave = await intercept(page, 'GetGroupInfo', (route) => route.fulfill({ json: withMember(target.group) }));
  await view.agree(target.group);
  await view.confirmButton().click();
  await page.getByRole('heading', { name: /^Stopped before sending/ }).waitFor();
  const text = await view.text();
  assert.match(text, /consumer-1/);
  assert.match(text, /10\.0\.0\.7/);
  assert.deepEqual(writes(calls), []);
  assert.deepEqual(await axeFindings(page), []);

  // A fresh plan finds the group in use; once the member has left, there is a plan again
  await view.button('Plan again').click();
  await view.button('Check again').waitFor();
  await leave();
  await view.button('Check again').click();
  await view.region('Plan').waitFor();
  assert.deepEqual(await committed(gateway, target.group, target.topics), before);
  assert.deepEqual(writes(calls), []);
});

test('retention that passes the target: stopped, with the log as it is now', async () => {
  const target = { group: 'billing-reconciler', topics: ['orders.created'] };
  const { start } = (await offsets(gateway, target.group, target)).get('orders.created/0');
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Exact offset', fields: { Offset: String(start) } });
  await view.review();
  const [first] = await view.rows('Plan');
  assert.equal(number(first.Target), start);
  await interceptOnce(page, 'GetGroupOffsets', (route) => rewritten(route, (body) => {
    const [partition] = body.data.topicList[0].partitions.filter((one) => String(one.partition) === first.Partition);
    partition.log_start_offset += 2;
  }));
  await view.agree(target.group);
  await view.confirmButton().click();
  await page.getByRole('heading', { name: /^Stopped before sending: 1 of 12 partitions changed/ }).waitFor();
  const [row] = await view.rows('What changed');
  assert.equal(place(row), place(first));
  assert.match(row['Log now'].replaceAll(',', ''), new RegExp(`^${start + 2} `));
  assert.deepEqual(writes(calls), []);
});

test('a partition that came new after the review: stopped, and named as new', async () => {
  const target = { group: 'dlq-replayer', topics: ['invoices.dlq'] };
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Latest' });
  await view.review();
  await interceptOnce(page, 'GetGroupOffsets', (route) => rewritten(route, (body) => {
    const { partitions } = body.data.topicList[0];
    partitions.push({ ...partitions[0], partition: partitions.length, offset: -1, lag: -1 });
  }));
  await view.agree(target.group);
  await view.confirmButton().click();
  await page.getByRole('heading', { name: /^Stopped before sending: 1 partition is new/ }).waitFor();
  const [row] = await view.rows('What changed');
  assert.match(Object.values(row).join(' '), /New: not there when planned/);
  assert.deepEqual(writes(calls), []);
});

test('the last look fails: nothing is sent, the plan stays, and pressing again goes on', async () => {
  const target = { group: 'dlq-replayer', topics: ['invoices.dlq'] };
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Latest' });
  await view.review();
  await interceptOnce(page, 'GetGroupOffsets', (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<p>Sign in</p>' }));
  await view.agree(target.group);
  await view.confirmButton().click();
  await page.getByText('The check right before sending failed, so nothing was sent.').first().waitFor();
  assert.deepEqual(writes(calls), []);
  await view.region('Plan').waitFor();
  await view.confirm(target.group);
  assert.equal(writes(calls).length, 1);
  assert.deepEqual(await view.rows('Failed'), []);
});
