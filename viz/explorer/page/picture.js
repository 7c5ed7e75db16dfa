/** What is drawn of a scene, as plain lists; painting.js and svg.js draw them. */

import { colourOf, radiusOf, RIMLESS } from "./appearance.js";
import { captionsOf } from "./captions.js";

/** @typedef {import("./appearance.js").Ground} Ground */
/** @typedef {import("./camera.js").Box} Box */
/** @typedef {import("./captions.js").Caption} Caption */

/** @typedef {{ colour: string, alpha: number, width: number, ends: number[] }} Lines four numbers a line */
/** @typedef {{ colour: string, alpha: number, circles: number[] }} Discs three numbers a disc */
/** @typedef {{ landAlpha: number, edges: Lines[], nodes: Discs[], captions: Caption[] }} Picture */

const EDGES_AT_FIRST = 6000;
const MOST_EDGES = 40000;
const MOST_NODES = 30000; // in sight; the least important wait until the reader comes nearer
const LONGEST_EDGE = { inside: 620, between: 420 }; // pixels; longer ones cross everything and say little

/**
 * @param {Ground} ground
 * @param {Box} box pixels that are drawn, with a margin around the window
 * @returns {Picture}
 */
export function compose(ground, box) {
  return {
    landAlpha: Math.max(0.45, Math.min(1, 1.25 - 0.25 * ground.camera.zoom)),
    edges: edgesOf(ground, box),
    nodes: nodesOf(ground, box),
    captions: captionsOf(ground, box),
  };
}

/**
 * @param {Ground} ground
 * @param {Box} box
 * @returns {Lines[]}
 */
function edgesOf(ground, box) {
  const { scene, shown, camera, theme } = ground;
  const { from, to, weight, x, y, community } = scene;
  const budget = Math.min(MOST_EDGES, EDGES_AT_FIRST * camera.zoom ** 1.5);
  /** @type {Map<string, number[]>} */
  const batches = new Map();
  let drawn = 0;
  for (let edge = 0; edge < from.length && drawn < budget; edge++) {
    const [one, other] = [from[edge], to[edge]];
    if (weight[edge] < shown.weight || !shown.has(one) || !shown.has(other)) continue;
    const [ax, ay, bx, by] = [
      camera.across(x[one]),
      camera.down(y[one]),
      camera.across(x[other]),
      camera.down(y[other]),
    ];
    if (Math.max(ax, bx) < box.left || Math.min(ax, bx) > box.right) continue;
    if (Math.max(ay, by) < box.top || Math.min(ay, by) > box.bottom) continue;
    const isInside = community[one] >= 0 && community[one] === community[other];
    if (Math.abs(ax - bx) + Math.abs(ay - by) > (isInside ? LONGEST_EDGE.inside : LONGEST_EDGE.between)) continue;
    const colour = isInside ? colourOf(ground, one) : theme.between;
    const ends = batches.get(colour);
    if (ends) ends.push(ax, ay, bx, by);
    else batches.set(colour, [ax, ay, bx, by]);
    drawn++;
  }
  const width = Math.min(1.1, 0.55 * camera.zoom ** 0.3);
  const strength = Math.min(1.9, camera.zoom ** 0.35);
  return [...batches].map(([colour, ends]) => {
    const alpha = (colour === theme.between ? theme.betweenAlpha : theme.edgeAlpha) * strength;
    return { colour, alpha, width, ends };
  });
}

/**
 * Small nodes first, as dots; then those with a rim.
 * @param {Ground} ground
 * @param {Box} box
 * @returns {Discs[]}
 */
function nodesOf(ground, box) {
  const { scene, shown, camera } = ground;
  /** @type {Map<string, number[]>} */
  const dots = new Map();
  /** @type {Map<string, number[]>} */
  const discs = new Map();
  let drawn = 0;
  for (const node of scene.order) {
    if (drawn === MOST_NODES) break;
    if (!shown.has(node)) continue;
    const [px, py] = [camera.across(scene.x[node]), camera.down(scene.y[node])];
    if (px < box.left || px > box.right || py < box.top || py > box.bottom) continue;
    const radius = radiusOf(ground, node);
    const colour = colourOf(ground, node);
    const batches = radius < RIMLESS ? dots : discs;
    const circles = batches.get(colour);
    if (circles) circles.push(px, py, radius);
    else batches.set(colour, [px, py, radius]);
    drawn++;
  }
  return [
    ...[...dots].map(([colour, circles]) => ({ colour, alpha: 0.8, circles })),
    ...[...discs].map(([colour, circles]) => ({ colour, alpha: 1, circles })),
  ];
}
