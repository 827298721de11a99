// API 3.0: signed in the browser through a relay, as for the cloud; and unsigned to the gateway of this machine.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed, groups } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console, number, place } from './support/console.mjs';
import { download } from './support/download.mjs';
import { startGateway } from './support/gateway.mjs';
import { keysFile } from './support/keys.mjs';
import { startRelay } from './support/relay.mjs';
import { watchCalls, watchCallsV3, writes } from './support/writes.mjs';

const KEY = { secretId: 'AKIDapi3', secretKey: 'canary-api3-2b9f' };
const TEMPORARY = { secretId: 'AKIDapi3temporary', secretKey: 'canary-api3-51aa', token: 'canary-token-77c0' };
const REGION = 'ap-guangzhou';
// The name that is signed is the cloud's, though neither page nor gateway has it
const CLOUD = 'ckafka.tencentcloudapi.com';

let browser, gateway, keys, relay, page, calls;

before(async () => {
  keys = keysFile([KEY, TEMPORARY]);
  [browser, gateway] = await Promise.all([launch(), startGateway(['--keys', keys.file, '--signing-host', CLOUD])]);
  // What a portal's relay does: one path of its own origin stands for the API
  relay = await startRelay({ '/cloud/v3/': gateway, '/': gateway });
});
after(async () => {
  await browser?.close();
  await relay?.stop();
  await gateway?.stop();
  keys?.remove();
});
beforeEach(async () => {
  page = await newPage(browser);
  calls = watchCallsV3(page);
});
afterEach(() => closePage(page));

const signed = { api: '3.0', endpoint: '/cloud/v3/', signingHost: CLOUD, region: REGION };

/** The page at the relay, signing in the browser. */
async function signedIn(key = KEY, connection = {}) {
  const view = await Console.open(page, relay);
  await view.signIn({ ...signed, ...key, ...connection });
  return view;
}

