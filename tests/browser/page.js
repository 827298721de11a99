// What the browser tests need of the page: an endpoint that answers from memory, and counts of listeners.

let sent = [];

const partition = (partition, committed) => ({
  partition, offset: committed, logEndOffset: 1000, lag: committed < 0 ? 0 : 1000 - committed, metadata: "",
  log_start_offset: 100, error_code: 0,
});

function answer(params) {
  const ok = (data) => ({ code: 0, codeDesc: "Success", message: "", data });
  switch (params.get("Action")) {
    case "DescribeCapabilities":
      return { code: 4000, codeDesc: "InvalidAction", message: "(4000)unknown action" };
    case "ListInstance":
      return ok({ totalCount: 1, instanceList: [{ instanceId: "ckafka-test", instanceName: "test" }] });
    case "ListGroup":
      return ok({ totalCount: 1, groupList: [{ group: "billing", protocol: "" }] });
    case "ListTopic":
      return ok({ totalCount: 1, topicList: [{ topicId: "t", topicName: "orders", partitionNum: 2 }] });
    case "GetGroupInfo":
      return ok([{ group: "billing", state: "Empty", err_code: 0, error_code: 0, members: [] }]);
    case "GetGroupOffsets":
      return ok({ totalCount: 1, topicList: [{ topic: "orders", partitions: state }] });
    case "SetGroupOffsets":
      state = [partition(0, 100), partition(1, 100)];
      return ok({
        succ: [{ topic: "orders", error_code: 0, partitions: state.map(({ partition, offset }) => ({ partition, error_code: 0, offset })) }],
        failed: [],
      });
    default:
      return { code: 4000, codeDesc: "InvalidAction", message: "(4000)unknown action" };
  }
}

let state = [];
let answerNow = () => {};

/**
 * Takes the place of `fetch`: `works` answers from memory, `broken` answers every call with a web page, `lost` carries
 * a reset out and loses the answer, `odd` rejects every call with something that is no Error, `waits` answers a reset
 * only when `answerReset` is called.
 */
export function useEndpoint(kind) {
  sent = [];
  state = [partition(0, 400), partition(1, 900)];
  window.fetch = async (...request) => {
    const body = await new Request(...request).text();
    sent.push(body);
    if (kind === "broken") {
      return new Response("<!doctype html><title>Sign in</title>", { headers: { "content-type": "text/html" } });
    }
    if (kind === "odd") throw undefined;
    const params = new URLSearchParams(body);
    const response = new Response(JSON.stringify(answer(params)));
    if (kind === "lost" && params.get("Action") === "SetGroupOffsets") throw new TypeError("network error");
    if (kind === "waits" && params.get("Action") === "SetGroupOffsets") await new Promise((go) => { answerNow = go; });
    return response;
  };
}

/** Lets the endpoint that waits answer. */
export function answerReset() {
  answerNow();
}

/** Sets the committed offset of both partitions, as a consumer would. */
export function commit(offset) {
  state = [partition(0, offset), partition(1, offset)];
}

const DATABASE = "ckafka-offset-reset";

const request = (asked) => new Promise((resolve, reject) => {
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

async function withStores(names, change) {
  const database = await request(indexedDB.open(DATABASE));
  try {
    const transaction = database.transaction(names, "readwrite");
    return await change(names.map((name) => transaction.objectStore(name)));
  } finally {
    database.close();
  }
}

/** Whether this origin has a database of the console. */
export async function isStored() {
  return (await indexedDB.databases()).some((database) => database.name === DATABASE);
}

/** Forgets everything that is stored. */
export async function forgetStored() {
  await request(indexedDB.deleteDatabase(DATABASE));
}

/** The stored texts: the list's lines, then the whole resets. */
export async function storedTexts() {
  return withStores(["entries", "records"], async ([entries, records]) =>
    (await Promise.all([request(entries.getAll()), request(records.getAll())])).flat());
}

/** Makes the newest reset one whose outcome nobody has seen, as if the page had gone in the middle of it. */
export async function forgetOutcome() {
  await withStores(["entries"], async ([entries]) => {
    const id = (await request(entries.getAllKeys())).at(-1);
    const entry = JSON.parse(await request(entries.get(id)));
    await request(entries.put(JSON.stringify({ ...entry, ending: "open", confirmed: 0 }), id));
  });
}

/** Writes something that is no reset. */
export async function storeNonsense() {
  await withStores(["entries"], ([entries]) => request(entries.put("{", "0000000000000-00")));
}

const openDatabase = IDBFactory.prototype.open;

/** Whether the browser lets pages store anything. */
export function allowStorage(allowed) {
  IDBFactory.prototype.open = allowed ? openDatabase : () => { throw new DOMException("storage is off", "SecurityError"); };
}

/** Takes every lock that a console could want, as another tab would; answers a function that gives them back. */
export function holdGroup(name) {
  return new Promise((held) => {
    navigator.locks.request(name, () => new Promise((release) => held(release)));
  });
}

/** Whether the browser would ask before the page is left. */
export function asksBeforeLeaving() {
  return !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
}

/** The name under which consoles of this page know the group of these tests. */
export function groupName() {
  return ["ckafka-offset-reset", new URL("/v2/index.php", location.href).href, "ckafka-test", "billing"].join("\n");
}

/** Bodies of all requests so far. */
export function requests() {
  return sent;
}

const counts = { added: 0, removed: 0 };
for (const target of [window, document]) {
  const add = target.addEventListener;
  const remove = target.removeEventListener;
  target.addEventListener = function (...args) { counts.added += 1; return add.apply(this, args); };
  target.removeEventListener = function (...args) { counts.removed += 1; return remove.apply(this, args); };
}

/** Listeners on window and document that were added and not removed. */
export function listeners() {
  return counts.added - counts.removed;
}

/** Types into a field as a person would, as far as scripts can tell. */
export function type(input, text) {
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}

/** Presses a key in a field. */
export function press(input, key) {
  input.focus();
  input.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
}

/** Chooses an entry of a select. */
export function choose(select, value) {
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
}
