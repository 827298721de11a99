// `trunk serve`: builds the page, serves it, and passes the API on to a gateway.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch, newPage } from '../e2e/support/browser.mjs';
import { Console } from '../e2e/support/console.mjs';
import { startGateway } from '../e2e/support/gateway.mjs';

const root = path.resolve(import.meta.dirname, '../..');
// The project's own settings, only with the gateway of this test in place of the usual one. The file lies beside the
// original since Trunk takes every path from there.
const settings = path.join(root, 'Trunk.test.toml');

let browser, gateway, trunk, port;
let log = '';

/** This version of Trunk refuses to start when NO_COLOR is 1. */
function withoutNoColor() {
  const { NO_COLOR: _, ...environment } = process.env;
  return environment;
}

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const free = server.address().port;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

before(async () => {
  [browser, gateway, port] = await Promise.all([launch(), startGateway(), freePort()]);
  const original = readFileSync(path.join(root, 'Trunk.toml'), 'utf8');
  assert.match(original, /127\.0\.0\.1:8788/);
  writeFileSync(settings, original.replaceAll('127.0.0.1:8788', `127.0.0.1:${gateway.port}`));
  const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target');
  trunk = spawn('trunk', ['serve', '--config', settings, '--port', String(port), '--dist', path.join(target, 'trunk-dist')], {
    cwd: root,
    env: withoutNoColor(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [trunk.stdout, trunk.stderr]) stream.on('data', (data) => { log += data; });
  let ended = false;
  trunk.once('exit', () => { ended = true; });
  trunk.once('error', (error) => { log += error; ended = true; });
  // Trunk listens only after its first build
  for (;;) {
    if (ended) throw new Error(`trunk ended:\n${log.slice(-3_000)}`);
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}, { timeout: 900_000 });

after(async () => {
  await browser?.close();
  if (trunk?.exitCode === null) {
    trunk.kill('SIGTERM');
    await new Promise((resolve) => trunk.once('exit', resolve));
  }
  await gateway?.stop();
  rmSync(settings, { force: true });
});

test('the page of `trunk serve` lists the groups and plans a reset', async () => {
  const page = await newPage(browser);
  const view = await Console.open(page, { url: `http://127.0.0.1:${port}` });
  const groups = view.field('Consumer group', 'combobox');
  await groups.click();
  await view.scope.getByRole('option', { name: /^dlq-replayer/ }).waitFor();
  await groups.press('Escape');
  await view.fill({ group: 'dlq-replayer', topics: ['invoices.dlq'], strategy: 'Earliest' });
  await view.review();
  assert.equal((await view.rows('Plan')).length, 1);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('so it does by API 3.0, whose path is taken off on the way', async () => {
  const page = await newPage(browser);
  const view = await Console.open(page, { url: `http://127.0.0.1:${port}` });
  await view.connect({ api: '3.0', region: 'ap-guangzhou' });
  await view.topic('invoices.dlq').waitFor();
  const asked = page.waitForRequest((request) => request.headers()['x-tc-action'] === 'DescribeGroupOffsets');
  await view.fill({ group: 'dlq-replayer', topics: ['invoices.dlq'], strategy: 'Earliest' });
  assert.equal(new URL((await asked).url()).pathname, '/v3/');
  await view.review();
  assert.equal((await view.rows('Plan')).length, 1);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('the recipe for a relay to the cloud is made of settings that Trunk knows', () => {
  // As a user follows it: these lines without their mark, in the place of the two above
  const text = readFileSync(path.join(root, 'Trunk.toml'), 'utf8');
  const [before, recipe] = text.split(/^# A relay to the cloud instead.*$/m);
  const lines = recipe.split('\n').filter((line) => /^# (\[\[proxy\]\]|\w+ = )/.test(line)).map((line) => line.slice(2));
  assert.equal(lines.filter((line) => line === '[[proxy]]').length, 2);
  const file = path.join(root, 'Trunk.recipe.toml');
  writeFileSync(file, `${before.slice(0, before.indexOf('[[proxy]]'))}${lines.join('\n')}\n`);
  const shown = spawnSync('trunk', ['config', 'show', '--config', file], { cwd: root, encoding: 'utf8', env: withoutNoColor() });
  rmSync(file);
  assert.equal(shown.status, 0, shown.stderr);
  assert.match(shown.stdout, /ckafka\.tencentcloudapi\.com/);
});
