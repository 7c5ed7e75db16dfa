/** Everything the page knows, as columns; the topics are there first, the rest follows. */

import { folded } from "./folding.js";

/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./blocks.js").Lists} Lists */
/** @typedef {import("./blocks.js").Numbers} Numbers */
/** @typedef {import("./blocks.js").Region} Region */
/** @typedef {"concept" | "author" | "paper"} Kind */
/** @typedef {{ kind: Kind, row: number }} Node */
/** @typedef {"topics" | "people" | "papers"} ViewName */

/** @typedef {{ from: Numbers, to: Numbers, weight: Numbers }} Edges the strongest first */

/**
 * @typedef {object} MapNodes
 * @property {Numbers} x
 * @property {Numbers} y
 * @property {Numbers} radius
 * @property {Numbers} community
 * @property {Region[]} regions
 */
/** @typedef {MapNodes & Edges} MapColumns */

/** @type {Record<ViewName, Kind>} */
export const KIND_OF_VIEW = { topics: "concept", people: "author", papers: "paper" };
/** @type {Record<Kind, ViewName>} */
export const VIEW_OF_KIND = { concept: "topics", author: "people", paper: "papers" };
const PREFIX = { concept: "concept:", author: "author:", paper: "arxiv:" };
const ARXIV = "https://arxiv.org/abs/";
const NOWHERE = "-";

/** The concepts and their map. */
export class Topics {
  /** @param {Block} block */
  constructor(block) {
    const header = block.header;
    this.counts = header.counts ?? { papers: 0, authors: 0, concepts: 0 };
    this.palette = header.palette ?? [];
    this.opens = /** @type {ViewName} */ (header.opens ?? "topics");
    this.maxTeam = header.maxTeam ?? 0;
    const rows = this.counts.concepts;
    this.names = block.texts("concept.name", rows);
    this.labels = orElse(block.texts("concept.label", rows), (row) => this.names[row]);
    this.ids = orElse(block.texts("concept.id", rows), (row) => this.names[row].toLowerCase());
    this.aliases = block.texts("concept.aliases", rows);
    this.papers = block.numbers("concept.papers");
    this.map = mapColumns(block, "topics");
  }
}

/** Papers and people as well. */
export class Atlas {
  /**
   * @param {Topics} topics
   * @param {Block} block
   */
  constructor(topics, block) {
    const { papers, authors, concepts } = topics.counts;
    this.topics = topics;
    this.days = block.texts("day", 1).filter(Boolean);
    this.paperIds = block.texts("paper.id", papers);
    this.titles = block.texts("paper.title", papers);
    this.urls = block.texts("paper.url", papers);
    this.votes = block.numbers("paper.votes");
    this.complete = block.numbers("paper.complete");
    this.peopleNames = block.texts("author.name", authors);
    this.people = orElse(block.texts("author.caption", authors), (row) => this.peopleNames[row]);
    this.peopleIds = orElse(block.texts("author.id", authors), (row) => this.peopleNames[row].toLowerCase());
    this.resolved = block.numbers("author.resolved");
    this.idsOfPeople = block.texts("author.ids", authors);
    this.peopleAliases = block.texts("author.aliases", authors);
    this.featured = block.lists("featured");
    this.mentions = block.lists("mentions");
    this.authored = block.lists("authored");
    this.papersOfDay = this.featured.inverse(this.days.length);
    this.papersOfConcept = this.mentions.inverse(concepts);
    this.papersOfAuthor = this.authored.inverse(authors);
    this.maps = { topics: topics.map, people: mapColumns(block, "people"), papers: mapColumns(block, "papers") };
    /** Papers that cite the same works, and papers that the same papers cite. */
    this.coupled = edgeColumns(block, "coupled");
    this.citedTogether = edgeColumns(block, "cited");
    /** @type {Map<string, Node> | null} */
    this.rows = null;
  }

  /**
   * @param {Kind} kind
   * @returns {string[]}
   */
  namesOf(kind) {
    return { concept: this.topics.names, author: this.people, paper: this.titles }[kind];
  }

  /** @param {Node} node */
  name({ kind, row }) {
    return this.namesOf(kind)[row];
  }

