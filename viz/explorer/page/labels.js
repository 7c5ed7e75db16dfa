/** Places texts so that none covers another. */

/** @typedef {import("./camera.js").Box} Box */
/** @typedef {(font: string, text: string) => number} Measure */

const CELL_WIDTH = 96;
const CELL_HEIGHT = 28;
const ROWS_OF_CELLS = 4096;
const GAP = 3; // pixels between a node and its name

/** Remembers the boxes taken, on a coarse grid. */
export class Room {
  constructor() {
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box */
  isFree(box) {
    /** @param {Box} other */
    const overlaps = (other) =>
      other.left < box.right && box.left < other.right && other.top < box.bottom && box.top < other.bottom;
    return cellsOf(box).every((cell) => !this.cells.get(cell)?.some(overlaps));
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
