// What the benchmarks share.

/** An answer of `GetGroupOffsets` as text: 111 bytes and more per partition, as a real one has. */
export function answerText(topics, partitions) {
  const topicList = Array.from({ length: topics }, (_, topic) => ({
    topic: `orders.topic-${String(topic).padStart(3, '0')}`,
    partitions: Array.from({ length: partitions }, (_, partition) => {
      const start = 1_000_000 + ((topic * 31 + partition * 7919) % 500_000);
      const lag = (partition * 104_729 + topic) % 90_000;
      const end = start + 2_000_000;
      return { partition, offset: end - lag, metadata: '', err_code: 0, log_end_offset: end, lag, log_start_offset: start };
    }),
  }));
  return JSON.stringify({ code: 0, codeDesc: 'Success', message: '', data: { totalCount: topics, topicList } });
}

/** Prints one measurement for the program that makes the table: its parts are separated by tabs. */
export function report(what, who, values, unit = 'ms') {
  console.log(`measured\t${what}\t${who}\t${unit}\t${values.map((value) => value.toFixed(2)).join(' ')}`);
}
