/** What of the graph is around a node, for the details and the map. */

import { KIND_OF_VIEW, tally, VIEW_OF_KIND } from "./atlas.js";
import { byId } from "./dom.js";

/** @typedef {import("./address.js").State} State */
/** @typedef {import("./app.js").App} App */
/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./atlas.js").Kind} Kind */
/** @typedef {import("./atlas.js").Node} GraphNode */
/** @typedef {import("./atlas.js").ViewName} ViewName */
/** @typedef {import("./hand.js").Satellite} Satellite */
/** @typedef {import("./table.js").Column} Column */
/** @typedef {import("./table.js").TableData} TableData */

const MOST_AROUND = 36;
const UNKNOWN = "unknown";

export class Surroundings {
  /**
   * @param {App} app
   * @param {Atlas} atlas
   */
  constructor(app, atlas) {
    this.app = app;
    this.atlas = atlas;
    this.texts = app.texts;
  }

  /**
   * Whether the filters leave a paper.
   * @param {number} paper
   */
  isShown = (paper) => !this.app.left || this.app.left.paper[paper] > 0;

  /**
   * The nodes of another kind that a node is tied to, the most strongly first.
   * @param {GraphNode} node
   * @param {Kind} kind
   * @returns {number[]}
   */
  tiedTo(node, kind) {
    const { atlas } = this;
    const papers = [...atlas.papersOf(node)].filter(this.isShown);
    if (kind === "paper") return papers.sort((a, b) => atlas.votes[b] - atlas.votes[a] || a - b);
    const lists = kind === "concept" ? atlas.mentions : atlas.authored;
    if (node.kind === "paper") return [...lists.row(node.row)];
    return tally(papers.map((paper) => lists.row(paper))).map(([row]) => row);
  }

  /**
   * Which filters hide a node, as what to change so that it shows; null where none does.
   * @param {GraphNode} node
   */
  hiding(node) {
    return this.app.hiding(node);
  }

  /** @param {Partial<State>} change */
  lift(change) {
    this.app.go({ ...change, camera: null });
  }

  /** Titles of the lists that the reader unfolded. */
  get unfolded() {
    return this.app.steps.memory.unfolded;
  }

  /**
   * What is opened around a node: its papers, or a paper's people and concepts, each kind with its share of the room.
   * @param {GraphNode} node
   * @returns {Satellite[]}
   */
  around(node) {
    const without = this.app.state.without.split(",");
    const kinds = /** @type {Kind[]} */ (node.kind === "paper" ? ["author", "concept"] : ["paper"]);
    const nodes = shares(
      kinds
        .filter((kind) => !without.includes(kind))
        .map((kind) => this.tiedTo(node, kind).map((row) => ({ kind, row }))),
      MOST_AROUND,
    );
    return nodes.map((other) => ({ node: other, name: this.atlas.name(other) }));
  }

  /** @param {GraphNode} node */
  hrefOf(node) {
    return this.app.hrefOf({ view: VIEW_OF_KIND[node.kind], node: this.atlas.id(node) });
  }

  /** @param {string} day */
  hrefOfDay(day) {
    return this.app.hrefOf({ from: day, until: day });
  }

  /**
   * The region that a node is in, on its own map.
   * @param {GraphNode} node
   */
  regionOf(node) {
    const view = VIEW_OF_KIND[node.kind];
    const { regions, community } = this.atlas.maps[view];
    const region = regions[community[node.row]];
    if (!region) return null;
    const href = this.app.hrefOf({ view, region: region.title, node: "" });
    return { title: region.title, about: region.about.join(", "), href };
  }

  /**
   * Has the search field ask for the other end of a path.
   * @param {GraphNode} person
   */
  startPath(person) {
    this.app.pathFrom = this.atlas.id(person);
    const field = byId("search", HTMLInputElement);
    field.placeholder = `Path from ${this.atlas.name(person)} to whom?`;
    field.focus();
  }

  /** @param {GraphNode} node */
  open(node) {
    this.app.open(node);
  }

  close() {
    this.app.go({ node: "", to: "", open: "", camera: this.app.view.camera.place });
  }
}

/**
 * The first of each list, as many of each as there is room for; what one list leaves free goes to the others.
 * @template Item
 * @param {Item[][]} lists
 * @param {number} most of all
 */
export function shares(lists, most) {
  const counts = lists.map(() => 0);
  let free = most;
  const byLength = lists.map((_, i) => i).sort((a, b) => lists[a].length - lists[b].length);
  byLength.forEach((i, place) => {
    counts[i] = Math.min(lists[i].length, Math.floor(free / (lists.length - place)));
    free -= counts[i];
  });
  return lists.flatMap((list, i) => list.slice(0, counts[i]));
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
  const rows = [...shown.order].filter(shown.has).sort((a, b) => shown.size[b] - shown.size[a] || a - b);
  const names = atlas.namesOf(kind);
  /** @param {number} row */
  const regionOf = (row) => scene.regions[scene.community[row]]?.title ?? null;
  /** @type {Column} */
  const name = { heading: isPaper ? "Title" : "Name", of: (row) => names[row], first: "ascending", missing: "" };
  /** @type {Column} */
  const papers = { heading: "Papers", of: (row) => shown.size[row], first: "descending", missing: "" };
  /** @type {Column} */
  const votes = { heading: "Votes", of: (row) => votesOf(atlas, row), first: "descending", missing: UNKNOWN };
  /** @type {Column} */
  const day = { heading: "Day", of: (row) => atlas.firstDay(row) || null, first: "descending", missing: UNKNOWN };
  /** @type {Column} */
  const region = { heading: "Region", of: regionOf, first: "ascending", missing: "" };
  const columns = [name, ...(isPaper ? [votes, day] : [papers]), region];
  /** @param {number} row */
  const hrefOf = (row) => app.hrefOf({ view: scene.view, node: atlas.id({ kind, row }), list: true });
  const noun = { concept: "concepts", author: "people", paper: "papers" }[kind];
  return { caption: `${rows.length.toLocaleString("en")} ${noun}`, columns, rows, hrefOf };
}

/**
 * @param {Atlas} atlas
 * @param {number} row
 */
function votesOf(atlas, row) {
  return atlas.votes[row] < 0 ? null : atlas.votes[row];
}
