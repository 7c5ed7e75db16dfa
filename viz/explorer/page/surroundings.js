/** What of the graph is around a node, for the details and the map. */

import { KIND_OF_VIEW, tally, VIEW_OF_KIND } from "./atlas.js";
import { byId } from "./dom.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./atlas.js").Kind} Kind */
/** @typedef {import("./atlas.js").Node} GraphNode */
/** @typedef {import("./atlas.js").ViewName} ViewName */
/** @typedef {import("./hand.js").Satellite} Satellite */
/** @typedef {import("./table.js").TableData} TableData */

const MOST_AROUND = 36;

/**
 * @param {App} app
 * @param {Atlas} atlas
 */
export function surroundings(app, atlas) {
  /** @param {number} paper */
  const isShown = (paper) => !app.left || app.left.paper[paper] > 0;
  /**
   * The nodes of another kind that a node is tied to, the most strongly first.
   * @param {GraphNode} node
   * @param {Kind} kind
   * @returns {number[]}
   */
  const tiedTo = (node, kind) => {
    const papers = [...atlas.papersOf(node)].filter(isShown);
    if (kind === "paper") return papers.sort((a, b) => atlas.votes[b] - atlas.votes[a] || a - b);
    const lists = kind === "concept" ? atlas.mentions : atlas.authored;
    if (node.kind === "paper") return [...lists.row(node.row)];
    return tally(papers.map((paper) => lists.row(paper))).map(([row]) => row);
  };
  /**
   * What is opened around a node: its papers, or a paper's people and concepts.
   * @param {GraphNode} node
   * @returns {Satellite[]}
   */
  const around = (node) => {
    const without = app.state.without.split(",");
    const kinds = /** @type {Kind[]} */ (node.kind === "paper" ? ["author", "concept"] : ["paper"]);
    const nodes = kinds
      .filter((kind) => !without.includes(kind))
      .flatMap((kind) => tiedTo(node, kind).map((row) => ({ kind, row })));
    return nodes.slice(0, MOST_AROUND).map((other) => ({ node: other, name: atlas.name(other) }));
  };
  return {
    atlas,
    texts: app.texts,
    isShown,
    tiedTo,
    around,
    /** @param {GraphNode} node */
    hrefOf: (node) => app.hrefOf({ view: VIEW_OF_KIND[node.kind], node: atlas.id(node) }),
    /** @param {string} day */
    hrefOfDay: (day) => app.hrefOf({ from: day, until: day }),
    /** @param {GraphNode} node */
    regionOf: (node) => {
      const view = VIEW_OF_KIND[node.kind];
      const region = atlas.maps[view].regions[atlas.maps[view].community[node.row]];
      return region
        ? {
            title: region.title,
            about: region.about.join(", "),
            href: app.hrefOf({ view, region: region.title, node: "" }),
          }
        : null;
    },
    /** @param {number} paper */
    similarTo: (paper) => similar(atlas, paper),
    /** @param {GraphNode} person */
    startPath: (person) => {
      app.pathFrom = atlas.id(person);
      const field = byId("search", HTMLInputElement);
      field.placeholder = `Path from ${atlas.name(person)} to whom?`;
      field.focus();
    },
    /** @param {GraphNode} node */
    open: (node) => app.open(node),
    close: () => app.go({ node: "", to: "", open: "", camera: app.view.camera.place }),
  };
}

/**
 * The papers that share concepts with a paper, as the map's edges tell, and how many.
 * @param {Atlas} atlas
 * @param {number} paper
 * @returns {[number, number][]}
 */
function similar(atlas, paper) {
  const { from, to, weight } = atlas.maps.papers;
  /** @type {[number, number][]} */
  const found = [];
  for (let edge = 0; edge < from.length; edge++) {
    if (from[edge] === paper) found.push([to[edge], weight[edge]]);
    else if (to[edge] === paper) found.push([from[edge], weight[edge]]);
  }
  return found;
}

/**
 * The table of a view's nodes, those that matter most first.
 * @param {App} app
 * @param {Atlas} atlas
 * @returns {TableData | null}
 */
export function tableData(app, atlas) {
  const scene = app.scene();
  const shown = app.shown();
  if (!scene || !shown) return null;
  const kind = KIND_OF_VIEW[scene.view];
  const isPaper = kind === "paper";
  const rows = [...scene.order].filter(shown.has).sort((a, b) => scene.size[b] - scene.size[a] || a - b);
  /** @param {number} row */
  const cellsOf = (row) => {
    const name = atlas.namesOf(kind)[row];
    const region = scene.regions[scene.community[row]]?.title ?? "";
    if (isPaper) return [name, atlas.votes[row] < 0 ? "" : atlas.votes[row], atlas.firstDay(row), region];
    return [name, app.left ? app.left[kind][row] : scene.size[row], region];
  };
  /** @param {number} row */
  const hrefOf = (row) => app.hrefOf({ view: scene.view, node: atlas.id({ kind, row }), list: true });
  const noun = { concept: "concepts", author: "people", paper: "papers" }[kind];
  const headings = isPaper ? ["Title", "Votes", "Day", "Region"] : ["Name", "Papers", "Region"];
  return { caption: `${rows.length.toLocaleString("en")} ${noun}`, headings, rows, hrefOf, cellsOf };
}
