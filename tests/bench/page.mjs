// How long the page takes for very many partitions: from an answer's text to painted rows, a sort, a key of the
// filter, and the worst frame while scrolling. Prints one line per measurement: what, who, milliseconds.

import { launch, newPage } from '../e2e/support/browser.mjs';
import { Console } from '../e2e/support/console.mjs';
import { startGateway } from '../e2e/support/gateway.mjs';
import { answerText, report } from './support.mjs';

const runs = Number(process.env.BENCH_RUNS ?? 7);
const TOPICS = 100;

/** Puts answers of our own in place of the endpoint's, and notes when one was handed to the page. */
function intercept() {
  const real = window.fetch;
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const form = new URLSearchParams(await request.clone().text());
    if (form.get('Action') !== 'GetGroupOffsets') return real(request);
    const text = new Response(window.benchAnswer, { headers: { 'Content-Type': 'application/json' } });
    window.benchAnswered = performance.now();
    return text;
  };
  /** The next moment at which what the page shows now has been painted. */
  window.benchPainted = () => new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
  window.benchRoot = () => document.querySelector('ckafka-offset-reset').shadowRoot;
}

/** Milliseconds from the answer to the painted plan. */
async function planned(page, view) {
  const time = page.evaluate(async () => {
    const root = window.benchRoot();
    const found = () => root.querySelector('.table-plan tbody .cell-partition');
    await new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (found()) { observer.disconnect(); resolve(); }
      });
      observer.observe(root, { childList: true, subtree: true });
    });
    return await window.benchPainted() - window.benchAnswered;
  });
  await view.pressReview();
  return time;
}

/** Milliseconds from something done to an element of the plan's table to the next painted frame after it. */
function act(page, selector, kind) {
  return page.evaluate(async ([selector, kind]) => {
    const root = window.benchRoot();
    const element = [...root.querySelectorAll(selector)].find((one) => !kind.text || one.textContent.trim().startsWith(kind.text));
    const table = root.querySelector('.table-plan tbody');
    const before = table?.textContent;
    const start = performance.now();
    if (kind.value === undefined) {
      element.click();
    } else {
      element.value = kind.value;
      element.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }
    let end = await window.benchPainted();
    // What takes more than one turn is waited for
    for (let frames = 0; root.querySelector('.table-plan tbody')?.textContent === before && frames < 60; frames++) {
      end = await window.benchPainted();
    }
    return end - start;
  }, [selector, kind]);
}

/** The longest time between two frames while the table is scrolled through, by a screenful and more per frame. */
function worstFrame(page) {
  return page.evaluate(async () => {
    const scroller = window.benchRoot().querySelector('[role=group][aria-label^="Plan table"]');
    let last = await new Promise(requestAnimationFrame);
    let worst = 0;
    for (let frame = 0; frame < 120; frame++) {
      scroller.scrollTop += scroller.clientHeight * (frame % 10 === 9 ? 40 : 1.2);
      const now = await new Promise(requestAnimationFrame);
      worst = Math.max(worst, now - last);
      last = now;
    }
    scroller.scrollTop = 0;
    return worst;
  });
}

const [browser, gateway] = await Promise.all([launch(), startGateway()]);
try {
  const page = await newPage(browser);
  await page.addInitScript(intercept);
  const view = await Console.open(page, gateway);
  await view.chooseGroup('billing-reconciler');
  await view.field('All topics of the group', 'checkbox').check();
  await view.strategy('Earliest').check();
  for (const partitions of [10_000, 100_000]) {
    await page.evaluate((text) => { window.benchAnswer = text; }, answerText(TOPICS, partitions / TOPICS));
    const times = [];
    for (let run = 0; run < runs + 2; run++) {
      if (await view.button('Back to edit').count() > 0) await view.button('Back to edit').first().click();
      await view.button('Review reset').waitFor();
      times.push(await planned(page, view));
    }
    const many = partitions.toLocaleString('en');
    // The first two warm the browser's compiler
    report(`${many} partitions, answer to painted rows`, 'page', times.slice(2));
    if (partitions < 100_000) continue;
    report(`${many} rows, rows that exist`, 'page', [await view.region('Plan').locator('tbody tr').count()], 'rows');
    for (const [what, header] of [['an offset', 'Before'], ['topic and partition', 'Topic']]) {
      const sorts = [];
      for (let run = 0; run < runs + 1; run++) sorts.push(await act(page, '.table-plan thead button', { text: header }));
      report(`${many} rows, sort by ${what}`, 'page', sorts.slice(1));
    }
    const keys = [];
    for (const key of ['topic-05', 'topic-042', 'topic-07', 'topic-03', 'pic-01']) keys.push(await act(page, '[type=search]', { value: key }));
    report(`${many} rows, a key of the filter`, 'page', keys);
    const frames = [];
    for (let run = 0; run < 3; run++) frames.push(await worstFrame(page));
    report(`${many} rows, worst frame while scrolling`, 'page', frames);
  }
} finally {
  await browser.close();
  await gateway.stop();
}
