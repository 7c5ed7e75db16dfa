/** How a node looks. */

/** @typedef {import("./camera.js").Box} Box */
/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./labels.js").Measure} Measure */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./theme.js").Theme} Theme */

/**
 * What a picture is drawn of and with.
 * @typedef {object} Ground
 * @property {Scene} scene
 * @property {Shown} shown
 * @property {Camera} camera
 * @property {Theme} theme
 * @property {Measure} measure
 * @property {Box[]} covers pixels of the window that bars and details lie on
 */

export const RIMLESS = 1.6; // pixels of radius below which a node is a mere dot
const LEAST = 0.8;
const GROWTH = 0.45; // nodes grow slower than the map, so that coming nearer parts them

/**
 * The radius of a node in pixels.
 * @param {Ground} ground
 * @param {number} node
 */
export function radiusOf({ shown, camera }, node) {
  return Math.max(LEAST, shown.radius[node] * camera.home * camera.zoom ** GROWTH);
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
