// The custom element <ckafka-offset-reset>: the one hand-written script of the console.
//
// A WebAssembly program cannot extend HTMLElement, so this class stands around it: it loads the program once for all
// elements of a page, gathers attributes and properties into one configuration, and mounts, updates and unmounts.
// When the program cannot start or has stopped, it says so in the place of the console and fires `console-fault`.

const TAG = "ckafka-offset-reset";

// Attributes and the keys of the configuration that they set
const WORDS = {
  "endpoint": "endpoint",
  "api": "api",
  "signing": "signing",
  "signing-host": "signingHost",
  "region": "region",
  "instance-id": "instanceId",
  "group": "group",
  "topics": "topics",
  "locale": "locale",
  "theme": "theme",
  "density": "density",
  "time-zone": "timeZone",
};
const SWITCHES = { "read-only": "readOnly", "history": "history" };

// What is said when the program is not there to say it
const SENTENCES = {
  en: {
    notStarted: "The console could not start",
    stopped: "The console has stopped because of a fault in it",
    submitted: "A reset was on its way: its outcome is unknown. Read the group's offsets before anything else.",
    nothingSent: "Nothing was being sent.",
    reload: "Reload",
  },
  zh: {
    notStarted: "控制台无法启动",
    stopped: "控制台因自身故障已停止",
    submitted: "当时正在发送重置：结果未知。请先读取该消费分组的位点，再做其他操作。",
    nothingSent: "当时没有发送任何内容。",
    reload: "重新加载",
  },
};

const NOTICE_STYLE = `
  .notice { font: 14px/20px system-ui, sans-serif; padding: 12px 16px; border: 1px solid; border-inline-start: 3px solid;
    border-radius: 6px; color: #b3261e; background: #fdf0ef; overflow-wrap: anywhere; }
  .notice p { margin: 0 0 8px; color: #171b20; }
  .notice p:first-child { font-weight: 600; }
  .notice button { font: inherit; min-height: 32px; padding: 4px 12px; cursor: pointer; }
`;

// ---------- The program: one for all elements, a fresh one only after a panic ----------

let generation = 1;
let compiled = null;
let program = null;
const mounted = new Set();
let pageDefaults = Promise.resolve({});

/** Settings with the lowest rank, for pages that read them from a file. Takes an object or a promise of one. */
export function usePageDefaults(defaults) {
  pageDefaults = Promise.resolve(defaults);
  pageDefaults.catch(() => {});
}

