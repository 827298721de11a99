// Tencent's cloud, or rather what stands in for it: a program of its own, which misbehaves when it is told to.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target');
const program = process.env.CLOUD_STAND_IN ?? path.join(target, 'debug/cloud-stand-in');

/** Its only instance, and the key that it takes. */
export const CLOUD = {
  instance: 'ckafka-8j4rodrr', region: 'ap-guangzhou', secretId: 'AKIDstandin', secretKey: 'standInSecret-canary',
};

/**
 * Starts it with its little shop: `billing` has read `orders` (two partitions, 10 to 100 and 20 to 200) up to 50 and 60.
 */
export async function startStandIn() {
  const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const first = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then((code) => { throw new Error(`the stand-in ended with ${code} before it listened`); }),
  ]);
  const [, url] = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(first);
  const command = async (name, lines = []) => {
    const response = await fetch(`${url}/stand-in/${name}`, { method: 'POST', body: lines.join('\n') });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  return {
    url,
    port: Number(new URL(url).port),
    /** What happens to the next request of an action, both named as the stand-in does. */
    trick: (action, what) => command('trick', [`${action} ${what}`]),
    /** Where a group is, whatever is shown: `topic/partition` to offset. */
    committed: async (group) => (await command('state')).commits[group],
    /** Bodies of the resets that it has carried out, or pretended to. */
    writes: async () => (await command('state')).writes,
    /** How many signatures the official SDKs have judged, if they are there. */
    judged: async () => (await command('state')).judged,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
