/** Which names stand on the map, and where: regions first, then nodes as long as there is room. */

import { radiusOf } from "./appearance.js";
import { placesAround, Room, shortened, wrapped } from "./labels.js";

/** @typedef {import("./appearance.js").Ground} Ground */
/** @typedef {import("./camera.js").Box} Box */
/** @typedef {import("./labels.js").Measure} Measure */
/** @typedef {import("./scene.js").SceneRegion} SceneRegion */

/**
 * @typedef {object} Caption
 * @property {string} text
 * @property {number} x where it starts, or its middle
 * @property {number} y its middle
 * @property {"left" | "center"} align
 * @property {string} font
 * @property {number} size in pixels
 * @property {string} colour
 * @property {number} halo width of what lies under it
 * @property {number} alpha
 */

export const FAMILY =
  'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK KR", "Noto Sans KR", sans-serif';
const LONGEST_NAME = 34; // characters on the map; the whole name shows by hovering and in the details
const NAMES_AT_FIRST = 46;
const TITLES_AT_FIRST = 28;
const MOST_NAMES = 170;
const REGIONS = { wide: 26, narrow: 10 };
const NARROW = 700; // pixels
const LEADING = 1.15;
const SIZES = {
  concept: { least: 11, most: 17, growth: 1.05 },
  author: { least: 11, most: 17, growth: 1.05 },
  paper: { least: 10.5, most: 13, growth: 0.55 }, // titles are long
};
const SHIFTS = [0, -22, 22, -44, 44, -66, 66]; // pixels by which a region's name may give way
const TITLES_FADE = { start: 1.6, end: 3.2 }; // zoom
const SUBTITLE = 0.82; // size of a subtitle, as a share of the title's

/**
 * @param {Ground} ground
 * @param {Box} box pixels that are drawn
 * @returns {Caption[]}
 */
export function captionsOf(ground, box) {
  const room = new Room();
  const titles = regionTitles(ground, room);
  const taken = new Set(titles.flatMap(({ names }) => names));
  const captions = nodeNames(ground, box, room, taken);
  return [...captions, ...titles.flatMap((title) => title.captions)];
}

/**
 * @param {Ground} ground
 * @param {Room} room
 */
function regionTitles(ground, room) {
  const { scene, shown, camera } = ground;
  if (camera.zoom >= TITLES_FADE.end) return [];
  const isNarrow = camera.width < NARROW;
  const regions = scene.regions.filter(({ number }) => shown.regions.has(number));
  const largest = regions.sort((a, b) => b.weight - a.weight).slice(0, isNarrow ? REGIONS.narrow : REGIONS.wide);
  const placed = [];
  for (const region of largest) {
    const names = [region.title, region.subtitle].map((name) => name.toLowerCase());
    const captions = placedTitle(ground, region, room);
    if (captions) placed.push({ names, captions });
  }
  return placed;
}

/**
 * The lines of a region's name, or null where there is no room.
 * @param {Ground} ground
 * @param {SceneRegion} region
 * @param {Room} room
 * @returns {Caption[] | null}
 */
function placedTitle({ camera, theme, measure }, region, room) {
  const lines = titleLines(region, camera.width < NARROW, measure);
  const width = Math.max(...lines.map((line) => measure(line.font, line.text)));
  const height = lines.reduce((sum, line) => sum + line.size * LEADING, 0);
  const [x, y] = [camera.across(region.x), camera.down(region.y)];
  const alpha = Math.min(1, (TITLES_FADE.end - camera.zoom) / (TITLES_FADE.end - TITLES_FADE.start));
  for (const shift of SHIFTS) {
    const top = y + shift - height / 2;
    const box = { left: x - width / 2 - 6, right: x + width / 2 + 6, top: top - 3, bottom: top + height + 3 };
    if (!room.isFree(box)) continue;
    room.take(box);
    let down = top;
    return lines.map((line) => {
      down += line.size * LEADING;
      const middle = down - (line.size * LEADING) / 2;
      const colour = theme.title[region.colour];
      return { ...line, x, y: middle, align: "center", colour, halo: 5, alpha };
    });
  }
  return null;
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
 * @param {Set<string>} taken names that stand there already
 * @returns {Caption[]}
 */
function nodeNames(ground, box, room, taken) {
  const { scene, shown, camera } = ground;
  const { width, height, zoom } = camera;
  const atFirst = scene.kind === "paper" ? TITLES_AT_FIRST : NAMES_AT_FIRST;
  const wanted = Math.min(MOST_NAMES, atFirst * zoom ** 0.8) * Math.min(1, (width * height) / 1e6);
  const margin = ((box.right - box.left) * (box.bottom - box.top)) / (width * height) - 1;
  const captions = [];
  let inside = 0;
  let outside = 0;
  let tried = 0;
  for (const node of scene.order) {
    if (inside >= wanted || tried >= wanted * 30) break;
    const [x, y] = [camera.across(scene.x[node]), camera.down(scene.y[node])];
    if (x < box.left || x > box.right || y < box.top || y > box.bottom || !shown.has(node)) continue;
    const isInside = x > 0 && x < width && y > 0 && y < height;
    if (!isInside && outside > wanted * margin) continue;
    if (zoom < TITLES_FADE.start && taken.has(scene.names[node].toLowerCase())) continue;
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
  const { scene, camera, theme, measure } = ground;
  const [x, y] = [camera.across(scene.x[node]), camera.down(scene.y[node])];
  const { least, most, growth } = SIZES[scene.kind];
  const wanted = least - 1.8 + growth * Math.log2(1 + Math.max(0, scene.size[node]));
  const narrow = camera.width < NARROW ? 0.92 : 1;
  const size = Math.round(2 * narrow * Math.max(least, Math.min(most, wanted))) / 2;
  const font = `${size > 14.5 ? 600 : 500} ${size}px ${FAMILY}`;
  const text = shortened(scene.names[node], LONGEST_NAME);
  const isWhole = camera.zoom < 1.5 && x > 0 && x < camera.width; // at first sight the window's edge cuts no name
  for (const place of placesAround(x, y, radiusOf(ground, node), measure(font, text) + 2, size * 1.25)) {
    if (!room.isFree(place)) continue;
    if (isWhole && (place.left < 4 || place.right > camera.width - 4)) continue;
    room.take(place);
    const middle = (place.top + place.bottom) / 2;
    return { text, x: place.left + 1, y: middle, align: "left", font, size, colour: theme.label, halo: 3.5, alpha: 1 };
  }
  return null;
}
