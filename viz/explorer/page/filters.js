/** What the filters leave: papers by day and votes, and of people and concepts those that such papers are tied to. */

import { VIEW_OF_KIND } from "./atlas.js";

/** @typedef {import("./address.js").State} State */
/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./atlas.js").Kind} Kind */
/** @typedef {import("./atlas.js").Node} Node */

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
 * Which filters hide a node on its own map: what to change so that it shows; null where none does.
 * @param {Atlas} atlas
 * @param {Left | null} left
 * @param {State} state
 * @param {Node} node
 * @returns {Partial<State> | null}
 */
export function hiding(atlas, left, state, { kind, row }) {
  const view = VIEW_OF_KIND[kind];
  const { regions, community } = atlas.maps[view];
  const region = state.view === view ? regions.findIndex(({ title }) => title === state.region) : -1;
  const byPapers = left && !left[kind][row] ? { from: "", until: "", votes: 0 } : null;
  const byRegion = region >= 0 && community[row] !== region ? { region: "" } : null;
  return byPapers || byRegion ? { ...byPapers, ...byRegion } : null;
}
