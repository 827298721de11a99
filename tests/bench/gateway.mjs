// How long plan, reset and read-back take through the gateway, warm, over one kept connection: the three calls of the
// API that the console makes for them. Arguments: topic, group, partitions.

import assert from 'node:assert/strict';
import http from 'node:http';
import { startGateway } from '../e2e/support/gateway.mjs';
import { report } from './support.mjs';

const runs = Number(process.env.BENCH_RUNS ?? 21);
const [topic, group, count] = process.argv.slice(2);
const partitions = Number(count);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

const gateway = await startGateway(['--kafka', process.env.KAFKA_BOOTSTRAP]);

function call(action, parameters) {
  const body = new URLSearchParams({ Action: action, instanceId: 'ckafka-local', ...parameters }).toString();
  return new Promise((resolve, reject) => {
    const request = http.request(`${gateway.url}/v2/index.php`, {
      agent,
      method: 'POST',
      headers: { 'X-Requested-With': 'bench', 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': body.length },
    }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve(Buffer.concat(parts)));
    });
    request.on('error', reject);
    request.end(body);
  });
}

function check(text) {
  const answer = JSON.parse(text);
  assert.equal(answer.code, 0, JSON.stringify(answer).slice(0, 400));
  return answer.data;
}

/** The read answer's commits. */
const commits = (text) => check(text).topicList[0].partitions.map((one) => one.offset);

try {
  const read = { group, 'topics.0': topic, offset: '0', limit: '50' };
  const [all, reads] = [[], []];
  for (let run = 0; run < runs + 10; run++) {
    const earliest = run % 2 === 0;
    const start = performance.now();
    const planned = await call('GetGroupOffsets', read);
    const planTime = performance.now() - start;
    const answer = await call('SetGroupOffsets', { group, 'topics.0': topic, strategy: '1', timestamp: earliest ? '-2' : '-1' });
    const after = await call('GetGroupOffsets', read);
    const time = performance.now() - start;
    check(planned);
    check(answer);
    const found = commits(after);
    assert.equal(found.length, partitions);
    assert.ok(found.every((offset) => offset === (earliest ? 0 : 10)), `run ${run}: ${found.slice(0, 5)}`);
    if (run >= 10) { all.push(time); reads.push(planTime); }
  }
  report(`plan, reset and read-back of ${partitions.toLocaleString('en')} partitions, warm`, 'gateway', all);
  report(`  of these, the plan alone`, 'gateway', reads);
} finally {
  agent.destroy();
  await gateway.stop();
}
