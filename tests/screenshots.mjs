// Takes the pictures of the README from the real console on the embedded broker:
//   node tests/screenshots.mjs          after `cargo xtask test --only e2e` has built console and gateway

import path from 'node:path';
import { launch, newPage } from './e2e/support/browser.mjs';
import { Console } from './e2e/support/console.mjs';
import { startGateway } from './e2e/support/gateway.mjs';

const folder = path.resolve(import.meta.dirname, '../docs/images');
const [browser, gateway] = await Promise.all([launch(), startGateway()]);
const page = await newPage(browser, { viewport: { width: 1280, height: 1000 }, colorScheme: 'light' });
const view = await Console.open(page, gateway);
async function picture(name) {
  // No row under the pointer, no place scrolled to
  await page.mouse.move(0, 0);
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
}

await view.fill({
  group: 'billing-reconciler',
  topics: ['orders.paid', 'payments.captured'],
  strategy: 'Time ago',
  fields: { 'How long ago': '16h' },
});
await view.review();
await picture('review');
await view.button('Back to edit').click();
await view.topic('orders.paid').uncheck();
await view.topic('payments.captured').uncheck();
await view.fill({ group: 'warehouse-sync', topics: ['orders.created'], strategy: 'Shift by', fields: { Shift: '-120' } });
await view.review();
await view.confirm('warehouse-sync');
await picture('result');
await browser.close();
await gateway.stop();
