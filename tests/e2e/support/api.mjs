// Asks a gateway directly, as any client could: the second opinion on what the page shows.

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
 * The committed offset of every partition that the group has one on: `topic/partition` to offset.
 * Offsets of the demo data are small, so numbers are safe here.
 */
export async function committed(gateway, group, instance = 'ckafka-demo') {
  const { body } = await call(gateway, 'GetGroupOffsets', { instanceId: instance, group, limit: '50' });
  if (body.code !== 0) throw new Error(`GetGroupOffsets: ${JSON.stringify(body).slice(0, 300)}`);
  const offsets = new Map();
  for (const topic of body.data.topicList ?? body.data.topic_list ?? []) {
    for (const partition of topic.partitions ?? topic.partition_list ?? []) {
      if (partition.offset >= 0) offsets.set(`${topic.topic}/${partition.partition}`, partition.offset);
    }
  }
  return offsets;
}

/** The names of the groups. */
export async function groups(gateway, instance = 'ckafka-demo') {
  const { body } = await call(gateway, 'ListGroup', { instanceId: instance, limit: '50' });
  if (body.code !== 0) throw new Error(`ListGroup: ${JSON.stringify(body).slice(0, 300)}`);
  return (body.data.groupList ?? []).map((entry) => entry.group);
}
