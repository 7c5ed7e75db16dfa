/** What of a scene is shown, and how: sizes, order, regions and lines follow what the filters leave. */

import { namingOrder, placedRegions } from "./scene.js";

/** @typedef {import("./address.js").State} State */
/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./blocks.js").Numbers} Numbers */
/** @typedef {import("./filters.js").Left} Left */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").SceneRegion} SceneRegion */

/**
 * @typedef {object} Shown
 * @property {(node: number) => boolean} has
 * @property {(edge: number) => boolean} hasEdge
 * @property {number} count of nodes
 * @property {Numbers} size how much a node matters, of what is left
 * @property {Float32Array} radius in units of the map
 * @property {Uint32Array} order nodes, those to be named first
 * @property {SceneRegion[]} regions those of which something is shown
 * @property {Numbers} ties what stands behind each edge, of what is left
 */

const REGROWTH = 0.25; // the power by which discs grow again where filters leave little

/**
 * @param {Scene} scene
 * @param {Atlas | null} atlas
 * @param {Left | null} left
 * @param {State} state
 * @returns {Shown}
 */
export function shownIn(scene, atlas, left, state) {
  const region = state.region ? scene.regions.findIndex(({ title }) => title === state.region) : -1;
  const counts = left?.[scene.kind];
  const { community } = scene;
  const has = new Uint8Array(scene.count);
  let count = 0;
  for (let node = 0; node < scene.count; node++) {
    if ((counts && !counts[node]) || (region >= 0 && community[node] !== region)) continue;
    has[node] = 1;
    count++;
  }
  const ties = left && atlas ? tiesLeft(scene, atlas, left) : scene.weight;
  const rest = counts && scene.kind !== "paper" ? shrunk(scene, counts) : scene;
  return {
    has: (node) => has[node] > 0,
    hasEdge: (edge) => ties[edge] >= state.weight && has[scene.from[edge]] > 0 && has[scene.to[edge]] > 0,
    count,
    size: rest.size,
    radius: rest.radius,
    order: rest.order,
    regions: placedRegions(scene, rest.size, (node) => has[node] > 0).filter(({ nodes }) => nodes > 0),
    ties,
  };
}

/**
 * Sizes by the papers that are left. Discs shrink with them, though not so far that a day's map is one of dots.
 * @param {Scene} scene
 * @param {Uint32Array} counts
 */
function shrunk(scene, counts) {
  let [most, mostLeft, largest] = [1, 1, 0];
  for (let node = 0; node < scene.count; node++) {
    most = Math.max(most, scene.size[node]);
    mostLeft = Math.max(mostLeft, counts[node]);
    largest = Math.max(largest, scene.radius[node]);
  }
  const growth = (most / mostLeft) ** REGROWTH;
  const radius = scene.radius.map((all, node) => {
    return Math.min(largest, all * growth * Math.sqrt(counts[node] / Math.max(1, scene.size[node])));
  });
  return { size: counts, radius, order: namingOrder(counts, scene.community) };
}

/**
 * How many of the papers that are left stand behind each edge; two papers share their concepts whatever is left.
 * @param {Scene} scene
 * @param {Atlas} atlas
 * @param {Left} left
 * @returns {Numbers}
 */
function tiesLeft(scene, atlas, left) {
  if (scene.kind === "paper") return scene.weight;
  const isPeople = scene.kind === "author";
  const { starts, values } = isPeople ? atlas.papersOfAuthor : atlas.papersOfConcept;
  const counts = left[scene.kind];
  const counting = left.paper.map((is, paper) => {
    return is && !(isPeople && atlas.authored.count(paper) > atlas.topics.maxTeam) ? 1 : 0;
  });
  const ties = new Uint32Array(scene.from.length);
  for (let edge = 0; edge < ties.length; edge++) {
    const [one, other] = [scene.from[edge], scene.to[edge]];
    if (!counts[one] || !counts[other]) continue;
    let [i, j, both] = [starts[one], starts[other], 0];
    while (i < starts[one + 1] && j < starts[other + 1]) {
      const apart = values[i] - values[j];
      if (apart === 0) both += counting[values[i]];
      if (apart <= 0) i++;
      if (apart >= 0) j++;
    }
    ties[edge] = both;
  }
  return ties;
}
