// A relay that puts two gateways behind one origin, as a portal would: /a/ and /b/ go to one each, everything else
// to the first.

import http from 'node:http';

/**
 * Starts the relay.
 * @param {Record<string, {port: number}>} routes path prefix (with both slashes) to gateway
 * @param {Record<string, {type: string, body: string}>} pages own pages of the portal, by path
 */
export async function startRelay(routes, pages = {}) {
  const server = http.createServer((request, response) => {
    const page = pages[request.url];
    if (page) {
      response.writeHead(200, { 'Content-Type': page.type, 'Content-Security-Policy': page.policy ?? '' });
      response.end(page.body);
      return;
    }
    const prefix = Object.keys(routes).find((route) => request.url.startsWith(route)) ?? '/';
    const { port } = routes[prefix];
    const upstream = http.request({
      port,
      host: '127.0.0.1',
      method: request.method,
      path: `/${request.url.slice(prefix.length)}`,
      // The gateway sees its own address, as behind a proxy that rewrites Host
      headers: { ...request.headers, host: `127.0.0.1:${port}` },
    }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}
