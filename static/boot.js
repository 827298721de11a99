// The stand-alone page: makes the element known and hands it the settings of config.json, if there is one.

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

usePageDefaults(readSettings());
