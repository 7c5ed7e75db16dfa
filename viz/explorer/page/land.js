/** Soft coloured land: each node spreads the colour of its region on a small bitmap; the strongest wins. */

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./theme.js").Rgb} Rgb */

/**
 * A bitmap, and the part of the map that it covers.
 * @typedef {object} Land
 * @property {Uint8ClampedArray<ArrayBuffer>} pixels
 * @property {number} columns
 * @property {number} rows
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 */

const COLUMNS = 280;
const MARGIN = 90; // units of the map around its bounds
const BLUR = 4; // pixels of the bitmap
const PASSES = 3;
const SHORE = 0.18; // density at which land begins
const INLAND = 0.1; // density about the middle of a region

/**
 * @param {Scene} scene
 * @param {Pick<Shown, "has" | "radius">} shown
 * @param {Rgb[]} colours by number
 * @param {number} alpha
 * @returns {Land}
 */
export function paintLand(scene, shown, colours, alpha) {
  const { bounds, regions } = scene;
  const left = bounds.left - MARGIN;
  const top = bounds.top - MARGIN;
  const width = bounds.right + MARGIN - left;
  const height = bounds.bottom + MARGIN - top;
  const scale = COLUMNS / Math.max(width, height);
  const grid = { columns: Math.ceil(width * scale), rows: Math.ceil(height * scale) };
  const total = new Float32Array(grid.columns * grid.rows);
  const sums = [0, 1, 2].map(() => new Float32Array(total.length));
  for (const [region, members] of membersOnGrid(scene, shown, { left, top, scale, ...grid }).entries()) {
    spread(members, grid, total, sums, colours[regions[region].colour]);
  }
  const pixels = new Uint8ClampedArray(4 * total.length);
  for (let at = 0; at < total.length; at++) {
    if (!total[at]) continue;
    const density = Math.sqrt(Math.sqrt(total[at])) / INLAND;
    for (let part = 0; part < 3; part++) pixels[4 * at + part] = sums[part][at] / total[at];
    pixels[4 * at + 3] = 255 * alpha * Math.min(1, Math.max(0, (density - SHORE) / 0.9)) ** 0.7;
  }
  return { pixels, ...grid, left, top, width: grid.columns / scale, height: grid.rows / scale };
}

/** @typedef {{ columns: number, rows: number }} Grid */
/** @typedef {{ column: number, row: number, weight: number }} Member */

/**
 * The nodes of each region that are shown, as places on the bitmap.
 * @param {Scene} scene
 * @param {Pick<Shown, "has" | "radius">} shown
 * @param {Grid & { left: number, top: number, scale: number }} bitmap
 */
function membersOnGrid(scene, shown, { left, top, scale, columns, rows }) {
  /** @type {Member[][]} */
  const members = scene.regions.map(() => []);
  for (let node = 0; node < scene.count; node++) {
    if (!shown.has(node)) continue;
    const column = Math.round((scene.x[node] - left) * scale);
    const row = Math.round((scene.y[node] - top) * scale);
    const isInside = column >= 0 && row >= 0 && column < columns && row < rows;
    if (isInside) members[scene.community[node]]?.push({ column, row, weight: Math.sqrt(shown.radius[node]) });
  }
  return members;
}

/**
 * Adds a region's land, in the box that holds it.
 * @param {Member[]} members
 * @param {Grid} grid
 * @param {Float32Array} total
 * @param {Float32Array[]} sums
 * @param {Rgb} colour
 */
function spread(members, grid, total, sums, colour) {
  if (!members.length) return;
  const reach = BLUR * PASSES + 1;
  const columns = members.map(({ column }) => column);
  const rows = members.map(({ row }) => row);
  const left = Math.max(0, least(columns) - reach);
  const top = Math.max(0, least(rows) - reach);
  const width = Math.min(grid.columns, -least(columns.map((it) => -it)) + reach + 1) - left;
  const height = Math.min(grid.rows, -least(rows.map((it) => -it)) + reach + 1) - top;
  const field = new Float32Array(width * height);
  for (const { column, row, weight } of members) field[(row - top) * width + column - left] += weight;
  blur(field, width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = field[y * width + x];
      if (here < 1e-4) continue;
      const power = here * here * here * here; // makes the seams between regions narrow
      const at = (y + top) * grid.columns + x + left;
      total[at] += power;
      for (let part = 0; part < 3; part++) sums[part][at] += power * colour[part];
    }
  }
}

/** @param {number[]} values */
function least(values) {
  return values.reduce((one, other) => Math.min(one, other));
}

/**
 * @param {Float32Array} field
 * @param {number} width
 * @param {number} height
 */
function blur(field, width, height) {
  const other = new Float32Array(field.length);
  for (let pass = 0; pass < PASSES; pass++) {
    average(field, other, height, width, width, 1);
    average(other, field, width, height, 1, width);
  }
}

/**
 * A moving average along each line.
 * @param {Float32Array} from
 * @param {Float32Array} to
 * @param {number} lines
 * @param {number} length of a line
 * @param {number} nextLine how far the next line is
 * @param {number} step how far the next value of a line is
 */
function average(from, to, lines, length, nextLine, step) {
  const share = 1 / (2 * BLUR + 1);
  for (let line = 0; line < lines; line++) {
    const start = line * nextLine;
    let sum = 0;
    for (let i = 0; i < Math.min(BLUR, length); i++) sum += from[start + i * step];
    for (let i = 0; i < length; i++) {
      if (i + BLUR < length) sum += from[start + (i + BLUR) * step];
      to[start + i * step] = sum * share;
      if (i >= BLUR) sum -= from[start + (i - BLUR) * step];
    }
  }
}
