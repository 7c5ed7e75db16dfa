/** What is drawn of a scene, as plain lists; painting.js and svg.js draw them. */

import { colourOf, radiusOf, RIMLESS } from "./appearance.js";
import { captionsOf } from "./captions.js";

/** @typedef {import("./appearance.js").Ground} Ground */
/** @typedef {import("./camera.js").Box} Box */
/** @typedef {import("./captions.js").Caption} Caption */
/** @typedef {import("./scene.js").Scene} Scene */

/** @typedef {{ colour: string, alpha: number, width: number, ends: number[] }} Lines four numbers a line */
/** @typedef {{ colour: string, alpha: number, circles: number[] }} Discs three numbers a disc */
/** @typedef {{ landAlpha: number, edges: Lines[], nodes: Discs[], captions: Caption[] }} Picture */

const EDGES_AT_FIRST = 6000;
const MOST_EDGES = 40000;
const MOST_NODES = 30000; // in sight; of a larger map the least important wait until the reader comes nearer
const NODES_AT_FIRST = 2500; // of a larger map, so that its regions show
const LONGEST_EDGE = { inside: 620, between: 420 }; // pixels; longer ones cross everything and say little

/**
 * @param {Ground} ground
 * @param {Box} box pixels that are drawn, with a margin around the window
 * @param {Caption[]} inHand names that are drawn over the map
 * @returns {Picture}
 */
export function compose(ground, box, inHand = []) {
  const drawn = nodesInSight(ground, box);
  return {
    landAlpha: Math.max(0.45, Math.min(1, 1.25 - 0.25 * ground.camera.zoom)),
    edges: edgesOf(ground, box, drawn),
    nodes: nodesOf(ground, drawn),
    captions: captionsOf(ground, box, inHand),
  };
}

/**
 * @param {Ground} ground
 * @param {Box} box
 * @param {number[]} drawn nodes
 * @returns {Lines[]}
 */
function edgesOf(ground, box, drawn) {
  const { scene, shown, camera, theme } = ground;
  const { from, to, x, y, community } = scene;
  const budget = Math.min(MOST_EDGES, EDGES_AT_FIRST * camera.zoom ** 1.5);
  /** @type {Map<string, number[]>} */
  const batches = new Map();
  const isLeftOut = leftOut(scene, drawn);
  let count = 0;
  for (let edge = 0; edge < from.length && count < budget; edge++) {
    if (!shown.hasEdge(edge)) continue;
    const [one, other] = [from[edge], to[edge]];
    if (isLeftOut(one) || isLeftOut(other)) continue;
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
    count++;
  }
  const width = Math.min(1.1, 0.55 * camera.zoom ** 0.3);
  const strength = Math.min(1.9, camera.zoom ** 0.35);
  return [...batches].map(([colour, ends]) => {
    const alpha = (colour === theme.between ? theme.betweenAlpha : theme.edgeAlpha) * strength;
    return { colour, alpha, width, ends };
  });
}

/**
 * The nodes to draw, those that matter most first.
 * @param {Ground} ground
 * @param {Box} box
 */
function nodesInSight({ scene, shown, camera }, box) {
  const budget = Math.min(MOST_NODES, isLarge(scene) ? NODES_AT_FIRST * camera.zoom ** 2 : MOST_NODES);
  const nodes = [];
  for (const node of shown.order) {
    if (nodes.length >= budget) break;
    const [x, y] = [camera.across(scene.x[node]), camera.down(scene.y[node])];
    if (x < box.left || x > box.right || y < box.top || y > box.bottom || !shown.has(node)) continue;
    nodes.push(node);
  }
  return nodes;
}

/** @param {Scene} scene */
function isLarge(scene) {
  return scene.count > MOST_NODES;
}

/**
 * Whether a node is left out because there are too many; what is merely out of sight is not.
 * @param {Scene} scene
 * @param {number[]} drawn
 * @returns {(node: number) => boolean}
 */
function leftOut(scene, drawn) {
  if (!isLarge(scene)) return () => false;
  const isDrawn = new Uint8Array(scene.count);
  for (const node of drawn) isDrawn[node] = 1;
  return (node) => !isDrawn[node];
}

/**
 * Small nodes first, as dots; then those with a rim.
 * @param {Ground} ground
 * @param {number[]} drawn
 * @returns {Discs[]}
 */
function nodesOf(ground, drawn) {
  const { scene, camera } = ground;
  /** @type {Map<string, number[]>} */
  const dots = new Map();
  /** @type {Map<string, number[]>} */
  const discs = new Map();
  for (const node of drawn) {
    const [x, y] = [camera.across(scene.x[node]), camera.down(scene.y[node])];
    const radius = radiusOf(ground, node);
    const colour = colourOf(ground, node);
    const batches = radius < RIMLESS ? dots : discs;
    const circles = batches.get(colour);
    if (circles) circles.push(x, y, radius);
    else batches.set(colour, [x, y, radius]);
  }
  return [
    ...[...dots].map(([colour, circles]) => ({ colour, alpha: 0.8, circles })),
    ...[...discs].map(([colour, circles]) => ({ colour, alpha: 1, circles })),
  ];
}
