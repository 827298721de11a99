// Counts what a page sends.

/** Collects the parameters of every API call of the page, in order. */
export function watchCalls(page) {
  const calls = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname.endsWith('/index.php')) {
      calls.push(Object.fromEntries(new URLSearchParams(request.postData() ?? '')));
    }
  });
  return calls;
}

/** The same for API 3.0: the body's fields with `Action`, and beside them `url` and `headers` as they were sent. */
export function watchCallsV3(page) {
  const calls = [];
  page.on('request', (request) => {
    const headers = request.headers();
    if (headers['x-tc-action'] === undefined) return;
    calls.push({ ...JSON.parse(request.postData()), Action: headers['x-tc-action'], url: request.url(), headers });
  });
  return calls;
}

/** Those calls that change offsets. */
export const writes = (calls) => calls.filter(({ Action }) => /^(Set|Modify|BatchModify)/.test(Action));

/** The topics that a call names. */
export const topicsOf = (call) => Object.keys(call).filter((key) => key.startsWith('topics.')).map((key) => call[key]);
