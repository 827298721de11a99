// Plans grow old: a page with a clock that the test moves.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';
import { watchCalls, writes } from './support/writes.mjs';

const target = { group: 'billing-reconciler', topics: ['orders.paid'], strategy: 'Latest' };

let browser, gateway, page, calls;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });
beforeEach(async () => {
  page = await newPage(browser);
  calls = watchCalls(page);
  await page.clock.install();
});
afterEach(() => closePage(page));

async function reviewed() {
  const view = await Console.open(page, gateway);
  await view.fill(target);
  await view.review();
  return view;
}

test('a plan says when it ends, warns a minute before, and cannot be confirmed afterwards', async () => {
  const before = await committed(gateway, target.group, target.topics);
  const view = await reviewed();
  assert.match(await view.text(), /valid until \d\d:\d\d:\d\d UTC/i);
  await page.clock.fastForward('04:01');
  await page.getByRole('alert').filter({ hasText: /^This plan expires at/ }).waitFor();
  await page.clock.fastForward('01:00');
  await page.getByRole('alert').filter({ hasText: 'This plan has expired' }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await view.agree(target.group);
  assert.equal(await view.confirmButton().getAttribute('aria-disabled'), 'true');
  await view.confirmButton().click({ force: true });
  await page.clock.runFor(2_000);
  assert.deepEqual(writes(calls), []);
  assert.deepEqual(await committed(gateway, target.group, target.topics), before);

  await view.button('Plan again').first().click();
  await page.getByText('This plan has expired').waitFor({ state: 'detached' });
  await view.confirmButton().waitFor();
  await view.agree(target.group);
  await view.confirmButton().click();
  await page.clock.runFor(3_000);
  await view.finished();
  assert.equal(writes(calls).length, 1);
});

test('a computer that slept over the end: the plan is refused although no timer has fired', async () => {
  const view = await reviewed();
  await view.agree(target.group);
  // The clock has moved on; nothing in the page has run yet
  await page.clock.pauseAt(Date.now() + 3_600_000);
  await view.confirmButton().click();
  await page.getByText('This plan has expired').first().waitFor();
  assert.deepEqual(writes(calls), []);
});

test('a clock that is set back: the age of the plan is unknown, so it is not sent', async () => {
  const view = await reviewed();
  await view.agree(target.group);
  await page.clock.setSystemTime(Date.now() - 3_600_000);
  await view.confirmButton().click();
  await page.getByText(/clock/i).first().waitFor();
  assert.deepEqual(writes(calls), []);
});
