// What this browser keeps of its resets: enough to come back to them, and nothing that is secret.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console } from './support/console.mjs';
import { download } from './support/download.mjs';
import { startGateway } from './support/gateway.mjs';
import { keysFile } from './support/keys.mjs';
import { watchCalls, writes } from './support/writes.mjs';

const KEY = { secretId: 'AKIDhistory0000000000', secretKey: 'a-secret-that-must-never-be-stored-0123' };

let browser, gateway, signed, keys, page, calls;

before(async () => {
  keys = keysFile([KEY]);
  [browser, gateway, signed] = await Promise.all([launch(), startGateway(), startGateway(['--keys', keys.file, '--signed-only'])]);
});
after(async () => {
  await browser?.close();
  await Promise.all([gateway?.stop(), signed?.stop()]);
  keys?.remove();
});
beforeEach(async () => {
  page = await newPage(browser);
  calls = watchCalls(page);
});
afterEach(() => closePage(page, /Failed to load resource/));

/** Everything that the page's origin has stored, as one text. */
const stored = (page) => page.evaluate(async () => {
  const parts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll();
      await new Promise((resolve) => { all.onsuccess = resolve; });
      parts.push(store, JSON.stringify(all.result));
    }
    database.close();
  }
  return parts.join('\n');
});

test('a reset survives a reload, can be exported, and undone from the history', async () => {
  const target = { group: 'billing-reconciler', topics: ['orders.created'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await Console.open(page, gateway);
  await view.fill({ ...target, strategy: 'Latest' });
  await view.review();
  await view.confirm(target.group);
  await page.reload();
  await view.button('Review reset').waitFor();
  await view.button('History').click();
  await page.getByRole('heading', { name: 'History', exact: true }).waitFor();
  await page.getByText('12 of 12 confirmed').waitFor();
  assert.deepEqual(await axeFindings(page), []);

  await page.getByRole('button', { name: /^Open the reset of billing-reconciler, / }).click();
  assert.equal((await view.rows('Succeeded')).length, 12);
  assert.deepEqual(await axeFindings(page), []);
  const json = await download(page, () => view.button('Export JSON').click());
  const document = JSON.parse(json.text);
  assert.ok(JSON.stringify(document).includes(`"${before.get('orders.created/0')}"`), 'offsets are text');

  await view.button('Undo').click();
  await view.region('Plan').waitFor();
  await view.confirm(target.group);
  assert.deepEqual(await view.rows('Failed'), []);
  assert.deepEqual(await committed(gateway, target.group, target.topics), before);
  assert.equal(writes(calls).length, 2);
});

test('what is stored holds no key, no token and no signature', async () => {
  const view = await Console.open(page, signed);
  await view.signIn(KEY);
  await view.fill({ group: 'dlq-replayer', topics: ['invoices.dlq'], strategy: 'Earliest' });
  await view.review();
  await view.confirm('dlq-replayer');
  await view.button('History').click();
  await page.getByRole('button', { name: /^Open the reset of dlq-replayer, / }).waitFor();
  const text = await stored(page);
  assert.match(text, /dlq-replayer/);
  assert.ok(!text.includes(KEY.secretKey), 'the key');
  assert.ok(!text.includes(KEY.secretId), 'the id of the key');
  assert.ok(!/signature/i.test(text), 'a signature');
});

test('deleted is deleted', async () => {
  const view = await Console.open(page, gateway);
  await view.fill({ group: 'dlq-replayer', topics: ['invoices.dlq'], strategy: 'Latest' });
  await view.review();
  await view.confirm('dlq-replayer');
  await view.button('History').click();
  await view.button('Delete all').click();
  await page.getByRole('button', { name: /^Delete 1 entr/ }).click();
  await page.getByText('No resets yet').waitFor();
  assert.ok(!(await stored(page)).includes('dlq-replayer'));
});
