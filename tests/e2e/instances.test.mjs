// One gateway with two instances that can do different things: the page asks about the one that is chosen.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console } from './support/console.mjs';
import { startGateway } from './support/gateway.mjs';
import { watchCalls } from './support/writes.mjs';

let browser, gateway, folder;

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ckafka-instances-'));
  const file = path.join(folder, 'gateway.toml');
  // Nothing answers for the cloud: what can be done there is known without asking it
  writeFileSync(file, `[[instance]]
id = "ckafka-demo"
demo = true

[[instance]]
id = "ckafka-cloud"
[instance.tencent]
region = "ap-guangzhou"
endpoint = "http://127.0.0.1:9/"
`);
  const key = { TENCENTCLOUD_SECRET_ID: 'AKIDinstances', TENCENTCLOUD_SECRET_KEY: 'canary-instances' };
  [browser, gateway] = await Promise.all([launch(), startGateway(['--config', file], key)]);
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('beside an instance at the cloud, a cluster keeps all that it can do', async () => {
  const page = await newPage(browser);
  const calls = watchCalls(page);
  const view = await Console.open(page, gateway);
  const lacks = page.getByText(/^This endpoint does not tell where logs start/);
  await lacks.waitFor();
  await view.field('Instance', 'combobox').fill('ckafka-demo');
  await view.topic('orders.paid').waitFor();
  await lacks.waitFor({ state: 'detached' });
  assert.ok(calls.some(({ Action, instanceId }) => Action === 'DescribeCapabilities' && instanceId === 'ckafka-demo'));
  await view.chooseGroup('nobody-knows-it');
  await view.scope.getByRole('checkbox', { name: /^Create this group/ }).waitFor();
  await view.chooseGroup('search-indexer');
  await view.fill({ topics: ['orders.paid'], strategy: 'Exact offset', fields: { Partitions: '0', Offset: '7' } });
  await view.review();
  assert.deepEqual((await view.rows('Plan')).map((row) => row.Target), ['7'], 'exact, since the log is known');
  assert.deepEqual(await axeFindings(page), []);
  await closePage(page);
});