  /** @param {Node} node */
  id({ kind, row }) {
    const ids = { concept: this.topics.ids, author: this.peopleIds, paper: this.paperIds }[kind];
    // Only the ids of arXiv are without the name of their scheme.
    return kind === "paper" && ids[row].includes(":") ? ids[row] : PREFIX[kind] + ids[row];
  }

  /**
   * The node of an id, null where there is none.
   * @param {string} id
   */
  find(id) {
    if (!this.rows) {
      this.rows = new Map();
      for (const kind of /** @type {Kind[]} */ (["concept", "author", "paper"])) {
        for (let row = 0; row < this.namesOf(kind).length; row++) this.rows.set(this.id({ kind, row }), { kind, row });
      }
    }
    return this.rows.get(id) ?? null;
  }

  /**
   * The papers that a node is tied to; a paper's own is itself.
   * @param {Node} node
   * @returns {ArrayLike<number> & Iterable<number>}
   */
  papersOf({ kind, row }) {
    if (kind === "paper") return [row];
    return (kind === "concept" ? this.papersOfConcept : this.papersOfAuthor).row(row);
  }

  /**
   * Where a paper's title leads, null where nowhere; http(s) only.
   * @param {number} row
   */
  url(row) {
    const url = this.urls[row] || ARXIV + this.paperIds[row];
    return url !== NOWHERE && /^https?:\/\//i.test(url) ? url : null;
  }

  /**
   * The day that first featured a paper, empty where none is known.
   * @param {number} row
   */
  firstDay(row) {
    return this.featured.count(row) ? this.days[this.featured.row(row)[0]] : "";
  }

  /**
   * Whom a person wrote papers with and how many, in teams that count as collaborations; papers of which it is not
   * known whose they are count for nobody.
   * @param {number} person
   * @param {(paper: number) => boolean} isShown
   */
  collaborators(person, isShown = () => true) {
    const teams = [...this.papersOfAuthor.row(person)].filter(isShown).map((paper) => this.authored.row(paper));
    const counts = tally(teams.filter((team) => team.length <= this.topics.maxTeam));
    return this.resolved[person] ? counts.filter(([other]) => other !== person && this.resolved[other]) : [];
  }

  /**
   * The others who bear a person's name, and the papers of which it is not known whose they are.
   * @param {number} person
   * @returns {number[]}
   */
  namesakes(person) {
    if (this.people[person] === this.peopleNames[person]) return []; // nobody had to be told apart
    const name = folded(this.peopleNames[person]);
    return [...this.people.keys()].filter(
      (row) =>
        row !== person && this.people[row] !== this.peopleNames[row] && folded(this.peopleNames[row]) === name,
    );
  }
}

/**
 * The other ends of a node's edges and their weights, the strongest first.
 * @param {Edges} edges
 * @param {number} row
 * @returns {[number, number][]}
 */
export function neighbours({ from, to, weight }, row) {
  /** @type {[number, number][]} */
  const found = [];
  for (let edge = 0; edge < from.length; edge++) {
    if (from[edge] === row) found.push([to[edge], weight[edge]]);
    else if (to[edge] === row) found.push([from[edge], weight[edge]]);
  }
  return found;
}

/**
 * How often each number stands in some lists, the most frequent first.
 * @param {Iterable<Iterable<number>>} lists
 * @returns {[number, number][]}
 */
export function tally(lists) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const list of lists) for (const value of list) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/**
 * @param {Block} block
 * @param {ViewName} view
 * @returns {MapColumns}
 */
function mapColumns(block, view) {
  /** @param {string} name */
  const column = (name) => block.numbers(`${view}.${name}`);
  return {
    x: column("x"),
    y: column("y"),
    radius: column("radius"),
    community: column("community"),
    ...edgeColumns(block, view),
    regions: block.header.regions?.[view] ?? [],
  };
}

/**
 * @param {Block} block
 * @param {string} name
 * @returns {Edges}
 */
function edgeColumns(block, name) {
  return {
    from: block.numbers(`${name}.from`),
    to: block.numbers(`${name}.to`),
    weight: block.numbers(`${name}.weight`),
  };
}

/**
 * @param {string[]} texts
 * @param {(row: number) => string} other
 */
function orElse(texts, other) {
  return texts.map((text, row) => text || other(row));
}
