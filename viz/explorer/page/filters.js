/** What the filters leave: papers by day and votes, and of people and concepts those that such papers are tied to. */

/** @typedef {import("./address.js").State} State */
/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./atlas.js").Kind} Kind */
/** @typedef {import("./scene.js").Scene} Scene */

/**
 * What is left of each kind: for papers 1, for the others the number of papers left; 0 is not shown.
 * @typedef {Record<Kind, Uint32Array>} Left
 */

/** @param {State} state */
export function choosesPapers(state) {
  return state.from !== "" || state.until !== "" || state.votes > 0;
}

/**
 * @param {Atlas} atlas
 * @param {State} state
 * @returns {Left | null} null where every paper is left
 */
export function leftBy(atlas, state) {
  if (!choosesPapers(state)) return null;
  const paper = new Uint32Array(atlas.titles.length);
  const isInRange = atlas.days.map((day) => (!state.from || day >= state.from) && (!state.until || day <= state.until));
  const anyDay = !state.from && !state.until;
  const concept = new Uint32Array(atlas.topics.names.length);
  const author = new Uint32Array(atlas.people.length);
  for (let row = 0; row < paper.length; row++) {
    if (atlas.votes[row] < state.votes && state.votes > 0) continue;
    if (!anyDay && !atlas.featured.row(row).some((day) => isInRange[day])) continue;
    paper[row] = 1;
    for (const other of atlas.mentions.row(row)) concept[other]++;
    for (const other of atlas.authored.row(row)) author[other]++;
  }
  return { concept, author, paper };
}

/**
 * Which nodes and edges of a scene are shown, and how large.
 * @typedef {object} Shown
 * @property {(node: number) => boolean} has
 * @property {(node: number) => number} share which part of a node's papers is left, 0 to 1
 * @property {Set<number>} regions those of which something is shown
 * @property {number} weight of an edge, at least
 */

/**
 * @param {Scene} scene
 * @param {Left | null} left
 * @param {State} state
 * @returns {Shown}
 */
export function shownIn(scene, left, state) {
  const region = state.region ? scene.regions.findIndex(({ title }) => title === state.region) : -1;
  const counts = left?.[scene.kind];
  /** @param {number} node */
  const isInRegion = (node) => region < 0 || scene.community[node] === region;
  const regions = new Set(region < 0 ? scene.regions.map(({ number }) => number) : [region]);
  if (counts) {
    const left = new Set(scene.community.filter((_, node) => counts[node] > 0));
    for (const number of regions) if (!left.has(number)) regions.delete(number);
  }
  return {
    has: counts ? (node) => counts[node] > 0 && isInRegion(node) : isInRegion,
    share:
      counts && scene.kind !== "paper" ? (node) => Math.min(1, counts[node] / Math.max(1, scene.size[node])) : whole,
    regions,
    weight: state.weight,
  };
}

/** The share of a node of which everything is left. */
function whole() {
  return 1;
}
