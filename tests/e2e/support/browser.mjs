// One Chromium per test file, and pages that remember everything that went wrong in them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Starts Chromium. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
}

const VIEW = { viewport: { width: 1280, height: 900 }, locale: 'en-US' };

/**
 * Opens a page: given the browser, in a context of its own; given a context, as a further tab of it. `page.faults`
 * collects what the page complained about: errors on its console, uncaught errors, and violations of the content
 * security policy.
 */
export async function newPage(where, options = {}) {
  const context = 'newContext' in where ? await where.newContext({ ...VIEW, ...options }) : where;
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.faults = [];
  page.consoleText = [];
  page.on('console', (message) => {
    page.consoleText.push(message.text());
    if (message.type() === 'error') page.faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => page.faults.push(`uncaught: ${error}`));
  await page.exposeFunction('__reportViolation', (what) => page.faults.push(`policy: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.__reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return page;
}

/** What axe finds on the page, open shadow roots included, as short lines. */
export async function axeFindings(page) {
  // Added as a script element it would be stopped by the strict policy
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    // Half-way through a change of colour a contrast is nobody's choice
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map((transition) => transition.finished));
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
  });
}

/** Closes a page after its test; it must not have complained, except in words that match `expected`. */
export async function closePage(page, expected) {
  const faults = page.faults.filter((fault) => !expected?.test(fault));
  await page.context().close();
  assert.deepEqual(faults, [], 'the page complained');
}
