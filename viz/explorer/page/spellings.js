/** Finds names by words that are not quite theirs: misspelt, run together or parted. */

import { folded } from "./folding.js";

/** @typedef {import("./atlas.js").Kind} Kind */
/** @typedef {import("./atlas.js").Node} Node */
/** @typedef {import("./search.js").Hit} Hit */

/**
 * @typedef {object} Known
 * @property {Kind} kind
 * @property {string[]} texts folded names
 * @property {string[]} others folded other names, parted by tabs
 * @property {string[] | null} aliases the same as they are written
 * @property {Float32Array} merits
 */

/** @typedef {{ entry: number, cost: number, merit: number }} Candidate */

const MOST = 5;
const BREAKS = /[\s\-_/:,;()[\]]+/;
const HANGUL = /[\uac00-\ud7a3]/;
const FAR = 255;
const LONGEST_RUN = 40;
const LIMITS = [
  { length: 2, edits: 0 },
  { length: 5, edits: 1 },
  { length: 9, edits: 2 },
  { length: Infinity, edits: 3 },
];

export class Spellings {
  /** @param {Known[]} kinds */
  constructor(kinds) {
    this.kinds = kinds;
    this.words = new Vocabulary();
    this.runs = new Vocabulary(); // whole names without their spaces
    // A row for each name, in columns: there are many.
    this.kindOf = /** @type {number[]} */ ([]);
    this.rowOf = /** @type {number[]} */ ([]);
    this.aliasOf = /** @type {number[]} */ ([]); // -1 for the name itself
    this.runOf = /** @type {number[]} */ ([]); // -1 for none
    this.startOf = [0];
    this.wordsOf = /** @type {number[]} */ ([]);
    kinds.forEach(({ kind, texts, others }, number) => {
      for (let row = 0; row < texts.length; row++) {
        this.#add(texts[row], number, row, -1);
        if (kind === "paper" || !others[row]) continue;
        others[row].split("\t").forEach((other, alias) => this.#add(other, number, row, alias));
      }
    });
  }

  /**
   * The nodes with the names that are most like a query.
   * @param {string} query
   * @param {(node: Node) => boolean} isWanted
   * @returns {Hit[]}
   */
  nearest(query, isWanted) {
    const words = folded(query).split(BREAKS).filter(Boolean);
    if (!words.length) return [];
    const costs = words.map((word) => this.words.costs(word, true));
    const runs = this.runs.costs(words.join(""), false);
    /** @type {Map<string, Candidate>} */
    const best = new Map();
    for (let entry = 0; entry < this.rowOf.length; entry++) {
      const run = this.runOf[entry];
      const cost = Math.min(this.#cost(entry, costs), run < 0 ? FAR : runs[run]);
      if (cost >= FAR) continue;
      const row = this.rowOf[entry];
      const { kind, merits } = this.kinds[this.kindOf[entry]];
      const before = best.get(`${kind} ${row}`);
      if ((before && before.cost <= cost) || !isWanted({ kind, row })) continue;
      best.set(`${kind} ${row}`, { entry, cost, merit: merits[row] });
    }
    const sorted = [...best.values()].sort((a, b) => a.cost - b.cost || b.merit - a.merit);
    return sorted.slice(0, MOST).map((found) => this.#hit(found));
  }

  /**
   * @param {Candidate} candidate
   * @returns {Hit}
   */
  #hit({ entry, merit }) {
    const { kind, aliases } = this.kinds[this.kindOf[entry]];
    const [row, alias] = [this.rowOf[entry], this.aliasOf[entry]];
    const by = alias < 0 ? "" : (aliases?.[row].split("\t")[alias] ?? "");
    return { kind, row, by, score: merit };
  }

  /**
   * @param {string} text folded
   * @param {number} kind
   * @param {number} row
   * @param {number} alias
   */
  #add(text, kind, row, alias) {
    const words = text.split(BREAKS).filter(Boolean);
    const run = words.join("");
    const isRun = this.kinds[kind].kind !== "paper" && run.length > 2 && run.length <= LONGEST_RUN;
    for (const word of words) this.wordsOf.push(this.words.number(word));
    this.startOf.push(this.wordsOf.length);
    this.kindOf.push(kind);
    this.rowOf.push(row);
    this.aliasOf.push(alias);
    this.runOf.push(isRun ? this.runs.number(run) : -1);
  }

  /**
   * What it costs to take the words of a name for those of a query.
   * @param {number} entry
   * @param {Uint8Array[]} costs of each word of the query, by word
   */
  #cost(entry, costs) {
    let sum = 0;
    for (const cost of costs) {
      let least = FAR;
      for (let i = this.startOf[entry]; i < this.startOf[entry + 1]; i++) least = Math.min(least, cost[this.wordsOf[i]]);
      if (least === FAR) return FAR;
      sum += least;
    }
    return sum;
  }
}

/** Different words, numbered. */
class Vocabulary {
  constructor() {
    /** @type {Map<string, number>} */
    this.numbers = new Map();
    /** @type {string[]} */
    this.units = [];
    /** @type {number[]} which letters a word has, one bit each, some sharing one */
    this.letters = [];
  }

  /** @param {string} word */
  number(word) {
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    const units = unitsOf(word);
    this.numbers.set(word, this.units.length);
    this.units.push(units);
    this.letters.push(lettersOf(units));
    return this.units.length - 1;
  }

  /**
   * How many edits each word is away from one, `FAR` where too many; what starts with it is not away at all.
   * @param {string} word
   * @param {boolean} isStart whether the word may be the start of one
   */
  costs(word, isStart) {
    const wanted = unitsOf(word);
    const letters = lettersOf(wanted);
    const limit = LIMITS.find(({ length }) => wanted.length <= length)?.edits ?? 0;
    const costs = new Uint8Array(this.units.length).fill(FAR);
    for (let number = 0; number < costs.length; number++) {
      const units = this.units[number];
      if (isStart && units.startsWith(wanted)) costs[number] = 0;
      if (costs[number] === 0 || Math.abs(units.length - wanted.length) > limit) continue;
      const here = this.letters[number];
      if (bits(letters & ~here) > limit || bits(here & ~letters) > limit) continue;
      const away = edits(wanted, units, limit);
      if (away <= limit) costs[number] = away;
    }
    return costs;
  }
}

/**
 * The letters of a word; a syllable of Hangul has several.
 * @param {string} word
 */
function unitsOf(word) {
  return HANGUL.test(word) ? word.normalize("NFD") : word;
}

/** @param {string} units */
function lettersOf(units) {
  let letters = 0;
  for (let i = 0; i < units.length; i++) letters |= 1 << (units.charCodeAt(i) & 31);
  return letters;
}

/** @param {number} mask */
function bits(mask) {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count++;
  return count;
}

/**
 * How many letters are to be put in, taken out, changed, or swapped with the next, to make one text the other.
 * @param {string} one
 * @param {string} other
 * @param {number} limit above which it does not matter how many
 */
export function edits(one, other, limit) {
  let [before, last] = [/** @type {number[]} */ ([]), Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1));
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwap) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}
