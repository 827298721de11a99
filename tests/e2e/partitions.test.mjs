// Single partitions of one topic: the poison record on one of them is the classic case.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed, offsets } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console, number } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';
import { intercept } from './support/intercept.mjs';
import { watchCalls, writes } from './support/writes.mjs';

let browser, gateway, page, calls;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });
beforeEach(async () => {
  page = await newPage(browser);
  calls = watchCalls(page);
});
afterEach(() => closePage(page));

test('"0,3-5" of twelve: these four move by one, the others stay, and the request names offsets', async () => {
  const target = { group: 'billing-reconciler', topics: ['orders.created'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Shift by', fields: { Partitions: '0,3-5', Shift: '1' } });
  assert.deepEqual(await axeFindings(page), []);
  await view.review();
  const rows = await view.rows('Plan');
  assert.deepEqual(rows.map((row) => row.Partition), ['0', '3', '4', '5']);
  await view.confirm(target.group);
  assert.equal((await view.rows('Succeeded')).length, 4);
  assert.deepEqual(writes(calls).map((call) => call.Action), ['SetPartitionOffsets']);
  const after = await committed(gateway, target.group, target.topics);
  for (const [key, offset] of before) {
    const moved = ['0', '3', '4', '5'].includes(key.split('/')[1]);
    assert.equal(after.get(key), offset + (moved ? 1 : 0), key);
  }
});

test('ticked rows of a plan: a plan of their own, and the first one is not confirmed meanwhile', async () => {
  const target = { group: 'billing-reconciler', topics: ['orders.paid'] };
  const at = await offsets(gateway, target.group, target);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Latest' });
  await view.review();
  await view.scope.getByRole('checkbox', { name: 'Partition 2', exact: true }).check();
  await view.scope.getByRole('checkbox', { name: 'Partition 4', exact: true }).check();
  await view.agree(target.group);
  assert.equal(await view.confirmButton().getAttribute('aria-disabled'), 'true');
  await view.button('Plan only the ticked ones').click();
  await view.scope.getByRole('button', { name: 'Reset 2 partitions', exact: true }).waitFor();
  assert.deepEqual((await view.rows('Plan')).map((row) => row.Partition), ['2', '4']);
  await view.confirm(target.group);
  const after = await committed(gateway, target.group, target.topics);
  for (const [key, { committed: old, end }] of at) {
    assert.equal(after.get(key), ['2', '4'].includes(key.split('/')[1]) ? end : old, key);
  }
});

for (const [typed, sentence] of [['12', /has no partition 12|0 to 11/], ['3-', /3-/], ['5-3', /5-3|5/], ['a', /"?a"?/], ['-1', /-1/]]) {
  test(`"${typed}" as partitions is refused beside the field, and stays`, async () => {
    const view = await Console.open(page, gateway);
    await view.fill({ group: 'billing-reconciler', topics: ['orders.created'], strategy: 'Latest', fields: { Partitions: typed } });
    await view.pressReview();
    const field = view.field('Partitions');
    await page.waitForFunction(() => document.querySelector('ckafka-offset-reset').shadowRoot.querySelector('[aria-invalid=true]') !== null);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(await field.inputValue(), typed);
    const described = (await field.getAttribute('aria-describedby') ?? '').split(' ');
    const words = await Promise.all(described.map((id) => view.scope.locator(`[id="${id}"]`).innerText()));
    assert.match(words.join(' '), sentence);
    assert.deepEqual(writes(calls), []);
  });
}

test('an endpoint that resets whole topics only says so before the review', async () => {
  await intercept(page, 'DescribeCapabilities', (route) => route.fulfill({ json: { code: 4000, codeDesc: 'InvalidParameter', message: 'no such action' } }));
  const view = await Console.open(page, gateway);
  await view.fill({ group: 'billing-reconciler', topics: ['orders.created'] });
  await page.getByText('This endpoint resets whole topics only').first().waitFor();
  await view.fill({ strategy: 'Latest' });
  await view.review();
  assert.equal(await view.scope.getByRole('checkbox', { name: 'Partition 2', exact: true }).count(), 0);
  assert.equal((await view.rows('Plan')).length, 12);
  assert.ok((await view.rows('Plan')).every((row) => Number.isInteger(number(row.Partition))));
});
