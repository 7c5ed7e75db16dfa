/** Unpacks the blocks that blocks.py packed; schema.json declares their columns. */

const VERSION = 1;
const COUNTS = ".counts";
const NUMBERS = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
};

/** @typedef {Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array} Numbers */
/** @typedef {[keyof typeof NUMBERS | "text", number, number]} Column */
/** @typedef {{ title: string, subtitle: string, about: string[], colour: number }} Region */

/**
 * @typedef {object} Header
 * @property {number} version
 * @property {string} block
 * @property {Record<string, Column>} columns
 * @property {string[]} [palette]
 * @property {string} [opens]
 * @property {number} [maxTeam]
 * @property {{ papers: number, authors: number, concepts: number }} [counts]
 * @property {Record<string, Region[]>} [regions]
 * @property {number} [summaries] how many papers have theirs in the page
 */

/** Whether this browser can unpack at all. */
export function canUnpack() {
  return typeof DecompressionStream === "function";
}

/**
 * @param {string} base64
 * @returns {Promise<Block>}
 */
export async function unpack(base64) {
  const letters = atob(base64.trim());
  const packed = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Block(await new Response(stream).arrayBuffer());
}

/** Columns by name. */
export class Block {
  /** @param {ArrayBuffer} buffer */
  constructor(buffer) {
    const size = new DataView(buffer).getUint32(0, true);
    /** @type {Header} */
    this.header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, size)));
    if (this.header.version !== VERSION) {
      throw new Error(`this page reads data of version ${VERSION}, not ${this.header.version}`);
    }
    this.buffer = buffer;
    this.start = 4 + size;
  }

  /**
   * @param {string} name
   * @returns {Numbers}
   */
  numbers(name) {
    const [kind, at, length] = this.#column(name);
    if (kind === "text") throw new Error(`column ${name} holds text`);
    return new NUMBERS[kind](this.buffer, this.start + at, length);
  }

  /**
   * @param {string} name
   * @param {number} rows
   * @returns {string[]}
   */
  texts(name, rows) {
    const [kind, at, length] = this.#column(name);
    if (kind !== "text") throw new Error(`column ${name} holds numbers`);
    if (!rows) return [];
    return new TextDecoder().decode(new Uint8Array(this.buffer, this.start + at, length)).split("\n");
  }

  /** @param {string} name */
  lists(name) {
    return Lists.ofCounts(this.numbers(name + COUNTS), this.numbers(name));
  }

  /** @param {string} name */
  #column(name) {
    const column = this.header.columns[name];
    if (!column) throw new Error(`block ${this.header.block} has no column ${name}`);
    return column;
  }
}

/**
 * Where the list of each row starts, and the end of the last.
 * @param {Numbers} counts
 */
export function startsOf(counts) {
  const starts = new Uint32Array(counts.length + 1);
  for (let row = 0; row < counts.length; row++) starts[row + 1] = starts[row] + counts[row];
  return starts;
}

/** A list of numbers for each row. */
export class Lists {
  /**
   * @param {Uint32Array} starts where each row's list starts, and the end of the last
   * @param {Numbers} values
   */
  constructor(starts, values) {
    this.starts = starts;
    this.values = values;
  }

  /**
   * @param {Numbers} counts
   * @param {Numbers} values
   */
  static ofCounts(counts, values) {
    return new Lists(startsOf(counts), values);
  }

  get length() {
    return this.starts.length - 1;
  }

  /** @param {number} row */
  row(row) {
    return this.values.subarray(this.starts[row], this.starts[row + 1]);
  }

  /** @param {number} row */
  count(row) {
    return this.starts[row + 1] - this.starts[row];
  }

  /**
   * The same relation from the other side.
   * @param {number} rows
   */
  inverse(rows) {
    const starts = new Uint32Array(rows + 1);
    for (const value of this.values) starts[value + 1]++;
    for (let row = 0; row < rows; row++) starts[row + 1] += starts[row];
    const next = starts.slice();
    const values = new Uint32Array(this.values.length);
    for (let row = 0; row < this.length; row++) {
      for (const value of this.row(row)) values[next[value]++] = row;
    }
    return new Lists(starts, values);
  }
}
