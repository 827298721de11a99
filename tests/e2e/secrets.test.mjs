// A secret of a distinctive form goes in, everything that the console can do is done with it, and then it is looked for
// everywhere.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, newPage } from './support/browser.mjs';
import { Console } from './support/console.mjs';
import { download } from './support/download.mjs';
import { startGateway } from './support/gateway.mjs';
import { keysFile } from './support/keys.mjs';
import { disguises, tracesIn, watchEvents, watchRequests } from './support/traces.mjs';

// With characters that are spelt differently in an address, in a form and in Base64
const KEY = { secretId: 'AKIDcanary0001', secretKey: 'canary+KEY/7f3a=91c2', token: 'canary+TOKEN/5d8e=04b7' };

let browser, gateway, keys;

before(async () => {
  keys = keysFile([KEY]);
  [browser, gateway] = await Promise.all([launch(), startGateway(['--keys', keys.file, '--signed-only'], { RUST_LOG: 'trace' })]);
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
  keys?.remove();
});

for (const [api, target] of [
  ['2.0', { group: 'search-indexer', topics: ['orders.paid'] }],
  ['3.0', { group: 'billing-reconciler', topics: ['orders.paid'] }],
]) {
  test(`secret key and token are nowhere after a reset by API ${api}, its undo, exports, a link, history and forgetting`, async () => {
    const page = await newPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
    const [events, sent, files] = [await watchEvents(page), watchRequests(page), []];
    const keep = async (press) => files.push(Object.values(await download(page, press)).join('\n'));
    const held = {};
    const look = async (when) => {
      for (const [place, text] of Object.entries(await tracesIn(page))) held[`${place}, ${when}`] = text;
    };

    const view = await Console.open(page, gateway);
    await view.signIn({ ...KEY, api, region: 'ap-guangzhou', expires: '2099-01-01T00:00:00Z' });
    await look('keys entered');
    await view.fill({ ...target, strategy: 'Shift by', fields: { Shift: '-2' } });
    await view.review();
    await look('on the review');
    for (const tab of ['API request', 'curl']) {
      await view.scope.getByRole('tab', { name: tab }).click();
      await look(`on the tab ${tab}`);
    }
    await view.button('Copy link').click();
    await page.getByText('Link copied.').first().waitFor();
    held['link in the clipboard'] = await page.evaluate(() => navigator.clipboard.readText());
    await keep(() => view.region('Plan').getByRole('button', { name: 'Export JSON' }).click());
    await keep(() => view.region('Plan').getByRole('button', { name: 'Export CSV' }).click());
    await view.confirm(target.group);
    assert.equal((await view.rows('Succeeded')).length, 6);
    await look('on the result');
    for (const name of ['Export JSON', 'Export CSV']) await keep(() => view.button(name).first().click());
    await view.button('Undo').click();
    await view.region('Plan').waitFor();
    await view.confirm(target.group);
    await view.button('History').click();
    await page.getByRole('button', { name: new RegExp(`^Open the reset of ${target.group}, `) }).first().click();
    await view.region('Succeeded').waitFor();
    await keep(() => view.button('Export JSON').first().click());
    await look('in the history');
    await view.button('Forget keys').click();
    await page.getByText(/no keys are entered/).first().waitFor();
    await look('keys forgotten');

    assert.ok(files.length === 5 && events.length >= 5 && sent.length > 10, 'there was something to search');
    assert.match(held['databases, in the history'], new RegExp(target.group));
    assert.match(gateway.log(), /caller="AKIDcanary0001"/, 'the gateway has logged these calls');
    const places = { ...held, events: events.join('\n'), files: files.join('\n'), console: page.consoleText.join('\n'), 'log of the gateway': gateway.log() };
    for (const { url, headers, body } of sent) {
      places[`address ${url}`] = url;
      // The token of a temporary key is part of each request, by the API's rules: there, and nowhere else
      const { 'x-tc-token': inHeader, ...others } = headers;
      const fields = api === '2.0' && body !== '' ? new URLSearchParams(body) : new URLSearchParams();
      if (inHeader !== undefined) assert.equal(inHeader, KEY.token);
      if (fields.has('Token')) assert.equal(fields.get('Token'), KEY.token);
      fields.delete('Token');
      places[`headers of a request to ${url}`] = `${places[`headers of a request to ${url}`] ?? ''}${JSON.stringify(others)}`;
      places[`bodies of requests to ${url}`] = `${places[`bodies of requests to ${url}`] ?? ''}${api === '2.0' ? fields : body}`;
    }
    const found = [];
    for (const [place, text] of Object.entries(places)) {
      for (const [name, secret] of [['secret key', KEY.secretKey], ['token', KEY.token]]) {
        if (disguises(secret).some((form) => text.includes(form))) found.push(`${name} in ${place}`);
      }
    }
    assert.deepEqual(found, []);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}
