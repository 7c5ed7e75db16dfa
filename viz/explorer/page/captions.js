/** Which names stand on the map, and where: regions first, then nodes as long as there is room. */

import { radiusOf } from "./appearance.js";
import { holds, overlap, placesAround, Room, shortened, wrapped } from "./labels.js";

/** @typedef {import("./appearance.js").Ground} Ground */
/** @typedef {import("./atlas.js").Node} Node */
/** @typedef {import("./camera.js").Box} Box */
/** @typedef {import("./labels.js").Measure} Measure */
/** @typedef {import("./scene.js").SceneRegion} SceneRegion */

/** @typedef {Node | { kind: "region", row: number }} Target what a click on something means */

/**
 * @typedef {object} Caption a line of a name
 * @property {string} text
 * @property {number} x where it starts, or its middle
 * @property {number} y its middle
 * @property {"left" | "center"} align
 * @property {string} font
 * @property {number} size in pixels
 * @property {string} colour
 * @property {number} halo width of what lies under it
 * @property {number} alpha
 * @property {Target} target whose name it is
 * @property {Box} box that it takes
 */

export const FAMILY =
  'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK KR", "Noto Sans KR", sans-serif';
export const TITLES_FADE = { start: 1.6, end: 2.4, least: 0.55 }; // zoom, and the alpha at which they go
const LONGEST_NAME = 34; // characters on the map; the whole name shows by hovering and in the details
const NAMES_AT_FIRST = 46;
const TITLES_AT_FIRST = 28;
const MOST_NAMES = 170;
const REGIONS = { least: 8, most: 26, pixels: 32000 }; // named at once: one for so many pixels
const NARROW = 700; // pixels
const LEADING = 1.15;
const WHOLE = 1.5; // zoom up to which the window's edge cuts no name
const SIZES = {
  concept: { least: 11, most: 17, growth: 1.05 },
  author: { least: 11, most: 17, growth: 1.05 },
  paper: { least: 10.5, most: 13, growth: 0.55 }, // titles are long
};
const SUBTITLE = 0.82; // size of a subtitle, as a share of the title's
const HUBS = { each: 8, radius: 4, looked: 3000 }; // of each region so many, and what is so large among the first
const GIVING_WAY = { steps: 8, down: 15, across: 0.28 }; // pixels, and shares of its width, by which a name may
const FOR_A_HUB = 160; // pixels that a name gives way for the largest disc, for others less

/**
 * @param {Ground} ground
 * @param {Box} box pixels that are drawn
 * @param {Caption[]} inHand names that are drawn over the map; they are not written twice
 * @returns {Caption[]}
 */
export function captionsOf(ground, box, inHand = []) {
  const room = new Room([...ground.covers, ...inHand.map((caption) => caption.box)]);
  const titles = regionTitles(ground, room);
  const named = new Set(titles.flatMap(({ names }) => names));
  const { kind } = ground.scene;
  const taken = new Set(inHand.filter(({ target }) => target.kind === kind).map(({ target }) => target.row));
  const captions = nodeNames(ground, box, room, { named, taken });
  return [...captions, ...titles.flatMap((title) => title.captions)];
}

/**
 * @param {Ground} ground
 * @param {Room} room
 */
function regionTitles(ground, room) {
  const { shown, camera } = ground;
  if (camera.zoom >= TITLES_FADE.end) return [];
  const { least, most, pixels } = REGIONS;
  const count = Math.max(least, Math.min(most, Math.round((camera.width * camera.height) / pixels)));
  const largest = [...shown.regions].sort((a, b) => b.weight - a.weight).slice(0, count);
  const hubs = hubsOf(ground);
  const placed = [];
  for (const region of largest) {
    const names = [region.title, region.subtitle].map((name) => name.toLowerCase());
    const captions = placedTitle(ground, region, room, hubs);
    if (captions) placed.push({ names, captions });
  }
  return placed;
}

/** @typedef {{ box: Box, cost: number }} Hub a disc, and how far a name gives way for it */