async function compile() {
  const url = new URL("ckafka-console_bg.wasm", import.meta.url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: HTTP ${response.status}`);
  const type = response.headers.get("content-type") ?? "";
  // A server that does not know the type of .wasm still gets its console, only a little later
  if (type.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

async function start() {
  const current = generation;
  const module = (compiled ??= compile());
  module.catch(() => { if (compiled === module) compiled = null; });
  // The module map keeps a module for ever, so a fresh instance needs an address of its own
  const glue = await import(current === 1 ? "./ckafka-console.js" : `./ckafka-console.js?gen=${current}`);
  await glue.default({ module_or_path: await module });
  glue.onPanic((message) => queueMicrotask(() => panicked(current, message)));
  return glue;
}

function load() {
  if (program === null) {
    const attempt = start();
    program = attempt;
    attempt.catch(() => { if (program === attempt) program = null; });
  }
  return program;
}

function panicked(of, message) {
  if (of !== generation) return;
  generation += 1;
  program = null;
  for (const element of [...mounted]) element.programStopped(message);
}

// ---------- The element ----------

export class CkafkaOffsetReset extends HTMLElement {
  static observedAttributes = [...Object.keys(WORDS), ...Object.keys(SWITCHES)];

  #config = undefined;
  #defaults = {};
  #handle = null;
  #starting = null;
  #notice = null;
  #refused = false;
  #submitted = false;
  #updating = false;

  constructor() {
    super();
    this.attachShadow({ mode: "open" });
    this.addEventListener("reset-submitted", () => { this.#submitted = true; });
    for (const end of ["reset-succeeded", "reset-partial", "reset-failed", "reset-unknown"]) {
      this.addEventListener(end, () => { this.#submitted = false; });
    }
  }

  /** All settings as one object; a key here wins over the attribute of the same meaning. */
  get config() {
    return this.#config;
  }

  set config(value) {
    const before = this.#config;
    this.#config = value;
    if (this.#handle === null) {
      this.#tryAgain();
      return;
    }
    try {
      this.#update();
    } catch (error) {
      this.#config = before;
      throw error;
    }
  }

  connectedCallback() {
    // A property that was set before the class was known lies on the object and hides the accessor
    if (Object.hasOwn(this, "config")) {
      const early = this.config;
      delete this.config;
      this.config = early;
    }
    if (this.#handle === null && this.#notice === null) this.#mount();
  }

  disconnectedCallback() {
    // Moving an element disconnects and connects it in one go: only what stays away is unmounted
    queueMicrotask(() => { if (!this.isConnected) this.#unmount(); });
  }

  // With this callback, moveBefore() moves the element without disconnecting it
  connectedMoveCallback() {}

  attributeChangedCallback() {
    if (this.#updating) return;
    this.#updating = true;
    queueMicrotask(() => {
      this.#updating = false;
      if (this.#handle === null) {
        this.#tryAgain();
        return;
      }
      try {
        this.#update();
      } catch (error) {
        this.#fault("bad-config", error);
      }
    });
  }

  /** Called for every element when the shared program has panicked. */
  programStopped(message) {
    const words = this.#words();
    const submitted = this.#submitted;
    this.#handle = null;
    mounted.delete(this);
    this.#clear();
    this.#say([words.stopped, submitted ? words.submitted : words.nothingSent, message], true);
    if (submitted) this.#fire("reset-unknown", { reason: "console-stopped" });
    this.#submitted = false;
    this.#fault("console-stopped", message);
  }

  #mount() {
    if (this.#starting !== null) return;
    // The defaults are looked at last: an element that is in the page already starts before they can be handed over
    const attempt = load().then(async (glue) => [glue, await pageDefaults]).then(([glue, defaults]) => {
      if (!this.isConnected || this.#starting !== attempt) return;
      this.#defaults = defaults;
      this.#handle = glue.mount(this, this.#settings());
      mounted.add(this);
    });
    this.#starting = attempt;
    attempt.catch((error) => {
      if (!this.isConnected || this.#starting !== attempt) return;
      this.#clear();
      this.#say([this.#words().notStarted, describe(error)], true);
      this.#refused = error instanceof TypeError && error.field !== undefined;
      this.#fault(this.#refused ? "bad-config" : "not-started", error);
    }).finally(() => { if (this.#starting === attempt) this.#starting = null; });
  }

  // After settings were refused, other settings are reason enough for another try
  #tryAgain() {
    if (!this.#refused || !this.isConnected) return;
    this.#clear();
    this.#mount();
  }

  #unmount() {
    this.#starting = null;
    mounted.delete(this);
    const handle = this.#handle;
    this.#handle = null;
    if (handle !== null) {
      handle.unmount();
      handle.free();
    }
    this.#clear();
  }

  #update() {
    this.#handle.update(this.#settings());
  }

  // Property over attribute over defaults of the page
  #settings() {
    const settings = { ...this.#defaults };
    for (const [attribute, key] of Object.entries(WORDS)) {
      const value = this.getAttribute(attribute);
      if (value !== null) settings[key] = value;
    }
    for (const [attribute, key] of Object.entries(SWITCHES)) {
      const value = this.getAttribute(attribute);
      if (value !== null) settings[key] = !["false", "off", "no", "0"].includes(value.trim().toLowerCase());
    }
    return { ...settings, ...this.#config };
  }

  #words() {
    const locale = this.#config?.locale ?? this.getAttribute("locale") ?? navigator.language ?? "en";
    return String(locale).toLowerCase().startsWith("zh") ? SENTENCES.zh : SENTENCES.en;
  }

  #clear() {
    this.#notice = null;
    this.#refused = false;
    this.shadowRoot.replaceChildren();
  }

  #say(sentences, withReload) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(NOTICE_STYLE);
    this.shadowRoot.adoptedStyleSheets = [sheet];
    const notice = document.createElement("div");
    notice.className = "notice";
    notice.setAttribute("role", "alert");
    for (const sentence of sentences) {
      const line = document.createElement("p");
      line.textContent = sentence;
      notice.append(line);
    }
    if (withReload) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = this.#words().reload;
      button.addEventListener("click", () => {
        this.#clear();
        this.#mount();
      });
      notice.append(button);
    }
    this.shadowRoot.append(notice);
    this.#notice = notice;
  }

  #fault(reason, error) {
    this.#fire("console-fault", { reason, message: describe(error) });
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail: { version: 1, ...detail } }));
  }
}

function describe(error) {
  return error instanceof Error ? error.message : String(error);
}

/** Makes the element known under a name. Does nothing if the name is taken: the page may load this file twice. */
export function define(tag = TAG, registry = customElements) {
  if (registry.get(tag) !== undefined) return;
  // One class can have one name only
  registry.define(tag, tag === TAG ? CkafkaOffsetReset : class extends CkafkaOffsetReset {});
}

define();
