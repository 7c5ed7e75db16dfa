/** A line to cite a paper by. */

/** @typedef {import("./atlas.js").Atlas} Atlas */

const MOST_AUTHORS = 6;

/**
 * @param {Atlas} atlas
 * @param {number} paper
 */
export function citation(atlas, paper) {
  const id = atlas.paperIds[paper];
  const names = [...atlas.authored.row(paper)].map((person) => atlas.peopleNames[person]);
  const some = names.length > MOST_AUTHORS || !atlas.complete[paper];
  const authors = names.length ? `${names.slice(0, MOST_AUTHORS).join(", ")}${some ? " et al." : "."} ` : "";
  const year = /^\d{4}\./.test(id) ? ` (20${id.slice(0, 2)})` : "";
  const url = atlas.url(paper);
  return `${authors}${atlas.titles[paper]}. arXiv:${id}${year}${url ? `. ${url}` : ""}`;
}
