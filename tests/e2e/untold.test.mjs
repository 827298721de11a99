// An endpoint that does not tell where logs start (API 3.0): what the page promises there, and that it is kept.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console, number, place } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';
import { watchCallsV3, writes } from './support/writes.mjs';

let browser, gateway, page, calls;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });
beforeEach(async () => {
  page = await newPage(browser);
  calls = watchCallsV3(page);
});
afterEach(() => closePage(page));

const target = { group: 'billing-reconciler', topics: ['orders.created'] };

async function connected() {
  const view = await Console.open(page, gateway);
  await view.connect({ api: '3.0', region: 'ap-guangzhou' });
  await page.getByText('API 3.0').first().waitFor();
  return view;
}

test('chosen partitions have targets, the undo says what it depends on, and puts every offset back', async () => {
  const before = await committed(gateway, target.group, target.topics);
  const view = await connected();
  await view.fill({ ...target, strategy: 'Shift by', fields: { Partitions: '0,3', Shift: '-2' } });
  await view.review();
  for (const row of await view.rows('Plan')) {
    assert.equal(number(row.Target), before.get(place(row)) - 2, place(row));
    assert.match(row.Grade, /At least/, 'retention may have passed it, and nobody here can see that');
  }
  await page.getByText('exact, if still in the log').waitFor();
  await page.getByText(/an old offset that retention has passed is gone/).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await view.confirm(target.group);
  assert.equal((await view.rows('Succeeded')).length, 2);

  await view.button('Undo').click();
  await view.region('Plan').waitFor();
  for (const row of await view.rows('Plan')) assert.equal(number(row.Target), before.get(place(row)), place(row));
  await view.confirm(target.group);
  assert.deepEqual(await view.rows('Failed'), []);
  assert.deepEqual(await committed(gateway, target.group, target.topics), before);
  assert.deepEqual(writes(calls).map(({ Action }) => Action), ['BatchModifyGroupOffsets', 'BatchModifyGroupOffsets']);
});

test('the log start of a chosen partition is not known, which is said, and nothing can be sent', async () => {
  const view = await connected();
  await view.fill({ ...target, strategy: 'Earliest', fields: { Partitions: '0' } });
  await view.review();
  await page.getByText('This endpoint does not tell where the log starts: choose whole topics, or an exact offset.').waitFor();
  const confirm = page.getByRole('button', { name: /^Reset \d+ partitions?$/ });
  assert.ok(await confirm.count() === 0 || await confirm.getAttribute('aria-disabled') === 'true');
  assert.deepEqual(writes(calls), []);
});
