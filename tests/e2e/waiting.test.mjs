// A group that is in use: named, waited for on request, and never reset by the waiting itself.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';
import { intercept, withMember } from './support/intercept.mjs';
import { watchCalls, writes } from './support/writes.mjs';

const target = { group: 'billing-reconciler', topics: ['orders.paid'] };

let browser, gateway, page, calls, leave;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });
beforeEach(async () => {
  page = await newPage(browser);
  calls = watchCalls(page);
  leave = await intercept(page, 'GetGroupInfo', (route) => route.fulfill({ json: withMember(target.group) }));
});
afterEach(() => closePage(page));

async function blocked() {
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Latest' });
  await view.pressReview();
  await view.button('Wait until empty').waitFor();
  return view;
}

test('wait until empty: it counts its looks, and when the last member has left there is a plan to confirm', async () => {
  const before = await committed(gateway, target.group, target.topics);
  const view = await blocked();
  assert.match(await view.text(), /consumer-1/);
  await view.button('Wait until empty').click();
  await page.getByText(/Looked at (once|\d+ times)?.*still has/).first().waitFor({ timeout: 20_000 });
  assert.deepEqual(await axeFindings(page), []);
  await leave();
  await view.region('Plan').waitFor({ timeout: 20_000 });
  await page.waitForTimeout(500);
  assert.deepEqual(writes(calls), [], 'waiting sends nothing');
  assert.deepEqual(await committed(gateway, target.group, target.topics), before);
  await view.confirm(target.group);
  assert.equal(writes(calls).length, 1);
  assert.deepEqual(await view.rows('Failed'), []);
});

test('waiting can be stopped, and then nothing is read any more', async () => {
  const view = await blocked();
  await view.button('Wait until empty').click();
  await view.button('Stop waiting').click();
  await view.button('Wait until empty').waitFor();
  const looks = () => calls.filter((call) => call.Action === 'GetGroupInfo').length;
  const before = looks();
  await page.waitForTimeout(6_500);
  assert.equal(looks(), before);
  assert.deepEqual(writes(calls), []);
});
