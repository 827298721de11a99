// The same as `page.mjs`, with grids that others made: the same text, columns and browser, as their manuals say to
// use them. A grid has the work of a plan done for it here: only numbers of the answer are shown.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { launch, newPage } from '../e2e/support/browser.mjs';
import { answerText, report } from './support.mjs';

const runs = Number(process.env.BENCH_RUNS ?? 7);
const TOPICS = 100;
const packages = path.join(import.meta.dirname, 'node_modules');

const GRIDS = {
  'AG Grid 36.2.0': { script: 'ag-grid-community/dist/ag-grid-community.min.js', style: null, driver: agGrid },
  'Tabulator 6.5.3': { script: 'tabulator-tables/dist/js/tabulator.min.js', style: 'tabulator-tables/dist/css/tabulator.min.css', driver: tabulator },
};

/** Runs in the page: drives AG Grid. */
function agGrid(place, fields) {
  let grid;
  return {
    create(rows) {
      grid?.destroy();
      grid = globalThis.agGrid.createGrid(place, {
        rowData: rows, columnDefs: fields.map((field) => ({ field, filter: true })), animateRows: false, cacheQuickFilter: true,
      });
    },
    sort: (by, descending) => grid.applyColumnState({
      state: by.map((colId, sortIndex) => ({ colId, sort: descending ? 'desc' : 'asc', sortIndex })), defaultState: { sort: null },
    }),
    filter: (text) => grid.setGridOption('quickFilterText', text),
    rows: () => place.querySelectorAll('.ag-row'),
    scroller: () => place.querySelector('.ag-body-viewport, .ag-body-vertical-scroll-viewport'),
  };
}

/** Runs in the page: drives Tabulator. */
function tabulator(place, fields) {
  let grid;
  return {
    create(rows) {
      grid?.destroy();
      grid = new globalThis.Tabulator(place, { data: rows, height: '600px', columns: fields.map((field) => ({ title: field, field })) });
    },
    sort: (by, descending) => grid.setSort(by.toReversed().map((column) => ({ column, dir: descending ? 'desc' : 'asc' }))),
    filter: (text) => grid.setFilter('topic', 'like', text),
    rows: () => place.querySelectorAll('.tabulator-row'),
    scroller: () => place.querySelector('.tabulator-tableholder'),
  };
}

/** Runs in the page: the measurements. */
function harness(driverText) {
  const place = document.createElement('div');
  place.style.cssText = 'width:1240px;height:600px';
  document.body.replaceChildren(place);
  const driver = (0, eval)(`(${driverText})`)(place, ['topic', 'partition', 'before', 'start', 'end', 'target', 'delta', 'lag']);
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  }));
  /** Until the rows that are shown are others than before, and painted. */
  const changed = async (before, start) => {
    let end = await painted();
    const text = () => [...driver.rows()].map((row) => row.textContent).join();
    for (let frames = 0; (driver.rows().length === 0 || text() === before) && frames < 120; frames++) end = await painted();
    return end - start;
  };
  const shown = () => [...driver.rows()].map((row) => row.textContent).join();
  window.bench = {
    answer(text) {
      const start = performance.now();
      const rows = [];
      for (const { topic, partitions } of JSON.parse(text).data.topicList) {
        for (const one of partitions) {
          rows.push({
            topic, partition: one.partition, before: one.offset, start: one.log_start_offset, end: one.log_end_offset,
            target: one.log_start_offset, delta: one.log_start_offset - one.offset, lag: one.lag,
          });
        }
      }
      driver.create(rows);
      return changed('', start);
    },
    sort(by, descending) {
      const before = shown();
      const start = performance.now();
      driver.sort(by, descending);
      return changed(before, start);
    },
    filter(text) {
      const before = shown();
      const start = performance.now();
      driver.filter(text);
      return changed(before, start);
    },
    async worstFrame() {
      const scroller = driver.scroller();
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
    },
  };
}

for (const [name, { script, style, driver }] of Object.entries(GRIDS)) {
  const files = [script, style].filter(Boolean).map((file) => readFileSync(path.join(packages, file)));
  const bytes = files.map((file) => brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length);
  report('size of all that a visitor loads, brotli', name, [bytes.reduce((a, b) => a + b) / 1000], 'KB');
  if (process.env.BENCH_SIZE_ONLY) continue;
  const browser = await launch();
  try {
    const page = await newPage(browser);
    await page.setContent('<!doctype html><html lang="en"><title>A grid</title><body></body></html>');
    if (style) await page.addStyleTag({ path: path.join(packages, style) });
    await page.addScriptTag({ path: path.join(packages, script) });
    await page.evaluate(([text, driver]) => (0, eval)(`(${text})`)(driver), [String(harness), String(driver)]);
    for (const partitions of [10_000, 100_000]) {
      const many = partitions.toLocaleString('en');
      await page.evaluate((text) => { window.benchText = text; }, answerText(TOPICS, partitions / TOPICS));
      const times = [];
      for (let run = 0; run < runs + 2; run++) times.push(await page.evaluate(() => window.bench.answer(window.benchText)));
      report(`${many} partitions, answer to painted rows`, name, times.slice(2));
      if (partitions < 100_000) continue;
      for (const [what, by] of [['an offset', ['before']], ['topic and partition', ['topic', 'partition']]]) {
        const sorts = [];
        for (let run = 0; run < runs + 1; run++) sorts.push(await page.evaluate(([by, down]) => window.bench.sort(by, down), [by, run % 2 === 1]));
        report(`${many} rows, sort by ${what}`, name, sorts.slice(1));
      }
      await page.evaluate(() => window.bench.sort([], false));
      const keys = [];
      for (const key of ['topic-05', 'topic-042', 'topic-07', 'topic-03', 'pic-01']) keys.push(await page.evaluate((key) => window.bench.filter(key), key));
      report(`${many} rows, a key of the filter`, name, keys);
      await page.evaluate(() => window.bench.filter(''));
      const frames = [];
      for (let run = 0; run < 3; run++) frames.push(await page.evaluate(() => window.bench.worstFrame()));
      report(`${many} rows, worst frame while scrolling`, name, frames);
    }
  } finally {
    await browser.close();
  }
}
