// The stand-alone page: makes the element known and hands it the settings of config.json, if there is one, and the
// part of the address that a link to a request is in.

import { usePageDefaults } from "./element.js";

async function readSettings() {
  const response = await fetch("./config.json", { cache: "no-cache" });
  if (response.status === 404) return {};
  if (!response.ok) throw new Error(`config.json: HTTP ${response.status}`);
  try {
    return await response.json();
  } catch (error) {
    throw new Error(`config.json: ${error.message}`);
  }
}

usePageDefaults(readSettings().then((settings) => ({ link: location.hash || "#", ...settings })));

// Another link in the same tab is another visit
addEventListener("hashchange", () => { if (location.hash.startsWith("#reset=")) location.reload(); });
