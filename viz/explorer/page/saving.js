/** Saves what is shown. */

import { byId } from "./dom.js";
import { graphmlOf } from "./graphml.js";
import { paint, paintHeld } from "./painting.js";
import { svgOf } from "./svg.js";

/** @typedef {import("./app.js").App} App */

const SHARPNESS = 2;

/**
 * @param {App} app
 * @param {string} format
 */
export async function save(app, format) {
  const name = `paperatlas-${app.state.view}`;
  if (format === "png") download(await png(app), `${name}.png`);
  else if (format === "svg") download(new Blob([await svg(app)], { type: "image/svg+xml" }), `${name}.svg`);
  else if (format === "graphml") download(new Blob([graphml(app)], { type: "application/xml" }), `${name}.graphml`);
  else await copyAddress();
}

/** @param {App} app */
async function png(app) {
  const { ground, camera } = app.view;
  if (!ground) throw new Error("there is no map yet");
  const canvas = new OffscreenCanvas(camera.width * SHARPNESS, camera.height * SHARPNESS);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(SHARPNESS, SHARPNESS);
  context.fillStyle = ground.theme.paper;
  context.fillRect(0, 0, camera.width, camera.height);
  const { picture, held } = app.view.composed();
  paint(context, picture, ground.theme, ground.land, ground.bitmap, camera);
  paintHeld(context, held, ground.theme, camera);
  return canvas.convertToBlob({ type: "image/png" });
}

/** @param {App} app */
async function svg(app) {
  const { ground, camera } = app.view;
  if (!ground) throw new Error("there is no map yet");
  const { picture, held } = app.view.composed();
  const address = await addressOf(await ground.bitmap.convertToBlob({ type: "image/png" }));
  const title = `paperatlas: ${app.state.view}`;
  return svgOf(picture, held, ground.theme, camera, title, { land: ground.land, address });
}

/** @param {App} app */
function graphml(app) {
  const { ground } = app.view;
  const { atlas } = app;
  if (!ground || !atlas) throw new Error("the graph is not there yet");
  const { kind } = ground.scene;
  /** @param {number} row */
  const idOf = (row) => atlas.id({ kind, row });
  return graphmlOf(ground.scene, ground.shown, idOf, (row) => atlas.name({ kind, row }));
}

async function copyAddress() {
  try {
    await navigator.clipboard.writeText(location.href);
    notice("The address is copied.");
  } catch {
    notice("The browser keeps the clipboard to itself; copy the address from its bar.");
  }
}

/** @param {string} text */
export function notice(text) {
  const line = byId("notice", HTMLElement);
  line.textContent = text;
  setTimeout(() => line.replaceChildren(), 4000);
}

/**
 * @param {Blob} blob
 * @returns {Promise<string>}
 */
function addressOf(blob) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.readAsDataURL(blob);
  });
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
