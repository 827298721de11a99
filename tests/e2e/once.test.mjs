// One plan, one reset: whatever a browser can do to a page in the middle of it, nothing is sent twice, and what was
// sent is followed to its outcome.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console, number } from './support/console.mjs';
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
// A request that is cut on purpose is noted by the browser itself
afterEach(() => closePage(page, /Failed to load resource/));

/** A promise, and the function that fulfils it. */
function signal() {
  let give;
  const given = new Promise((resolve) => { give = resolve; });
  return { given, give };
}

test('two tabs: the second one is told that the first is at it, and sends nothing', async () => {
  const target = { group: 'billing-reconciler', topics: ['orders.paid'], strategy: 'Shift by', fields: { Shift: '-5' } };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill(target);
  await view.review();
  const second = await newPage(page.context());
  const secondCalls = watchCalls(second);
  const other = await Console.open(second, gateway);
  await other.fill(target);
  await other.review();

  const [sent, answer] = [signal(), signal()];
  await interceptOnce(page, 'SetGroupOffsets', async (route) => {
    sent.give();
    await answer.given;
    await route.continue();
  });
  await view.agree(target.group);
  await view.confirmButton().click();
  await sent.given;
  await other.agree(target.group);
  await other.confirmButton().click();
  await second.getByText('Another window is resetting this group. Nothing was sent from here.').first().waitFor();
  assert.deepEqual(writes(secondCalls), []);
  answer.give();
  await view.finished();
  assert.deepEqual(await view.rows('Failed'), []);

  // Then it is free again, but the plan of the second tab is of the time before
  await other.confirmButton().click();
  await second.getByRole('heading', { name: /^Stopped before sending/ }).waitFor();
  assert.deepEqual(writes(secondCalls), []);
  assert.equal(writes(calls).length, 1);
  const after = await committed(gateway, target.group, target.topics);
  for (const [key, offset] of before) assert.equal(after.get(key), offset - 5, key);
  assert.deepEqual(second.faults, []);
});

test('a double click, and keys pressed while it is on its way: one request', async () => {
  const target = { group: 'billing-reconciler', topics: ['orders.created'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-1' } });
  await view.review();
  await view.agree(target.group);
  await view.confirmButton().dblclick();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await view.finished();
  assert.equal(writes(calls).length, 1);
  const after = await committed(gateway, target.group, target.topics);
  for (const [key, offset] of before) assert.equal(after.get(key), offset - 1, key);
});

test('a reload while the request is out: the page comes back to it, reads, and says where the offsets are', async () => {
  const target = { group: 'billing-reconciler', topics: ['payments.captured'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-7' } });
  await view.review();
  const done = signal();
  await intercept(page, 'SetGroupOffsets', async (route) => {
    // It is carried out; the answer never reaches the page
    await route.fetch();
    done.give();
  });
  await view.agree(target.group);
  await view.confirmButton().click();
  await done.given;
  await page.reload();
  await view.finished();
  const text = await view.text();
  assert.match(text, /No reply/);
  assert.match(text, /Reset: 12 of 12 partitions confirmed/);
  const rows = await view.rows('Succeeded');
  assert.equal(rows.length, 12);
  for (const row of rows) {
    assert.equal(number(row['Re-read']), before.get(`payments.captured/${row.Partition}`) - 7);
    assert.equal(row.Returned, 'no answer');
  }
  assert.equal(writes(calls).length, 1, 'nothing was sent again');
  const after = await committed(gateway, target.group, target.topics);
  for (const [key, offset] of before) assert.equal(after.get(key), offset - 7, key);
});

test('a reload before anything was carried out: every partition is where it was, and that is said', async () => {
  const target = { group: 'warehouse-sync', topics: ['shipments.dispatched'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Earliest' });
  await view.review();
  const sent = signal();
  // The request is swallowed on the way
  await intercept(page, 'SetGroupOffsets', () => sent.give());
  await view.agree(target.group);
  await view.confirmButton().click();
  await sent.given;
  await page.reload();
  await page.getByText(/^Outcome unknown/).first().waitFor();
  await view.finished();
  assert.equal((await view.rows('Succeeded')).length, 0);
  for (const row of await view.rows('Failed')) assert.match(row.Verdict, /not applied/i);
  assert.equal(writes(calls).length, 1);
  assert.deepEqual(await committed(gateway, target.group, target.topics), before);
});

test('cut after sending: unknown is shown as unknown while it is read, then every partition has its verdict', async () => {
  const target = { group: 'warehouse-sync', topics: ['shipments.dispatched'] };
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Earliest' });
  await view.review();
  const reads = signal();
  await intercept(page, 'SetGroupOffsets', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  // The looks after the cut are held, so that the state in between can be seen
  await intercept(page, 'GetGroupOffsets', async (route) => {
    if (writes(calls).length > 0) await reads.given;
    await route.continue();
  });
  await view.agree(target.group);
  await view.confirmButton().click();
  await page.getByText(/^Outcome unknown/).first().waitFor();
  assert.match(await view.text(), /Nothing is sent again/);
  assert.equal(await view.button('Retry failed').count(), await view.scope.locator('[aria-disabled=true]', { hasText: 'Retry failed' }).count());
  assert.deepEqual(await axeFindings(page), []);
  reads.give();
  await view.finished();
  assert.equal((await view.rows('Succeeded')).length, 6);
  assert.deepEqual(await view.rows('Failed'), []);
  assert.equal(writes(calls).length, 1);
});