test('signed in the browser through a relay: verified rows, one write, and no offset that nobody returned', async () => {
  const target = { group: 'warehouse-sync', topics: ['shipments.dispatched'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await signedIn();
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-3' } });
  await page.getByText(/This endpoint does not tell where logs start/).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await view.review();
  assert.match(await view.text(), /X-TC-Action: ModifyGroupOffsets/, 'the request is shown');
  assert.deepEqual(await axeFindings(page), []);
  await view.confirm(target.group);

  const rows = await view.rows('Succeeded');
  assert.equal(rows.length, 6);
  assert.deepEqual(await view.rows('Failed'), []);
  const after = await committed(gateway, target.group, target.topics);
  for (const row of rows) {
    assert.equal(after.get(place(row)), before.get(place(row)) - 3, place(row));
    assert.equal(row.Returned, 'not returned');
    assert.equal(number(row['Re-read']), after.get(place(row)));
    assert.match(row.Verdict, /confirmed/);
  }
  await page.getByText('Accepted; the endpoint returns no offsets, so they are read back.').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  const { rows: exported } = JSON.parse((await download(page, () => view.button('Export JSON').first().click())).text);
  assert.ok(exported === undefined || exported.every((row) => row.returned === null || row.returned === undefined));

  const sent = writes(calls);
  assert.deepEqual(sent.map(({ Action, Group, Topics }) => [Action, Group, Topics]), [['ModifyGroupOffsets', target.group, target.topics]]);
  const [{ headers, url }] = sent;
  assert.equal(new URL(url).pathname, '/cloud/v3/');
  assert.match(headers.authorization, /^TC3-HMAC-SHA256 Credential=AKIDapi3\/\d{4}-\d\d-\d\d\/ckafka\/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=[0-9a-f]{64}$/);
  assert.equal(headers['x-tc-region'], REGION);
  assert.equal(headers['x-requested-with'], undefined, 'signed calls need no other header');
  assert.ok(calls.every((call) => !JSON.stringify(call).includes(KEY.secretKey)));
});

test('single partitions go as one request of their topic, and Undo brings them back', async () => {
  const target = { group: 'billing-reconciler', topics: ['orders.created'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = await signedIn(TEMPORARY);
  await view.fill({ ...target, strategy: 'Exact offset', fields: { Partitions: '0,3-5', Offset: '7' } });
  await view.review();
  assert.deepEqual((await view.rows('Plan')).map((row) => row.Partition), ['0', '3', '4', '5']);
  await view.confirm(target.group);
  assert.equal((await view.rows('Succeeded')).length, 4);
  const sent = writes(calls);
  assert.deepEqual(sent.map(({ Action }) => Action), ['BatchModifyGroupOffsets']);
  assert.equal(sent[0].headers['x-tc-token'], TEMPORARY.token);
  assert.deepEqual(sent[0].Partitions.map(({ Partition, Offset }) => [Partition, Offset]), [[0, 7], [3, 7], [4, 7], [5, 7]]);
  const after = await committed(gateway, target.group, target.topics);
  for (const [key, old] of before) {
    assert.equal(after.get(key), [0, 3, 4, 5].includes(Number(key.split('/')[1])) ? 7 : old, key);
  }
  await view.button('Undo').click();
  await view.region('Plan').waitFor();
  await view.confirm(target.group);
  assert.deepEqual(await view.rows('Failed'), []);
  assert.deepEqual(await committed(gateway, target.group, target.topics), before);
});

test('a point in time: what cannot be looked up exactly is marked, and read back', async () => {
  const target = { group: 'search-indexer', topics: ['orders.paid'] };
  const view = await signedIn();
  await view.fill({ ...target, strategy: 'Time ago', fields: { 'How long ago': '20h' } });
  await view.review();
  assert.equal((await view.rows('Plan')).length, 6);
  await view.confirm(target.group);
  assert.equal((await view.rows('Succeeded')).length, 6);
  const sent = writes(calls);
  assert.equal(sent.length, 1);
  assert.equal(sent[0].Action, 'ModifyGroupOffsets');
});

test('by proxy, unsigned to the gateway of this machine', async () => {
  const target = { group: 'dlq-replayer', topics: ['invoices.dlq'] };
  const view = await Console.open(page, gateway);
  await view.connect({ api: '3.0' });
  await page.getByText('API 3.0').first().waitFor();
  assert.equal(await view.field('Endpoint').count(), 0, 'nothing is left to do in the panel');
  assert.ok(await view.button('Connection').evaluate((button) => button.getRootNode().activeElement === button));
  await view.fill({ ...target, strategy: 'Earliest' });
  await view.review();
  await view.confirm(target.group);
  assert.equal((await view.rows('Succeeded')).length, 1);
  assert.deepEqual([...(await committed(gateway, target.group, target.topics)).values()], [0]);
  const [{ headers, url }] = writes(calls);
  assert.equal(new URL(url).pathname, '/v3/', 'where the gateway answers it');
  assert.equal(headers.authorization, undefined);
  assert.equal(headers['x-tc-region'], undefined, 'a proxy knows its own');
  assert.ok(headers['x-requested-with']);
});

test('partly done: the reply is called what it is, and the offsets say which part', async () => {
  const target = { group: 'warehouse-sync', topics: ['orders.created'] };
  const view = await Console.open(page, gateway);
  await view.connect({ api: '3.0' });
  await page.getByText('API 3.0').first().waitFor();
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-12' } });
  await view.review();
  await view.confirm(target.group);
  // Eight partitions have a commit to shift from, four have none
  assert.deepEqual([(await view.rows('Succeeded')).length, (await view.rows('Failed')).length], [8, 4]);
  const text = await view.text();
  assert.match(text, /The reply does not say what was done\. What follows is what the offsets say\./);
  assert.match(text, /FailedOperation\.PartlySucceeded/);
  assert.doesNotMatch(text, /reply was lost|No reply/);
});

test('a live group is refused, naming its members, and nothing is sent', async () => {
  const view = await signedIn();
  await view.fill({ group: 'fraud-detector', topics: ['orders.paid'], strategy: 'Earliest' });
  await view.pressReview();
  await page.getByText('fraud-detector-1').first().waitFor();
  assert.match(await view.text(), /Stable/);
  assert.equal(await view.confirmButton().count(), 0);
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(writes(calls), []);
});

test('a group that is live at the endpoint when the reset arrives: refused, in words, and not sent again', async () => {
  const target = { group: 'warehouse-sync', topics: ['orders.created'] };
  const view = await signedIn();
  await view.fill({ ...target, strategy: 'Latest' });
  await view.review();
  await page.route('**/cloud/v3/', async (route) => {
    if (route.request().headers()['x-tc-action'] !== 'ModifyGroupOffsets') return route.fallback();
    return route.fulfill({ json: { Response: { Error: { Code: 'FailedOperation', Message: '(1049)group not empty' }, RequestId: 'r-1' } } });
  });
  await view.agree(target.group);
  await view.confirmButton().click();
  await page.getByText(/^The endpoint refused the reset because of the group.s state\. Nothing moved\.$/).waitFor();
  assert.equal(writes(calls).length, 1, 'nothing is repeated');
});

test('a group that does not exist cannot be created here, which is said before the review', async () => {
  const view = await signedIn();
  await view.chooseGroup('nobody-knows-it');
  await page.getByText('this endpoint cannot be told to create it').waitFor();
  assert.equal(await view.scope.getByRole('checkbox', { name: /^Create this group/ }).count(), 0);
  await view.fill({ typed: ['orders.paid'], strategy: 'Earliest' });
  await view.pressReview();
  await page.getByRole('heading', { name: /^No plan yet/ }).waitFor();
  assert.equal(await view.scope.getByRole('checkbox', { name: /^Create this group/ }).count(), 0);
  assert.ok(!(await groups(gateway)).includes('nobody-knows-it'));
  assert.deepEqual(writes(calls), []);
});

test('a wrong key is told as such, and nothing is written', async () => {
  const view = await signedIn({ ...KEY, secretKey: 'canary-wrong' });
  await page.getByText('The signature was refused').first().waitFor();
  assert.match(await view.text(), /Usually the SecretKey is wrong/);
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(writes(calls), []);
});

test('without the signing host of the API the signature does not fit, and the page says what to set', async () => {
  const view = await signedIn(KEY, { signingHost: '' });
  await page.getByText('The signature was refused').first().waitFor();
  assert.match(await view.text(), /set the signing host/);
});

test('a token that has ended at the endpoint: what to do about it', async () => {
  const view = await signedIn({ ...TEMPORARY, token: 'canary-token-of-yesterday' });
  await page.getByText('The token was refused').first().waitFor();
  assert.match(await view.text(), /fetch new ones and enter all three parts again/);
  assert.deepEqual(writes(calls), []);
});

test('a token with a known end: it is shown, and the keys are forgotten when it is over', async () => {
  await page.clock.install();
  const view = await signedIn({ ...TEMPORARY, expires: String(Math.floor(Date.now() / 1_000) + 600) });
  await page.getByText(/The token ends in (9|10)\smin/).waitFor();
  await page.clock.fastForward('10:10');
  await page.getByText(/^The temporary keys have ended/).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  const before = calls.length;
  await view.fill({ group: 'dlq-replayer' });
  await page.clock.runFor(2_000);
  assert.equal(calls.length, before, 'nothing is sent with keys that are over');
});

for (const [typed, why] of [['2020-01-01T00:00:00Z', 'over'], ['tomorrow', 'no time']]) {
  test(`a token's end that is ${why} is refused at its place`, async () => {
    const view = await signedIn({ ...TEMPORARY, expires: typed });
    await page.getByText(/^Token expires is no time that is still to come/).waitFor();
    assert.equal(await view.field('Token expires').getAttribute('aria-invalid'), 'true');
    assert.deepEqual(calls, []);
  });
}

test('a clock that is ten minutes off: learned from the answer, shown, and corrected for', async () => {
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 600_000;
  });
  const target = { group: 'dlq-replayer', topics: ['invoices.dlq'] };
  const view = await signedIn();
  await view.fill({ ...target, strategy: 'Latest' });
  await page.getByText(/this computer is (10|9)\smin.* ahead of the server/).waitFor();
  await view.review();
  await view.confirm(target.group);
  assert.equal((await view.rows('Succeeded')).length, 1);
});

test('a clock that is off, and an endpoint that does not tell the time: an error that says so', async () => {
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() - 600_000;
  });
  await page.route('**/cloud/v3/', async (route) => {
    const response = await route.fetch();
    const { date: _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  const view = await signedIn();
  await page.getByText('The time of the request was refused').first().waitFor();
  assert.match(await view.text(), /clock is too far off/);
  assert.deepEqual(writes(calls), []);
});

test('no region where the browser signs: refused in the panel, and nothing is asked', async () => {
  const view = await Console.open(page, gateway);
  await view.connect({ api: '3.0', signing: 'In this browser' });
  await page.getByText('API 3.0 names a region in every signed request.').waitFor();
  assert.equal(await view.field('Region', 'combobox').getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(calls, []);
  // One is chosen from the list, by its name
  await view.field('Region', 'combobox').fill('singap');
  await view.scope.getByRole('option', { name: /ap-singapore/ }).click();
  await view.connect({ signing: 'By the proxy' });
  await page.waitForFunction(() => document.querySelector('ckafka-offset-reset').shadowRoot.textContent.includes('API 3.0'));
  await view.topic('orders.paid').waitFor();
  assert.equal(calls[0].headers['x-tc-region'], 'ap-singapore');
});

test('the version brings its own endpoint, unless one was typed', async () => {
  const view = await Console.open(page, gateway);
  await view.fillConnection({ api: '3.0' });
  assert.equal(await view.field('Endpoint').inputValue(), '/v3/');
  await view.button('2.0').click();
  assert.equal(await view.field('Endpoint').inputValue(), '/v2/index.php');
  await view.fillConnection({ endpoint: '/relay/', api: '3.0' });
  assert.equal(await view.field('Endpoint').inputValue(), '/relay/');
});

test('an endpoint whose reads fail is never written to', async () => {
  await page.route('**/cloud/v3/', (route) => {
    const action = route.request().headers()['x-tc-action'];
    return action?.startsWith('Describe') ? route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }) : route.fallback();
  });
  const view = await signedIn();
  await page.getByText('The endpoint answered with an HTTP error').first().waitFor();
  await view.chooseGroup('dlq-replayer');
  await view.typeTopic('invoices.dlq');
  await view.fill({ strategy: 'Earliest' });
  await view.pressReview();
  assert.equal(await view.confirmButton().count(), 0);
  assert.ok(calls.length > 0);
  assert.deepEqual(writes(calls), []);
  page.faults.splice(0, page.faults.length, ...page.faults.filter((fault) => !/Failed to load resource/.test(fault)));
});

for (const [api, signing] of [['3.0', 'In this browser'], ['2.0', 'By the proxy']]) {
  test(`a direct call that the browser blocks (API ${api}): what it means, what to set up, and no write`, async () => {
    const other = await startGateway();
    try {
      const direct = { api, signing, region: REGION, endpoint: `${other.url}${api === '3.0' ? '/v3/' : '/v2/index.php'}` };
      const others = watchCalls(page);
      const view = await Console.open(page, gateway);
      await (signing === 'In this browser' ? view.signIn({ ...KEY, ...direct }) : view.connect(direct));
      await page.getByText(/the browser keeps its answers from this page/).waitFor();
      assert.match(await view.text(), new RegExp(`Either ${other.url} does not run`));
      assert.match(await view.text(), /a gateway or a relay behind it/);
      assert.deepEqual(await axeFindings(page), []);
      assert.deepEqual(writes([...calls, ...others]), []);
    } finally {
      await other.stop();
    }
    // The policy's own words, and the browser's
    assert.ok(page.faults.length > 0 && page.faults.every((fault) => /connect-src|Content Security Policy|Failed to fetch/.test(fault)), page.faults.join('\n'));
    page.faults.length = 0;
  });
}
