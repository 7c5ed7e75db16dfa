/** Finds nodes by any of their names. */

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
const MARKS = /[\u0300-\u036f]/g;
const BREAKS = " -(/:";

/**
 * A text as it is compared: without case and marks.
 * @param {string} text
 */
export function folded(text) {
  return text.normalize("NFKD").replace(MARKS, "").normalize("NFC").toLowerCase();
}

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
      names: atlas.people,
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
    }));
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
    const best = new Best();
    for (const { kind, names, aliases, weight, boost, texts, others } of this.kinds) {
      for (let row = 0; row < texts.length; row++) {
        let [by, score] = ["", rate(texts[row], words)];
        if (score < 0 && others[row]?.includes(words[0])) {
          [by, score] = bestAlias(others[row].split("\t"), aliases?.[row].split("\t") ?? [], words);
        }
        if (score < 0) continue;
        score += boost + Math.log2(1 + Math.max(0, weight(row))) * 0.6 - names[row].length * 0.01;
        if (best.takes(score) && isWanted({ kind, row })) best.add({ kind, row, by, score });
      }
    }
    return best.hits;
  }
}

/** The hits with the highest scores, of equal ones the first. */
class Best {
  constructor() {
    /** @type {Hit[]} */
    this.hits = [];
  }

  /** @param {number} score */
  takes(score) {
    return this.hits.length < MOST || score > this.hits[MOST - 1].score;
  }

  /** @param {Hit} hit */
  add(hit) {
    const place = this.hits.findIndex(({ score }) => score < hit.score);
    this.hits.splice(place < 0 ? this.hits.length : place, 0, hit);
    if (this.hits.length > MOST) this.hits.pop();
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
 * How well a text answers, -1 where it does not.
 * @param {string} text
 * @param {string[]} words
 * @returns {number}
 */
function rate(text, words) {
  const at = text.indexOf(words[0]);
  if (at < 0 || !words.every((word) => text.includes(word))) return -1;
  if (text === words.join(" ")) return 9;
  if (at === 0) return 3;
  return BREAKS.includes(text[at - 1]) ? 2 : 0;
}
