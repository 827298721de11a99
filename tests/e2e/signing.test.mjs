// Requests signed in the browser, verified by a gateway that takes no others.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { closePage, launch, newPage } from './support/browser.mjs';
import { Console } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';
import { keysFile } from './support/keys.mjs';
import { watchCalls, writes } from './support/writes.mjs';

const KEY = { secretId: 'AKIDendToEndTests', secretKey: 'canary-secret-7f3a91c2', token: 'canary-token-5d8e04b7' };
const PERMANENT = { secretId: 'AKIDpermanentKey', secretKey: 'canary-permanent-e41b' };

let browser, gateway, keys, page, calls;

before(async () => {
  keys = keysFile([KEY, PERMANENT]);
  [browser, gateway] = await Promise.all([launch(), startGateway(['--keys', keys.file, '--signed-only'])]);
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
  keys?.remove();
});
beforeEach(async () => {
  page = await newPage(browser);
  calls = watchCalls(page);
});
afterEach(() => closePage(page));

/** Switches to signing in the browser and enters keys. */
async function signIn(key) {
  await page.goto(gateway.url);
  const view = new Console(page);
  await view.signIn(key);
  return view;
}

/** Everything of the page in which a secret could have been left behind. */
async function traces() {
  const inPage = await page.evaluate(async () => {
    const roots = [document];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    }
    const fields = roots.flatMap((root) => [...root.querySelectorAll('input, textarea')].map((field) => field.value));
    const markup = roots.map((root) => root.innerHTML ?? root.documentElement.outerHTML);
    const caches = await Promise.all((await self.caches.keys()).map(async (name) => (await (await self.caches.open(name)).keys()).map((entry) => entry.url)));
    const databases = await indexedDB.databases();
    return {
      fields, markup, caches, databases,
      storage: [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })],
      address: location.href,
      state: JSON.stringify(history.state),
      cookie: document.cookie,
    };
  });
  return JSON.stringify(inPage) + page.consoleText.join('\n');
}

test('a reset signed with a temporary key is verified and carried out, and no secret stays anywhere', async () => {
  const view = await signIn(KEY);
  await view.fill({ group: 'dlq-replayer', topics: ['invoices.dlq'], strategy: 'Earliest' });
  await view.review();
  const review = await view.text();
  assert.match(review, /SetGroupOffsets/, 'the request is shown');
  await view.confirm('dlq-replayer');
  assert.equal((await view.rows('Succeeded')).length, 1);

  const sent = writes(calls);
  assert.equal(sent.length, 1);
  assert.equal(sent[0].SecretId, KEY.secretId);
  assert.ok(sent[0].Signature.length > 20);
  assert.equal(sent[0].Token, KEY.token, 'the token of a temporary key belongs into the request');
  const nonces = calls.map(({ Nonce }) => Nonce);
  assert.equal(new Set(nonces).size, nonces.length, 'every request has a nonce of its own');
  assert.ok(calls.every((call) => !JSON.stringify(call).includes(KEY.secretKey)), 'the key itself is never sent');

  const found = await traces();
  assert.ok(!found.includes(KEY.secretKey), 'the secret key is nowhere in the page');
  assert.ok(!found.includes(KEY.token), 'the token is nowhere in the page');
  assert.ok(!gateway.log().includes(KEY.secretKey) && !gateway.log().includes(KEY.token), 'nor in the log of the gateway');
});

test('a permanent key works without a token', async () => {
  const view = await signIn(PERMANENT);
  await view.fill({ group: 'search-indexer', topics: ['orders.paid'], strategy: 'Shift by', fields: { Shift: '-1' } });
  await view.review();
  await view.confirm('search-indexer');
  assert.equal((await view.rows('Succeeded')).length, 6);
  assert.equal(writes(calls)[0].Token, undefined);
});

test('a wrong key is told as such, what was typed stays, and nothing is written', async () => {
  const view = await signIn({ ...PERMANENT, secretKey: 'canary-wrong-key' });
  await view.chooseGroup('dlq-replayer');
  await page.getByText('The signature was refused').first().waitFor();
  await view.typeTopic('invoices.dlq');
  await view.fill({ strategy: 'Earliest' });
  await view.pressReview();
  await page.getByText('The signature was refused').first().waitFor();
  assert.equal(await view.confirmButton().count(), 0);
  assert.deepEqual(writes(calls), []);
  assert.ok(!(await traces()).includes('canary-wrong-key'));
});

test('an unknown SecretId is told as such', async () => {
  const view = await signIn({ secretId: 'AKIDnobody', secretKey: 'canary-nobody' });
  await view.chooseGroup('dlq-replayer');
  await page.getByText('The SecretId is not known').first().waitFor();
  assert.deepEqual(writes(calls), []);
});

test('forgotten keys sign nothing any more', async () => {
  const view = await signIn(PERMANENT);
  await view.topic('invoices.dlq').waitFor();
  await view.button('Forget keys').click();
  await page.getByText(/no keys are entered/).first().waitFor();
  const before = calls.length;
  await view.fill({ group: 'dlq-replayer', typed: ['invoices.dlq'], strategy: 'Earliest' });
  await view.pressReview();
  await page.waitForTimeout(1_000);
  assert.ok(calls.slice(before).every(({ Signature }) => Signature === undefined), 'nothing is signed');
  assert.equal(await view.region('Plan').count(), 0);
});

test('without a key the endpoint refuses, and the page says so', async () => {
  await page.goto(gateway.url);
  const view = new Console(page);
  await view.button('Review reset').waitFor();
  await page.getByText('This caller may not do this').first().waitFor();
  assert.ok(calls.length > 0 && calls.every(({ Signature }) => Signature === undefined));
});
