/** How a node looks. */

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./filters.js").Shown} Shown */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./labels.js").Measure} Measure */
/** @typedef {import("./theme.js").Theme} Theme */

/**
 * What a picture is drawn of and with.
 * @typedef {{ scene: Scene, shown: Shown, camera: Camera, theme: Theme, measure: Measure }} Ground
 */

export const RIMLESS = 1.6; // pixels of radius below which a node is a mere dot
const LEAST = 0.8;
const GROWTH = 0.45; // nodes grow slower than the map, so that coming nearer parts them

/**
 * The radius of a node in pixels.
 * @param {Ground} ground
 * @param {number} node
 */
export function radiusOf({ scene, shown, camera }, node) {
  const share = Math.sqrt(shown.share(node));
  return Math.max(LEAST, scene.radius[node] * share * camera.home * camera.zoom ** GROWTH);
}

/**
 * The colour of a node.
 * @param {Ground} ground
 * @param {number} node
 */
export function colourOf({ scene, theme }, node) {
  const region = scene.regions[scene.community[node]];
  return region ? theme.node[region.colour] : theme.none;
}
