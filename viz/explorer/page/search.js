/** Finds nodes by any of their names. */

import { folded } from "./folding.js";
import { Spellings } from "./spellings.js";

/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./atlas.js").Kind} Kind */
/** @typedef {import("./atlas.js").Node} Node */

/** @typedef {Node & { by: string, score: number }} Hit by is the other name it was found by, or empty */

/**
 * @typedef {object} Names
 * @property {Kind} kind
 * @property {string[]} names
 * @property {string[] | null} aliases parted by tabs
 * @property {(row: number) => number} weight
 * @property {number} boost
 */

const MOST = 12;
/** People of one name are found up to so many. */
const MOST_BEARERS = 100;
/** What a whole name rates. */
const WHOLE = 9;
const BREAKS = " -(/:";

/**
 * @param {Atlas} atlas
 * @returns {Names[]}
 */
export function namesToSearch(atlas) {
  return [
    {
      kind: "concept",
      names: atlas.topics.names,
      aliases: atlas.topics.aliases,
      weight: (row) => atlas.topics.papers[row],
      boost: 2,
    },
    {
      kind: "author",
      names: atlas.peopleNames,
      aliases: atlas.peopleAliases,
      weight: (row) => atlas.papersOfAuthor.count(row),
      boost: 1,
    },
    { kind: "paper", names: atlas.titles, aliases: atlas.paperIds, weight: (row) => atlas.votes[row] / 8, boost: 0 },
  ];
}

export class SearchIndex {
  /** @param {Names[]} kinds */
  constructor(kinds) {
    this.kinds = kinds.map((names) => ({
      ...names,
      texts: names.names.map(folded),
      others: (names.aliases ?? []).map((alias) => (alias ? folded(alias) : "")),
      merits: Float32Array.from(names.names, (name, row) => merit(names, name, row)),
    }));
    /** @type {Spellings | null} made when it is first asked for */
    this.spellings = null;
  }

  /** Makes ready what takes a while. */
  prepare() {
    this.spellings ??= new Spellings(this.kinds);
    return this.spellings;
  }

  /**
   * The nodes whose names are most like a query that finds nothing.
   * @param {string} query
   * @param {(node: Node) => boolean} isWanted
   * @returns {Hit[]}
   */
  nearest(query, isWanted = () => true) {
    return this.prepare().nearest(query, isWanted);
  }

  /**
   * The best hits of a query: every word of it stands in one name.
   * @param {string} query
   * @param {(node: Node) => boolean} isWanted
   * @returns {Hit[]}
   */
  find(query, isWanted = () => true) {
    const words = folded(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const best = new Best(MOST);
    const bearers = new Best(MOST_BEARERS);
    for (const { kind, aliases, merits, texts, others } of this.kinds) {
      for (let row = 0; row < texts.length; row++) {
        let [by, score] = ["", rate(texts[row], words)];
        if (score < 0 && others[row]?.includes(words[0])) {
          [by, score] = bestAlias(others[row].split("\t"), aliases?.[row].split("\t") ?? [], words);
        }
        if (score < 0) continue;
        const isBearer = kind === "author" && score === WHOLE;
        score += merits[row];
        const wanted = (isBearer ? bearers : best).takes(score) && isWanted({ kind, row });
        if (wanted) (isBearer ? bearers : best).add({ kind, row, by, score });
      }
    }
    const others = best.hits.slice(0, Math.max(0, MOST - bearers.hits.length));
    return [...others, ...bearers.hits].sort((a, b) => b.score - a.score);
  }
}

/** The hits with the highest scores, of equal ones the first. */
class Best {
  /** @param {number} most */
  constructor(most) {
    this.most = most;
    /** @type {Hit[]} */
    this.hits = [];
  }

  /** @param {number} score */
  takes(score) {
    return this.hits.length < this.most || score > this.hits[this.most - 1].score;
  }

  /** @param {Hit} hit */
  add(hit) {
    const place = this.hits.findIndex(({ score }) => score < hit.score);
    this.hits.splice(place < 0 ? this.hits.length : place, 0, hit);
    if (this.hits.length > this.most) this.hits.pop();
  }
}

/**
 * The other name that answers best, and how well.
 * @param {string[]} known folded
 * @param {string[]} names the same as they are written
 * @param {string[]} words
 * @returns {[string, number]}
 */
function bestAlias(known, names, words) {
  const scores = known.map((alias) => rate(alias, words));
  const best = scores.indexOf(Math.max(...scores));
  return [names[best], scores[best]];
}

/**
 * What speaks for a node whatever is searched: its kind, how much it matters, and a short name.
 * @param {Names} names
 * @param {string} name
 * @param {number} row
 */
function merit({ boost, weight }, name, row) {
  return boost + Math.log2(1 + Math.max(0, weight(row))) * 0.6 - name.length * 0.01;
}

/**
 * How well a text answers, -1 where it does not.
 * @param {string} text
 * @param {string[]} words
 * @returns {number}
 */
function rate(text, words) {
  const at = text.indexOf(words[0]);
  if (at < 0) return -1;
  for (let i = 1; i < words.length; i++) if (!text.includes(words[i])) return -1;
  if (at === 0) return isWhole(text, words) ? WHOLE : 3;
  return BREAKS.includes(text[at - 1]) ? 2 : 0;
}

/**
 * Whether a text is these words and no more.
 * @param {string} text that starts with the first of them
 * @param {string[]} words
 */
function isWhole(text, words) {
  const length = words.reduce((sum, word) => sum + word.length + 1, -1);
  return text.length === length && text === words.join(" ");
}