/**
 * The discs that matter most, in each region and in all.
 * @param {Ground} ground
 * @returns {Hub[]}
 */
function hubsOf(ground) {
  const { scene, shown, camera } = ground;
  const counts = new Uint32Array(scene.regions.length);
  const discs = [];
  let largest = 1;
  for (const node of shown.order.subarray(0, HUBS.looked)) {
    const radius = radiusOf(ground, node);
    const isFirst = counts[scene.community[node]] < HUBS.each;
    if (!shown.has(node) || (radius < HUBS.radius && !isFirst)) continue;
    counts[scene.community[node]]++;
    largest = Math.max(largest, radius);
    const [x, y] = [camera.across(scene.x[node]), camera.down(scene.y[node])];
    discs.push({ box: { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }, radius });
  }
  return discs.map(({ box, radius }) => ({ box, cost: FOR_A_HUB * (radius / largest) ** 1.5 }));
}

/**
 * The lines of a region's name, or null where other names leave no room: as near to its middle as they and its hubs do.
 * @param {Ground} ground
 * @param {SceneRegion} region
 * @param {Room} room
 * @param {Hub[]} hubs
 * @returns {Caption[] | null}
 */
function placedTitle(ground, region, room, hubs) {
  const { camera, theme, measure } = ground;
  const lines = titleLines(region, camera.width < NARROW, measure);
  const width = Math.max(...lines.map((line) => measure(line.font, line.text)));
  const height = lines.reduce((sum, line) => sum + line.size * LEADING, 0);
  const box = titleBox(ground, region, { width, height }, room, hubs);
  if (!box) return null;
  room.take(box);
  const { start, end, least } = TITLES_FADE;
  const alpha = Math.max(least, Math.min(1, 1 - ((1 - least) * (camera.zoom - start)) / (end - start)));
  let down = box.top + 3;
  const middle = (box.left + box.right) / 2;
  return lines.map((line) => {
    const half = measure(line.font, line.text) / 2;
    const own = { left: middle - half, right: middle + half, top: down, bottom: down + line.size * LEADING };
    down = own.bottom;
    const at = { x: middle, y: (own.top + own.bottom) / 2, align: /** @type {const} */ ("center") };
    const target = { kind: /** @type {const} */ ("region"), row: region.number };
    return { ...line, ...at, colour: theme.title[region.colour], halo: 5, alpha, target, box: own };
  });
}

/**
 * @param {Ground} ground
 * @param {SceneRegion} region
 * @param {{ width: number, height: number }} size
 * @param {Room} room
 * @param {Hub[]} hubs
 * @returns {Box | null}
 */
function titleBox({ camera }, region, { width, height }, room, hubs) {
  const [x, y] = [camera.across(region.x), camera.down(region.y)];
  const isWhole = camera.zoom < WHOLE && x > 0 && x < camera.width;
  let best = null;
  let least = Infinity;
  for (const [right, down] of shiftsOf(width)) {
    const away = Math.hypot(right, down);
    if (away >= least) break; // the nearest come first
    const [left, top] = [x + right - width / 2 - 6, y + down - height / 2 - 3];
    const box = { left, right: left + width + 12, top, bottom: top + height + 6 };
    if (isWhole && (box.left < 0 || box.right > camera.width)) continue;
    if (!room.isFree(box)) continue;
    let cost = away;
    for (const hub of hubs) if (overlap(hub.box, box)) cost += hub.cost;
    if (cost < least) [best, least] = [box, cost];
  }
  return best;
}

/**
 * By how many pixels a name may give way, the least first.
 * @param {number} width
 */
function shiftsOf(width) {
  const { steps, down, across } = GIVING_WAY;
  /** @type {[number, number][]} */
  const shifts = [];
  for (let row = -steps; row <= steps; row++) {
    for (let column = -2; column <= 2; column++) shifts.push([column * across * width, row * down]);
  }
  return shifts.sort((one, other) => Math.hypot(...one) - Math.hypot(...other));
}

