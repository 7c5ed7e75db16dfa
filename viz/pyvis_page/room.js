"use strict";

/** Keeps account of which parts of a window are covered, square by square. */
class Room {
  static SQUARE = 4; // pixels

  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.columns = Math.ceil(width / Room.SQUARE);
    this.rows = Math.ceil(height / Room.SQUARE);
    this.covered = new Uint8Array(this.columns * this.rows);
  }

  /** Whether a box, given by its middle and extent, is in the window and covers nothing. */
  isFree(box) {
    const { left, top, right, bottom } = sidesOf(box);
    if (left < 0 || top < 0 || right > this.width || bottom > this.height) return false;
    for (const square of this.#squares(box)) if (this.covered[square]) return false;
    return true;
  }

  cover(box) {
    for (const square of this.#squares(box)) this.covered[square] = 1;
  }

  *#squares(box) {
    const { left, top, right, bottom } = sidesOf(box);
    const [firstColumn, firstRow] = [left, top].map((side) => Math.max(0, Math.floor(side / Room.SQUARE)));
    const lastColumn = Math.min(this.columns - 1, Math.floor(right / Room.SQUARE));
    const lastRow = Math.min(this.rows - 1, Math.floor(bottom / Room.SQUARE));
    for (let row = firstRow; row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) yield row * this.columns + column;
    }
  }
}

function sidesOf({ x, y, width, height }) {
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
}
