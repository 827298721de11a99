// Where a page can leave something behind: everything that is stored, shown, said or handed out, as one text each.

/** Names of the element's events. */
const EVENTS = [
  'ready', 'plan-created', 'confirm-requested', 'reset-submitted', 'reset-succeeded', 'reset-partial', 'reset-failed',
  'reset-unknown', 'console-fault',
];

/** Remembers every event of every element from now on, with all that is in it; for a page that is not open yet. */
export async function watchEvents(page) {
  const seen = [];
  await page.exposeFunction('__reportEvent', (event) => seen.push(event));
  await page.addInitScript((names) => {
    for (const name of names) {
      document.addEventListener(name, (event) => window.__reportEvent(`${name} ${JSON.stringify(event.detail)}`));
    }
  }, EVENTS);
  return seen;
}

/** Remembers every request of the page from now on: address, headers, body. */
export function watchRequests(page) {
  const sent = [];
  page.on('request', (request) => {
    sent.push({ url: request.url(), headers: request.headers(), body: request.postData() ?? '' });
  });
  return sent;
}

/** What the page holds now, by the place where it is. */
export function tracesIn(page) {
  return page.evaluate(async () => {
    const roots = [document];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    }
    const wait = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const databases = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await wait(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store);
        databases.push(name, store, JSON.stringify(await wait(rows.getAllKeys())), JSON.stringify(await wait(rows.getAll())));
      }
      database.close();
    }
    const caches = [];
    for (const name of await self.caches.keys()) {
      for (const entry of await (await self.caches.open(name)).keys()) caches.push(entry.url);
    }
    return {
      fields: roots.flatMap((root) => [...root.querySelectorAll('input, textarea, select')].map((field) => field.value)).join('\n'),
      markup: roots.map((root) => root.innerHTML ?? root.documentElement.outerHTML).join('\n'),
      local: JSON.stringify({ ...localStorage }),
      session: JSON.stringify({ ...sessionStorage }),
      cookie: document.cookie,
      databases: databases.join('\n'),
      caches: caches.join('\n'),
      address: location.href,
      state: JSON.stringify(history.state),
      title: document.title,
      window: Object.keys(window).map((key) => { try { return `${key} ${JSON.stringify(window[key])}`; } catch { return key; } }).join('\n'),
    };
  });
}

/** A secret in the forms in which it could hide. */
export function disguises(secret) {
  const bytes = Buffer.from(secret);
  return [secret, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex'), [...secret].reverse().join('')];
}
