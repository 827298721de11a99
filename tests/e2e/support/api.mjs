// Asks a gateway directly, as any client could: the second opinion on what the page shows.

/** The instance that the embedded demo broker is served as. */
export const DEMO = 'ckafka-demo';

/** Calls an action of the API 2.0 without a signature, as a page of the same machine may. */
export async function call(gateway, action, parameters) {
  const response = await fetch(`${gateway.url}/v2/index.php`, {
    method: 'POST',
    headers: { 'X-Requested-With': 'ckafka-console-tests', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Action: action, ...parameters }),
  });
  return { status: response.status, body: await response.json() };
}

/**
 * Where the group stands in some topics (by default in all that it has a commit on), as the gateway says it:
 * `topic/partition` to `{ committed, start, end, atTime }`, `committed` null where there is no commit.
 * Offsets of the demo data are small, so numbers are safe here.
 */
export async function offsets(gateway, group, { topics = [], timestamp } = {}) {
  const parameters = { instanceId: DEMO, group };
  topics.forEach((topic, index) => { parameters[`topics.${index}`] = topic; });
  if (timestamp !== undefined) parameters.timestamp = String(timestamp);
  const found = new Map();
  let total;
  for (let offset = 0; total === undefined || offset < total; offset += 50) {
    const { body } = await call(gateway, 'GetGroupOffsets', { ...parameters, offset: String(offset), limit: '50' });
    if (body.code !== 0) throw new Error(`GetGroupOffsets: ${JSON.stringify(body).slice(0, 300)}`);
    total = body.data.totalCount;
    for (const { topic, partitions } of body.data.topicList) {
      for (const partition of partitions) {
        found.set(`${topic}/${partition.partition}`, {
          committed: partition.offset < 0 ? null : partition.offset,
          start: partition.log_start_offset,
          end: partition.log_end_offset,
          atTime: partition.timestamp_offset,
        });
      }
    }
  }
  return found;
}

/** The committed offsets alone: `topic/partition` to number, without partitions that have none. */
export async function committed(gateway, group, topics = []) {
  const all = await offsets(gateway, group, { topics });
  return new Map([...all].filter(([, at]) => at.committed !== null).map(([key, at]) => [key, at.committed]));
}

/** The names of the groups. */
export async function groups(gateway) {
  const { body } = await call(gateway, 'ListGroup', { instanceId: DEMO, limit: '50' });
  if (body.code !== 0) throw new Error(`ListGroup: ${JSON.stringify(body).slice(0, 300)}`);
  return body.data.groupList.map((entry) => entry.group);
}

/** Moves a group as somebody else would; `how` are the parameters of the strategy. */
export async function move(gateway, group, topics, how) {
  const parameters = { instanceId: DEMO, group, ...how };
  topics.forEach((topic, index) => { parameters[`topics.${index}`] = topic; });
  const { body } = await call(gateway, 'SetGroupOffsets', parameters);
  if (body.code !== 0) throw new Error(`SetGroupOffsets: ${JSON.stringify(body).slice(0, 300)}`);
}
