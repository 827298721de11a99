// The views that come after the first plan (drift, waiting, partial, unknown, history, expired, opened from a link): on a
// phone's width, in both languages, without a finding of axe and without a line that is wider than the screen.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { move } from './support/api.mjs';
import { axeFindings, closePage, launch, newPage } from './support/browser.mjs';
import { startGateway } from './support/gateway.mjs';
import { intercept, interceptOnce, withMember } from './support/intercept.mjs';

let browser, gateway;

before(async () => { [browser, gateway] = await Promise.all([launch(), startGateway()]); });
after(async () => { await browser?.close(); await gateway?.stop(); });

/** The names that this way through the console needs, in each language. */
const WORDS = {
  en: {
    group: 'Consumer group', shift: 'Shift by', by: 'Shift', review: 'Review reset', plan: 'Plan', confirm: /^Reset [\d,]+ partitions?$/,
    name: "Type the group's name", understood: /^I understand: /, drifted: /^Stopped before sending/, again: 'Plan again',
    wait: 'Wait until empty', stop: 'Stop waiting', partly: /^Partly reset/, retry: 'Retry failed',
    unknown: /^Outcome unknown/, next: 'New reset', history: 'History', open: /^Open the reset of /,
    list: 'Back to the history',
  },
  'zh-CN': {
    group: '消费分组', shift: '平移', by: '偏移量', review: '核对重置', plan: '计划', confirm: /^重置 [\d,]+ 个分区$/,
    name: '输入消费分组名称', understood: /^我已了解/, drifted: /^发送前已停止/, again: '重新计划',
    wait: '等待清空', stop: '停止等待', partly: /^部分重置/, retry: '重试失败的分区',
    unknown: /^结果未知/, next: '新的重置', history: '历史记录', open: /^打开 /, list: '返回历史记录',
  },
};

for (const [locale, words] of Object.entries(WORDS)) {
  test(`${locale}, 390 px: every view that comes after a plan`, async () => {
    const page = await newPage(browser, { locale: locale === 'en' ? 'en-US' : locale, viewport: { width: 390, height: 844 } });
    const scope = page.locator('ckafka-offset-reset');
    const button = (name) => scope.getByRole('button', { name, exact: true });
    const findings = [];
    const look = async (view) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 390) findings.push(`${view}: ${width} px wide`);
      for (const finding of await axeFindings(page)) findings.push(`${view}: ${finding}`);
    };
    const agree = async () => {
      await scope.getByRole('button', { name: words.confirm }).waitFor();
      const [tick, name] = [scope.getByRole('checkbox', { name: words.understood }), scope.getByRole('textbox', { name: words.name })];
      if (await tick.count() > 0) await tick.check();
      if (await name.count() > 0) await name.fill('billing-reconciler');
    };
    const confirm = async () => {
      await agree();
      await scope.getByRole('button', { name: words.confirm }).click();
    };

    await page.goto(gateway.url);
    const group = scope.getByRole('combobox', { name: words.group, exact: true });
    await group.fill('billing-reconciler');
    await group.press('Tab');
    for (const topic of ['orders.paid', 'orders.created']) await scope.getByRole('checkbox', { name: topic, exact: true }).check();
    await scope.getByRole('radio', { name: words.shift, exact: true }).check();
    await scope.getByRole('textbox', { name: words.by, exact: true }).fill('-2');

    const leave = await intercept(page, 'GetGroupInfo', (route) => route.fulfill({ json: withMember('billing-reconciler') }));
    await button(words.review).press('Enter');
    await button(words.wait).click();
    await button(words.stop).waitFor();
    await look('waiting');
    await leave();
    await scope.getByRole('region', { name: words.plan, exact: true }).waitFor({ timeout: 20_000 });
    await look('review');

    await move(gateway, 'billing-reconciler', ['orders.paid'], { strategy: '0', shift: '-1' });
    await confirm();
    await scope.getByRole('heading', { name: words.drifted }).waitFor();
    await look('drift');
    await button(words.again).click();

    await interceptOnce(page, 'SetGroupOffsets', async (route, parameters) => {
      const kept = [...parameters].filter(([, value]) => value !== 'orders.paid');
      const response = await route.fetch({ postData: new URLSearchParams(kept).toString() });
      const body = await response.json();
      body.data.failed.push({ topic: 'orders.paid', error_code: 16, error_msg: 'NOT_COORDINATOR' });
      await route.fulfill({ response, json: body });
    });
    await confirm();
    await scope.getByRole('heading', { name: words.partly }).waitFor({ timeout: 30_000 });
    await look('partial');

    await button(words.retry).click();
    let held = true;
    await interceptOnce(page, 'SetPartitionOffsets', async (route) => {
      await route.fetch();
      await intercept(page, 'GetGroupOffsets', async (read) => {
        while (held) await new Promise((resolve) => setTimeout(resolve, 50));
        await read.continue();
      });
      await route.abort('connectionreset');
    });
    await confirm();
    await scope.getByRole('heading', { name: words.unknown }).first().waitFor();
    await look('unknown');
    held = false;
    await button(words.next).waitFor({ timeout: 30_000 });
    await look('result');

    await button(words.history).click();
    await scope.getByRole('button', { name: words.open }).first().waitFor();
    await look('history');
    await scope.getByRole('button', { name: words.open }).first().click();
    await button(words.list).waitFor();
    await look('history, one entry');
    assert.deepEqual(findings, []);
    await closePage(page, /Failed to load resource/);
  });
}
