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

/** Those calls that change offsets. */
export const writes = (calls) => calls.filter(({ Action }) => /^Set/.test(Action));

/** The topics that a call names. */
export const topicsOf = (call) => Object.keys(call).filter((key) => key.startsWith('topics.')).map((key) => call[key]);
