// Settings from where they come from: the file beside the stand-alone page, and the page around an embedded element.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { committed } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { Console } from './support/console.mjs';
import { download } from './support/download.mjs';
import { startGateway } from './support/gateway.mjs';
import { startRelay } from './support/relay.mjs';

const json = (value) => ({ type: 'application/json', body: JSON.stringify(value) });

const PORTAL = {
  '/portal': {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="en"><head><title>Portal</title><link rel="icon" href="/icon.svg">
<script type="module" src="/portal.js"></script><script type="module" src="/element.js"></script></head>
<body><main><h1>Portal</h1><ckafka-offset-reset id="a" locale="en"></ckafka-offset-reset></main></body></html>`,
  },
  // Every reset needs a reason and a ticket here
  '/portal.js': {
    type: 'text/javascript',
    body: `window.seen = [];
      for (const name of ['confirm-requested', 'reset-submitted', 'reset-succeeded']) {
        document.addEventListener(name, (event) => window.seen.push({ name, detail: JSON.parse(JSON.stringify(event.detail)) }));
      }
      document.querySelector('#a').config = { history: true, reason: 'required', ticket: 'required', ticketPattern: 'OPS-[0-9]+' };`,
  },
};

let browser, gateway, page;
const relays = [];

/** The gateway and its page, with some files in place of its own. */
async function served(files) {
  const relay = await startRelay({ '/': gateway }, files);
  relays.push(relay);
  return relay;
}

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => {
  await browser?.close();
  await Promise.all([gateway?.stop(), ...relays.map((relay) => relay.stop())]);
});
beforeEach(async () => { page = await newPage(browser); });
afterEach(() => closePage(page));

test('config.json takes effect on the stand-alone page: language, form, read-only, no history', async () => {
  const relay = await served({
    '/config.json': json({ locale: 'zh-CN', theme: 'dark', group: 'dlq-replayer', topics: ['invoices.dlq'], readOnly: true, history: false }),
  });
  await page.goto(`${relay.url}/`);
  const button = (name) => page.getByRole('button', { name, exact: true });
  await button('核对重置').waitFor();
  assert.equal(await page.getByRole('combobox', { name: '消费分组', exact: true }).inputValue(), 'dlq-replayer');
  await page.getByRole('checkbox', { name: 'invoices.dlq', exact: true, checked: true }).waitFor();
  assert.equal(await button('历史').count(), 0, 'no history is kept, so there is none to be opened');
  await page.getByRole('radio', { name: '最早', exact: true }).check();
  await button('核对重置').press('Enter');
  await page.getByRole('region', { name: '计划', exact: true }).waitFor();
  const confirm = page.getByRole('button', { name: /^重置 \d+ 个分区$/ });
  assert.ok(await confirm.count() === 0 || await confirm.getAttribute('aria-disabled') === 'true', 'nothing can be sent');
});

test('a wrong config.json is named on the page, and nothing is asked of the endpoint', async () => {
  const relay = await served({ '/config.json': json({ theme: 'purple' }) });
  const asked = [];
  page.on('request', (request) => { if (request.url().includes('index.php')) asked.push(request.url()); });
  await page.goto(`${relay.url}/`);
  await page.getByText(/theme.*purple/i).first().waitFor();
  assert.deepEqual(asked, []);
  // The element tells the console of the browser, too
  page.faults.length = 0;
});

test('a ticket pattern that no browser can read is refused by its name', async () => {
  const relay = await served(PORTAL);
  await page.goto(`${relay.url}/portal`);
  const view = new Console(page, page.locator('#a'));
  await view.button('Review reset').waitFor();
  const refusal = await page.locator('#a').evaluate((host) => {
    try {
      host.config = { ...host.config, ticketPattern: 'OPS-[0-9' };
      return 'none';
    } catch (thrown) {
      return { type: thrown.constructor.name, field: thrown.field, message: thrown.message, kept: host.config.ticketPattern };
    }
  });
  assert.equal(refusal.type, 'TypeError');
  assert.equal(refusal.field, 'ticketPattern');
  assert.match(refusal.message, /OPS-\[0-9/);
  assert.equal(refusal.kept, 'OPS-[0-9]+', 'what held before still holds');
});

test('a reason and a ticket that are required: asked for, told to the host, kept with the reset, and asked for again to undo it', async () => {
  const relay = await served(PORTAL);
  await page.goto(`${relay.url}/portal`);
  const target = { group: 'dlq-replayer', topics: ['invoices.dlq'] };
  const before = await committed(gateway, target.group, target.topics);
  const view = new Console(page, page.locator('#a'));
  await view.button('Review reset').waitFor();
  await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-2' } });
  await view.review();
  await view.agree(target.group);

  // One after the other, each named at the button, and the press leads to its field
  const confirm = view.confirmButton();
  const [reason, ticket] = [view.field('Reason'), view.field('Ticket')];
  await page.getByText('Give a reason first.').waitFor();
  await confirm.press('Enter');
  assert.ok(await reason.evaluate((field) => field.getRootNode().activeElement === field));
  await reason.fill('replay after the fix of the price table');
  await page.getByText('Name a ticket first.').waitFor();
  await confirm.press('Enter');
  assert.ok(await ticket.evaluate((field) => field.getRootNode().activeElement === field));
  await ticket.fill('tomorrow');
  await page.getByText('Correct the ticket first.').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(await page.evaluate(() => window.seen), [], 'nothing went out so far');
  await ticket.fill('OPS-17');
  await confirm.click();
  await view.finished();

  const seen = await page.evaluate(() => window.seen);
  assert.deepEqual(seen.map(({ name }) => name), ['confirm-requested', 'reset-submitted', 'reset-succeeded']);
  for (const { name, detail } of seen) {
    assert.deepEqual([detail.reason, detail.ticket], ['replay after the fix of the price table', 'OPS-17'], name);
  }

  // Kept: in the list, in the record, and in its export, also after a reload
  await page.reload();
  await view.button('Review reset').waitFor();
  await view.button('History').click();
  const line = page.getByRole('row', { name: /dlq-replayer/ });
  await line.getByText('replay after the fix of the price table').waitFor();
  await line.getByText('OPS-17').waitFor();
  await page.getByRole('button', { name: /^Open the reset of dlq-replayer, / }).click();
  await page.getByText('replay after the fix of the price table').first().waitFor();
  const document = JSON.parse((await download(page, () => view.button('Export JSON').click())).text);
  assert.deepEqual(document.note, { reason: 'replay after the fix of the price table', ticket: 'OPS-17' });

  // The way back is a reset like any other
  await view.button('Undo').click();
  await view.region('Plan').waitFor();
  await view.agree(target.group);
  await page.getByText('Give a reason first.').waitFor();
  await reason.fill('the fix was none');
  await ticket.fill('OPS-18');
  await confirm.click();
  await view.finished();
  assert.deepEqual(await view.rows('Failed'), []);
  assert.deepEqual(await committed(gateway, target.group, target.topics), before);
});
