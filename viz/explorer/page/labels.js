/** Places texts so that none covers another. */

/** @typedef {import("./camera.js").Box} Box */
/** @typedef {(font: string, text: string) => number} Measure */

const CELL_WIDTH = 96;
const CELL_HEIGHT = 28;
const ROWS_OF_CELLS = 4096;
const GAP = 3; // pixels between a node and its name

/** Remembers the boxes taken, on a coarse grid. */
export class Room {
  /** @param {Box[]} taken */
  constructor(taken = []) {
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
    for (const box of taken) this.take(box);
  }

  /** @param {Box} box */
  isFree(box) {
    return cellsOf(box).every((cell) => !this.cells.get(cell)?.some((other) => overlap(box, other)));
  }

  /** @param {Box} box */
  take(box) {
    for (const cell of cellsOf(box)) {
      const boxes = this.cells.get(cell);
      if (boxes) boxes.push(box);
      else this.cells.set(cell, [box]);
    }
  }
}

/**
 * Whether two boxes have room in common.
 * @param {Box} one
 * @param {Box} other
 */
export function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/**
 * Whether a place is in a box.
 * @param {Box} box
 * @param {number} x
 * @param {number} y
 */
export function holds(box, x, y) {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

/**
 * A box moved as little as it takes to be in the window and under nothing that covers it.
 * @param {Box} box
 * @param {Box} within
 * @param {Box[]} covers
 */
export function uncovered(box, within, covers) {
  let moved = into(box, within);
  for (const cover of covers) {
    if (!overlap(moved, cover)) continue;
    const ways = [
      shifted(moved, cover.left - moved.right, 0),
      shifted(moved, cover.right - moved.left, 0),
      shifted(moved, 0, cover.top - moved.bottom),
      shifted(moved, 0, cover.bottom - moved.top),
    ].map((way) => into(way, within));
    const free = ways.filter((way) => !covers.some((other) => overlap(way, other)));
    const from = moved;
    /** @param {Box} way */
    const away = (way) => Math.abs(way.left - from.left) + Math.abs(way.top - from.top);
    moved = free.sort((a, b) => away(a) - away(b))[0] ?? moved;
  }
  return moved;
}

/**
 * @param {Box} box
 * @param {Box} within
 */
function into(box, within) {
  const right = Math.max(within.left - box.left, Math.min(0, within.right - box.right));
  return shifted(box, right, Math.max(within.top - box.top, Math.min(0, within.bottom - box.bottom)));
}

/**
 * @param {Box} box
 * @param {number} right
 * @param {number} down
 * @returns {Box}
 */
function shifted({ left, right: end, top, bottom }, right, down) {
  return { left: left + right, right: end + right, top: top + down, bottom: bottom + down };
}

/** @param {Box} box */
function cellsOf(box) {
  const cells = [];
  for (let column = Math.floor(box.left / CELL_WIDTH); column <= Math.floor(box.right / CELL_WIDTH); column++) {
    for (let row = Math.floor(box.top / CELL_HEIGHT); row <= Math.floor(box.bottom / CELL_HEIGHT); row++) {
      cells.push(column * ROWS_OF_CELLS + row);
    }
  }
  return cells;
}

/**
 * The boxes to try around a circle: right, left, above, below.
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {number} width
 * @param {number} height
 * @returns {Box[]}
 */
export function placesAround(x, y, radius, width, height) {
  const away = radius + GAP;
  /**
   * @param {number} left
   * @param {number} top
   */
  const box = (left, top) => ({ left, top, right: left + width, bottom: top + height });
  return [
    box(x + away, y - height / 2),
    box(x - away - width, y - height / 2),
    box(x - width / 2, y - away - height + 2),
    box(x - width / 2, y + away - 1),
  ];
}

/**
 * Breaks a text into lines of at most some width; a longer word stands alone.
 * @param {string} text
 * @param {string} font
 * @param {number} most
 * @param {Measure} measure
 */
export function wrapped(text, font, most, measure) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && measure(font, longer) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * The text, or as much of its start as finds room, with an ellipsis.
 * @param {string} text
 * @param {number} most characters
 */
export function shortened(text, most) {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}
