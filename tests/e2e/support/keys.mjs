// A keys file for a gateway, gone after the test.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Writes a keys file.
 * @param {{secretId: string, secretKey: string, token?: string}[]} keys
 */
export function keysFile(keys) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ckafka-keys-'));
  const file = path.join(folder, 'keys.toml');
  const tables = keys.map(({ secretId, secretKey, token }) => [
    '[[key]]',
    `secret_id = ${JSON.stringify(secretId)}`,
    `secret_key = ${JSON.stringify(secretKey)}`,
    ...(token === undefined ? [] : [`token = ${JSON.stringify(token)}`]),
  ].join('\n'));
  writeFileSync(file, `${tables.join('\n\n')}\n`, { mode: 0o600 });
  return { file, remove: () => rmSync(folder, { recursive: true }) };
}
