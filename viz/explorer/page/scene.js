/** One view of the graph, ready to be drawn. */

import { Lists } from "./blocks.js";

/** @typedef {import("./atlas.js").Kind} Kind */
/** @typedef {import("./atlas.js").MapColumns} MapColumns */
/** @typedef {import("./atlas.js").ViewName} ViewName */
/** @typedef {import("./blocks.js").Numbers} Numbers */
/** @typedef {import("./camera.js").Box} Box */

/**
 * @typedef {object} SceneRegion
 * @property {number} number
 * @property {string} title
 * @property {string} subtitle
 * @property {string[]} about
 * @property {number} colour
 * @property {number} x where its name stands
 * @property {number} y
 * @property {number} weight of all its nodes
 * @property {number} nodes how many
 */

/**
 * @typedef {object} Scene
 * @property {ViewName} view
 * @property {Kind} kind
 * @property {number} count of nodes
 * @property {Float32Array} x
 * @property {Float32Array} y
 * @property {Float32Array} radius in units of the map
 * @property {Numbers} community
 * @property {Numbers} from of each edge, the strongest first
 * @property {Numbers} to
 * @property {Numbers} weight
 * @property {string[]} names as they stand on the map
 * @property {Numbers} size how much a node matters
 * @property {Uint32Array} order nodes, those to be named first
 * @property {Lists} edgesOf of each node, the strongest first
 * @property {SceneRegion[]} regions
 * @property {Box} bounds of what has a region
 * @property {Map<number, number[]>} cells for picking
 * @property {boolean} turned
 */

const STEPS_IN_UNIT = 8;
const CELL = 24;
const ROWS_OF_CELLS = 65536;
const LARGEST_RADIUS = 45;
const RANK_COST = 0.2; // what the label of a region's second node loses, its third loses twice
const FORGETTING = 6400; // squared distance at which a node hardly counts for the place of its region's name

/**
 * @param {ViewName} view
 * @param {Kind} kind
 * @param {MapColumns} map
 * @param {string[]} names
 * @param {Numbers} size
 * @param {boolean} turned whether the map lies on its side, for a tall window
 * @returns {Scene}
 */
export function makeScene(view, kind, map, names, size, turned) {
  const [across, down] = turned ? [map.y, map.x] : [map.x, map.y];
  const x = Float32Array.from(across, (value) => value / STEPS_IN_UNIT);
  const y = Float32Array.from(down, (value) => value / STEPS_IN_UNIT);
  const radius = Float32Array.from(map.radius, (value) => value / STEPS_IN_UNIT);
  const { community, from, to, weight } = map;
  return {
    view,
    kind,
    count: x.length,
    x,
    y,
    radius,
    community,
    from,
    to,
    weight,
    names,
    size,
    order: namingOrder(size, community),
    edgesOf: edgesOfNodes(x.length, from, to),
    regions: placedRegions({ regions: map.regions, community, x, y }, size),
    bounds: boundsOf(x, y, community),
    cells: cellsOf(x, y),
    turned,
  };
}

/**
 * The node under a place, the one whose rim is nearest within some slack; -1 for none.
 * @param {Scene} scene
 * @param {number} px
 * @param {number} py
 * @param {number} slack in units of the map
 * @param {(node: number) => boolean} isShown
 * @param {(node: number) => number} radiusOf in units of the map
 */
export function pick(scene, px, py, slack, isShown, radiusOf = (node) => scene.radius[node]) {
  const reach = slack + LARGEST_RADIUS;
  let best = -1;
  let least = slack;
  for (let cx = Math.floor((px - reach) / CELL); cx <= (px + reach) / CELL; cx++) {
    for (let cy = Math.floor((py - reach) / CELL); cy <= (py + reach) / CELL; cy++) {
      for (const node of scene.cells.get(cx * ROWS_OF_CELLS + cy) ?? []) {
        if (!isShown(node)) continue;
        const away = Math.hypot(scene.x[node] - px, scene.y[node] - py) - radiusOf(node);
        if (away < least) {
          least = away;
          best = node;
        }
      }
    }
  }
  return best;
}

/**
 * The nodes at the other ends of a node's edges, the most strongly tied first.
 * @param {Scene} scene
 * @param {number} node
 * @param {number} most
 * @param {(edge: number) => boolean} isShown
 */
