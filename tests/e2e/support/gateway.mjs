// Starts real gateways: one process each, on a free port, with an embedded broker whose data stands still.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target');
const program = process.env.CKAFKA_GATEWAY ?? path.join(target, 'debug/ckafka-gateway');
const consoleDist = process.env.CONSOLE_DIST ?? path.join(target, 'console-dist');

/**
 * Starts a gateway and waits for its first line.
 * @param {string[]} more further arguments
 * @param {Record<string, string>} environment further variables of its environment
 * @returns {Promise<{url: string, port: number, log: () => string, stop: () => Promise<void>}>}
 */
export async function startGateway(more = [], environment = {}) {
  const others = ['--kafka', '--tencent', '--config'];
  const demo = others.some((flag) => more.includes(flag)) ? [] : ['--demo-still'];
  const page = consoleDist === '' ? [] : ['--console-dir', consoleDist];
  const args = ['--listen', '127.0.0.1:0', ...page, ...demo, ...more];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  let log = '';
  child.stderr.on('data', (data) => { log += data; });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const first = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then((code) => { throw new Error(`the gateway ended with ${code} before it listened:\n${log}`); }),
  ]);
  const match = /^listening on (http:\/\/127\.0\.0\.1:(\d+))$/.exec(first);
  if (!match) throw new Error(`the gateway's first line is not the agreed one: ${first}`);
  return {
    url: match[1],
    port: Number(match[2]),
    log: () => log,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
