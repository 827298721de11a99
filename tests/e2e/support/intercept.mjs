// Stands between page and gateway: one action is answered in another way, all others pass.

/** `handle(route, parameters)` answers calls of `action` until the returned function is called. */
export async function intercept(page, action, handle) {
  const handler = async (route) => {
    const parameters = new URLSearchParams(route.request().postData() ?? '');
    if (parameters.get('Action') === action) await handle(route, parameters);
    else await route.fallback();
  };
  await page.route('**/v2/index.php', handler);
  return () => page.unroute('**/v2/index.php', handler);
}

/** Does the same once. */
export async function interceptOnce(page, action, handle) {
  let done = false;
  return intercept(page, action, async (route, parameters) => {
    if (done) return route.fallback();
    done = true;
    return handle(route, parameters);
  });
}

/** The call's answer as the gateway gives it, changed by `change`. */
export async function rewritten(route, change) {
  const response = await route.fetch();
  const body = await response.json();
  change(body);
  await route.fulfill({ response, json: body });
}

/** What `GetGroupInfo` answers for a group in which a consumer has joined. */
export const withMember = (group) => ({
  code: 0,
  codeDesc: 'Success',
  message: '',
  data: [{
    err_code: 0,
    state: 'Stable',
    protocol_type: 'consumer',
    protocol: 'range',
    members: [{
      member_id: 'consumer-1-9b1d', client_id: 'consumer-1', client_host: '/10.0.0.7',
      assignment: { version: 0, topics: [{ topic: 'orders.paid', partitions: [0, 1] }] },
    }],
    group,
  }],
});
