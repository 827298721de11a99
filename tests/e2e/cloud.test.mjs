// Before Tencent's cloud, which a stand-in plays: the gateway holds the key, or the browser signs through a relay.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { closePage, launch, newPage } from './support/browser.mjs';
import { Console, number, place } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';
import { startRelay } from './support/relay.mjs';
import { CLOUD, startStandIn } from './support/stand-in.mjs';

const MOVED = { 'orders/0': 100, 'orders/1': 200, 'second/0': 5 };
const NOT_MOVED = { 'orders/0': 50, 'orders/1': 60, 'second/0': 5 };

let browser, cloud, page, running;

before(async () => { browser = await launch(); });
after(() => browser?.close());
beforeEach(async () => {
  running = [];
  cloud = await started(startStandIn());
  page = await newPage(browser);
});
afterEach(async () => {
  await closePage(page);
  for (const one of running.reverse()) await one.stop();
});

/** Something that ends with the test. */
async function started(starting) {
  const one = await starting;
  running.push(one);
  return one;
}

/** The page of a gateway that holds the key for the cloud. */
async function throughTheGateway(api) {
  const endpoint = api === 'v2' ? `${cloud.url}/v2/index.php` : `${cloud.url}/`;
  const gateway = await started(startGateway(
    ['--tencent', CLOUD.instance, '--tencent-api', api, '--tencent-endpoint', endpoint],
    {
      TENCENTCLOUD_SECRET_ID: CLOUD.secretId,
      TENCENTCLOUD_SECRET_KEY: CLOUD.secretKey,
      TENCENTCLOUD_REGION: CLOUD.region,
    },
  ));
  return { view: await Console.open(page, gateway), gateway };
}

/** The page of any gateway, which signs in the browser; a relay of its own origin leads to the cloud. */
async function signedInTheBrowser(api) {
  const gateway = await started(startGateway());
  const relay = await started(startRelay({ '/cloud/': cloud, '/': gateway }));
  const view = await Console.open(page, relay);
  await view.signIn({
    api: api === 'v2' ? '2.0' : '3.0',
    endpoint: api === 'v2' ? '/cloud/v2/index.php' : '/cloud/',
    signingHost: `127.0.0.1:${cloud.port}`,
    region: CLOUD.region,
    secretId: CLOUD.secretId,
    secretKey: CLOUD.secretKey,
  });
  return { view, gateway };
}

/** Moves `billing` to the ends of `orders`, as an operator does. */
async function reset(view) {
  await view.fill({ group: 'billing', topics: ['orders'], strategy: 'Latest' });
  await view.review();
  assert.deepEqual((await view.rows('Plan')).map((row) => [place(row), number(row.Before)]), [['orders/0', 50], ['orders/1', 60]]);
  assert.deepEqual(await cloud.committed('billing'), NOT_MOVED, 'a plan moves nothing');
  await view.confirm('billing');
}

const WAYS = [['the gateway, which signs', throughTheGateway], ['a relay, signed in the browser', signedInTheBrowser]];

for (const [what, open] of WAYS) {
  for (const api of ['v2', 'v3']) {
    test(`${what}, ${api}: verified rows, and the group is there`, async () => {
      const { view, gateway } = await open(api);
      await reset(view);
      const rows = await view.rows('Succeeded');
      assert.deepEqual(rows.map(place), ['orders/0', 'orders/1']);
      for (const row of rows) {
        assert.equal(number(row['Re-read']), MOVED[place(row)]);
        assert.match(row.Verdict, /confirmed/);
      }
      assert.deepEqual(await view.rows('Failed'), []);
      assert.deepEqual(await cloud.committed('billing'), MOVED);
      assert.equal((await cloud.writes()).length, 1);
      // The test run sets them up; whoever runs this file alone may go without
      if (process.env.OFFICIAL_SDK_PYTHON) assert.ok(await cloud.judged() > 3, 'the official SDKs would sign so, too');
      assert.ok(!(await page.content()).includes(CLOUD.secretKey) && !gateway.log().includes(CLOUD.secretKey));
    });

    test(`${what}, ${api}: accepted and not applied is no success, and the page says so`, async () => {
      const { view } = await open(api);
      await cloud.trick('ModifyGroupOffsets', 'not-applied');
      await reset(view);
      assert.deepEqual(await view.rows('Succeeded'), []);
      const rows = await view.rows('Failed');
      assert.deepEqual(rows.map((row) => [place(row), number(row['Re-read'])]), [['orders/0', 50], ['orders/1', 60]]);
      for (const row of rows) assert.match(row.Verdict, /not applied/);
      const text = await view.text();
      // Before the gateway it was the gateway that looked, and its answer says what it saw
      assert.match(text, open === throughTheGateway
        ? /the cloud said that it is done, and the group did not move/
        : /Accepted, but the group did not move\./);
      assert.deepEqual(await cloud.committed('billing'), NOT_MOVED);
      assert.equal((await cloud.writes()).length, 1, 'and nothing is sent again');
    });
  }
}

test('an answer that is cut off is read back, by the gateway and by the browser', async () => {
  const { view } = await throughTheGateway('v3');
  await cloud.trick('ModifyGroupOffsets', 'cut-after');
  await reset(view);
  for (const row of await view.rows('Succeeded')) assert.match(row.Verdict, /confirmed/);
  assert.match(await view.text(), /The reply was lost\. What follows is what the offsets say\./);
  assert.deepEqual(await cloud.committed('billing'), MOVED);
  assert.equal((await cloud.writes()).length, 1);
});
