/** Starts the page: the topics first, then the graph, then the summaries. */

import { App } from "./app.js";
import { Atlas, Topics } from "./atlas.js";
import { canUnpack, unpack } from "./blocks.js";
import { setUpGraphControls, setUpMapControls } from "./controls.js";
import { byId } from "./dom.js";
import { Texts } from "./texts.js";

/** @param {string} name */
function unpackBlock(name) {
  const holder = byId(`${name}-data`, HTMLScriptElement);
  const unpacked = unpack(holder.text);
  holder.remove(); // the packed text is of no more use
  return unpacked;
}

/** @param {string} stage what is there by now: map, graph or texts */
function reached(stage) {
  document.documentElement.dataset.ready = stage;
  performance.mark(`${stage} ready`);
}

async function start() {
  const parsed = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  const app = new App(new Topics(await unpackBlock("topics")));
  app.view.resize();
  setUpMapControls(app);
  app.follow();
  reached("map");
  if (document.readyState === "loading") await parsed;
  await new Promise((resolve) => setTimeout(resolve)); // the first picture comes first
  const atlas = new Atlas(app.topics, await unpackBlock("graph"));
  app.atlas = atlas;
  setUpGraphControls(app, atlas);
  app.follow();
  addEventListener("hashchange", () => app.follow());
  addEventListener("resize", () => app.resize());
  reached("graph");
  app.texts = new Texts(await unpackBlock("texts"));
  if (app.state.node) app.follow();
  reached("texts");
}

/**
 * Shows the plain list instead of the map.
 * @param {string} reason
 */
function showPlain(reason) {
  const show = () => {
    byId("plain-reason", HTMLElement).textContent = reason;
    byId("plain", HTMLElement).classList.add("shown");
    for (const part of document.querySelectorAll("#bar, main, #foot")) part.remove();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
}

if (canUnpack()) {
  start().catch((error) => {
    showPlain(`The map can't be shown: ${error.message}. These are the newest papers.`);
    throw error;
  });
} else {
  showPlain(
    "This browser is too old for the map: it can't unpack data (DecompressionStream). These are the newest papers.",
  );
}