export function neighboursOf(scene, node, most, isShown = () => true) {
  const edges = [...scene.edgesOf.row(node)].filter(isShown).slice(0, most);
  return edges.map((edge) => (scene.from[edge] === node ? scene.to[edge] : scene.from[edge]));
}

/**
 * Who gets a label first: what matters, but each region's first few before any region's twentieth.
 * @param {Numbers} size
 * @param {Numbers} community
 */
export function namingOrder(size, community) {
  const rows = Uint32Array.from(size, (_, row) => row).sort((a, b) => size[b] - size[a] || a - b);
  const ranks = new Map();
  const scores = new Float32Array(size.length);
  for (const row of rows) {
    const rank = ranks.get(community[row]) ?? 0;
    ranks.set(community[row], rank + 1);
    scores[row] = Math.sqrt(Math.max(0, size[row])) / (1 + rank * RANK_COST);
  }
  return rows.sort((a, b) => scores[b] - scores[a] || a - b);
}

/**
 * @param {number} count
 * @param {Numbers} from
 * @param {Numbers} to
 */
function edgesOfNodes(count, from, to) {
  const starts = new Uint32Array(count + 1);
  for (const ends of [from, to]) for (const node of ends) starts[node + 1]++;
  for (let row = 0; row < count; row++) starts[row + 1] += starts[row];
  const next = starts.slice();
  const edges = new Uint32Array(2 * from.length);
  for (let edge = 0; edge < from.length; edge++) {
    edges[next[from[edge]]++] = edge;
    edges[next[to[edge]]++] = edge;
  }
  return new Lists(starts, edges);
}

/**
 * @param {Float32Array} x
 * @param {Float32Array} y
 */
function cellsOf(x, y) {
  /** @type {Map<number, number[]>} */
  const cells = new Map();
  for (let node = 0; node < x.length; node++) {
    const key = Math.floor(x[node] / CELL) * ROWS_OF_CELLS + Math.floor(y[node] / CELL);
    const cell = cells.get(key);
    if (cell) cell.push(node);
    else cells.set(key, [node]);
  }
  return cells;
}

/**
 * Regions with the place of their name, where their nodes are densest: a mean that forgets outliers.
 * @template {import("./blocks.js").Region} Kind
 * @param {{ regions: Kind[], community: Numbers, x: Float32Array, y: Float32Array }} scene
 * @param {Numbers} size
 * @param {(node: number) => boolean} counts
 * @returns {SceneRegion[]}
 */
export function placedRegions({ regions: all, community, x, y }, size, counts = () => true) {
  const regions = all.map((region, number) => ({ ...region, number, x: 0, y: 0, weight: 0, nodes: 0 }));
  for (let pass = 0; pass < 6; pass++) {
    const sums = regions.map(() => [0, 0, 0]);
    for (let node = 0; node < x.length; node++) {
      const region = regions[community[node]];
      if (!region || !counts(node)) continue;
      const away = pass ? ((x[node] - region.x) ** 2 + (y[node] - region.y) ** 2) / FORGETTING : 0;
      const weight = Math.sqrt(Math.max(0, size[node]) + 0.1) * Math.exp(-away);
      const sum = sums[region.number];
      sum[0] += weight * x[node];
      sum[1] += weight * y[node];
      sum[2] += weight;
      if (!pass) {
        region.weight += Math.max(0, size[node]) + 0.1;
        region.nodes++;
      }
    }
    for (const region of regions) {
      const [sumX, sumY, weight] = sums[region.number];
      if (weight) [region.x, region.y] = [sumX / weight, sumY / weight];
    }
  }
  return regions;
}

/**
 * The box around what has a region, or around all where nothing has; what stands outside comes in by zooming out.
 * @param {Float32Array} x
 * @param {Float32Array} y
 * @param {Numbers} community
 * @returns {Box}
 */
function boundsOf(x, y, community) {
  const some = community.some((number) => number >= 0);
  /** @param {Float32Array} values */
  const ends = (values) => {
    const kept = values.filter((_, node) => !some || community[node] >= 0).sort();
    if (!kept.length) return [-1, 1];
    return [kept[Math.floor(kept.length * 0.004)] - 10, kept[Math.ceil(kept.length * 0.996) - 1] + 10];
  };
  const [left, right] = ends(x);
  const [top, bottom] = ends(y);
  return { left, right, top, bottom };
}