/**
 * @param {SceneRegion} region
 * @param {boolean} isNarrow
 * @param {Measure} measure
 */
function titleLines(region, isNarrow, measure) {
  const size = isNarrow ? 12 : 13.5;
  const font = `650 ${size}px ${FAMILY}`;
  const title = shortened(region.title, 2 * LONGEST_NAME).toUpperCase();
  const lines = wrapped(title, font, isNarrow ? 120 : 170, measure).map((text) => ({ text, font, size }));
  if (region.subtitle) {
    const small = `500 ${size * SUBTITLE}px ${FAMILY}`;
    lines.push({ text: shortened(region.subtitle, LONGEST_NAME), font: small, size: size * SUBTITLE });
  }
  return lines;
}

/**
 * Names by what they matter, each in the first free of four places.
 * @param {Ground} ground
 * @param {Box} box
 * @param {Room} room
 * @param {{ named: Set<string>, taken: Set<number> }} written names of regions, and nodes whose names stand elsewhere
 * @returns {Caption[]}
 */
function nodeNames(ground, box, room, { named, taken }) {
  const { scene, shown, camera, covers } = ground;
  const { width, height, zoom } = camera;
  const atFirst = scene.kind === "paper" ? TITLES_AT_FIRST : NAMES_AT_FIRST;
  const wanted = Math.min(MOST_NAMES, atFirst * zoom ** 0.8) * Math.min(1, (width * height) / 1e6);
  const margin = ((box.right - box.left) * (box.bottom - box.top)) / (width * height) - 1;
  const captions = [];
  let inside = 0;
  let outside = 0;
  let tried = 0;
  for (const node of shown.order) {
    if (inside >= wanted || tried >= wanted * 30) break;
    const [x, y] = [camera.across(scene.x[node]), camera.down(scene.y[node])];
    if (x < box.left || x > box.right || y < box.top || y > box.bottom || !shown.has(node)) continue;
    const isInside = x > 0 && x < width && y > 0 && y < height;
    if (!isInside && outside > wanted * margin) continue;
    if (taken.has(node) || covers.some((cover) => holds(cover, x, y))) continue;
    if (zoom < TITLES_FADE.start && named.has(scene.names[node].toLowerCase())) continue;
    tried++;
    const caption = placedName(ground, node, room);
    const radius = radiusOf(ground, node);
    if (radius > 5) room.take({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
    if (!caption) continue;
    captions.push(caption);
    if (isInside) inside++;
    else outside++;
  }
  return captions;
}

/**
 * @param {Ground} ground
 * @param {number} node
 * @param {Room} room
 * @returns {Caption | null}
 */
function placedName(ground, node, room) {
  const { scene, shown, camera, theme, measure } = ground;
  const [x, y] = [camera.across(scene.x[node]), camera.down(scene.y[node])];
  const { least, most, growth } = SIZES[scene.kind];
  const wanted = least - 1.8 + growth * Math.log2(1 + Math.max(0, shown.size[node]));
  const narrow = camera.width < NARROW ? 0.92 : 1;
  const size = Math.round(2 * narrow * Math.max(least, Math.min(most, wanted))) / 2;
  const font = `${size > 14.5 ? 600 : 500} ${size}px ${FAMILY}`;
  const text = shortened(scene.names[node], LONGEST_NAME);
  const isWhole = camera.zoom < WHOLE && x > 0 && x < camera.width;
  for (const box of placesAround(x, y, radiusOf(ground, node), measure(font, text) + 2, size * 1.25)) {
    if (!room.isFree(box)) continue;
    if (isWhole && (box.left < 4 || box.right > camera.width - 4)) continue;
    room.take(box);
    const place = { x: box.left + 1, y: (box.top + box.bottom) / 2, align: /** @type {const} */ ("left"), box };
    const target = { kind: scene.kind, row: node };
    return { text, ...place, font, size, colour: theme.label, halo: 3.5, alpha: 1, target };
  }
  return null;
}
