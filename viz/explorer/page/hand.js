/** What the reader has in hand, drawn over a veiled map: a node and its neighbours, a paper's concepts, a path. */

import { colourOf, radiusOf } from "./appearance.js";
import { FAMILY } from "./captions.js";
import { placesAround, Room, shortened, wrapped } from "./labels.js";
import { paintCaptions } from "./painting.js";
import { neighboursOf } from "./scene.js";

/** @typedef {import("./appearance.js").Ground} Ground */
/** @typedef {import("./atlas.js").Node} Node */
/** @typedef {import("./atlas.js").Kind} Kind */
/** @typedef {import("./captions.js").Caption} Caption */
/** @typedef {import("./painting.js").Context} Context */
/** @typedef {import("./theme.js").Theme} Theme */

/**
 * @typedef {object} Hand
 * @property {number} selected node of the scene, -1 for none
 * @property {number[]} marked nodes of the scene that the selected node of another kind is tied to
 * @property {number[]} path nodes of the scene in a row
 * @property {Satellite[]} opened what stands around the selected node
 */

/** @typedef {{ node: Node, name: string }} Satellite */

/** @type {Hand} */
export const EMPTY_HAND = { selected: -1, marked: [], path: [], opened: [] };
const MOST_NEIGHBOURS = 400;
const NAMED = { selected: 26, hovered: 12 };
const LONGEST = 60; // characters of a name beside the one in hand
const WIDEST = 300; // pixels of the name in hand
const MOST_LINES = 12;
const LEADING = 1.3;
const RING = 96; // pixels between a node and the first ring around it
const RINGS_APART = 52;
const ROOM_ON_RING = 46;

/**
 * @param {Context} context
 * @param {Ground} ground
 * @param {Hand} hand
 * @param {number} hovered -1 for none
 */
export function paintHand(context, ground, hand, hovered) {
  const { camera, theme } = ground;
  context.clearRect(0, 0, camera.width, camera.height);
  if (hand.selected >= 0 || hand.marked.length || hand.path.length) {
    context.fillStyle = theme.veil;
    context.fillRect(0, 0, camera.width, camera.height);
  }
  const room = new Room();
  if (hand.path.length) paintPath(context, ground, hand.path, room);
  else if (hand.selected >= 0 && hand.opened.length) paintOpened(context, ground, hand, room);
  else if (hand.selected >= 0) paintStar(context, ground, hand.selected, NAMED.selected, room);
  else paintMarked(context, ground, hand.marked, room);
  if (hovered >= 0 && hovered !== hand.selected) {
    paintStar(context, ground, hovered, hand.selected >= 0 ? 0 : NAMED.hovered, new Room());
  }
}

/**
 * Where the things around an opened node stand, in rings.
 * @param {number} count
 * @returns {[number, number][]} pixels from the node
 */
export function ringPlaces(count) {
  /** @type {[number, number][]} */
  const places = [];
  for (let ring = 0; places.length < count; ring++) {
    const radius = RING + ring * RINGS_APART;
    const free = Math.floor((2 * Math.PI * radius) / ROOM_ON_RING);
    const here = Math.min(free, count - places.length);
    for (let i = 0; i < here; i++) {
      const angle = ((i + (ring % 2) / 2) / here) * 2 * Math.PI - Math.PI / 2;
      places.push([radius * 1.35 * Math.cos(angle), radius * Math.sin(angle)]);
    }
  }
  return places;
}

/**
 * A node with its edges and neighbours, and the names of the nearest.
 * @param {Context} context
 * @param {Ground} ground
 * @param {number} node
 * @param {number} named
 * @param {Room} room
 */
function paintStar(context, ground, node, named, room) {
  const { scene, shown } = ground;
  const others = neighboursOf(scene, node, MOST_NEIGHBOURS).filter((other) => shown.has(other));
  for (const other of others) paintLine(context, ground, node, other, 0.55, 1.2);
  for (const other of others) paintDisc(context, ground, other, 0.6);
  paintDisc(context, ground, node, 2);
  paintRing(context, ground, node);
  const captions = nameOf(ground, node, 4, true, room);
  for (const other of others.slice(0, named)) captions.push(...nameOf(ground, other, 0, false, room));
  paintCaptions(context, captions, ground.theme);
}

/**
 * @param {Context} context
 * @param {Ground} ground
 * @param {number[]} marked
 * @param {Room} room
 */
function paintMarked(context, ground, marked, room) {
  for (const node of marked) paintDisc(context, ground, node, 1.5);
  paintCaptions(
    context,
    marked.slice(0, 80).flatMap((node) => nameOf(ground, node, 1.5, false, room)),
    ground.theme,
  );
}

/**
 * @param {Context} context
 * @param {Ground} ground
 * @param {number[]} path
 * @param {Room} room
 */
function paintPath(context, ground, path, room) {
  path.slice(1).forEach((node, i) => paintLine(context, ground, path[i], node, 0.9, 2.5));
  for (const node of path) {
    paintDisc(context, ground, node, 2);
    paintRing(context, ground, node);
  }
  paintCaptions(
    context,
    path.flatMap((node) => nameOf(ground, node, 4, true, room)),
    ground.theme,
  );
}

/**
 * @param {Context} context
 * @param {Ground} ground
 * @param {Hand} hand
 * @param {Room} room
 */
function paintOpened(context, ground, { selected, opened }, room) {
  const { scene, camera, theme } = ground;
  const [x, y] = [camera.across(scene.x[selected]), camera.down(scene.y[selected])];
  const places = ringPlaces(opened.length);
  context.strokeStyle = theme.between;
  context.lineWidth = 1;
  context.globalAlpha = 0.6;
  context.beginPath();
  for (const [right, down] of places) {
    context.moveTo(x, y);
    context.lineTo(x + right, y + down);
  }
  context.stroke();
  context.globalAlpha = 1;
  opened.forEach(({ node }, i) => {
    const [right, down] = places[i];
    paintShape(context, theme, node.kind, x + right, y + down);
  });
  paintDisc(context, ground, selected, 2);
  paintRing(context, ground, selected);
  const captions = nameOf(ground, selected, 4, true, room);
  opened.forEach(({ name }, i) => {
    const [right, down] = places[i];
    captions.push(...placed(ground, shortened(name, 30), { x: x + right, y: y + down, radius: 6 }, false, room));
  });
  paintCaptions(context, captions, theme);
}

/**
 * Kinds are told apart by shape: a paper is a square, a person a diamond, a concept round.
 * @param {Context} context
 * @param {Theme} theme
 * @param {Kind} kind
 * @param {number} x
 * @param {number} y
 */
function paintShape(context, theme, kind, x, y) {
  context.beginPath();
  if (kind === "paper") context.rect(x - 4.5, y - 4.5, 9, 9);
  else if (kind === "concept") context.arc(x, y, 5, 0, 2 * Math.PI);
  else {
    context.moveTo(x, y - 6.5);
    for (const [right, down] of [
      [6.5, 0],
      [0, 6.5],
      [-6.5, 0],
    ])
      context.lineTo(x + right, y + down);
    context.closePath();
  }
  context.fillStyle = theme.node[{ paper: 0, author: 1, concept: 6 }[kind]] ?? theme.none;
  context.fill();
  context.strokeStyle = theme.rim;
  context.lineWidth = 1.2;
  context.stroke();
}

/**
 * @param {Context} context
 * @param {Ground} ground
 * @param {number} one
 * @param {number} other
 * @param {number} alpha
 * @param {number} width
 */
function paintLine(context, ground, one, other, alpha, width) {
  const { scene, camera } = ground;
  context.globalAlpha = alpha;
  context.strokeStyle = colourOf(ground, other);
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(camera.across(scene.x[one]), camera.down(scene.y[one]));
  context.lineTo(camera.across(scene.x[other]), camera.down(scene.y[other]));
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * @param {Context} context
 * @param {Ground} ground
 * @param {number} node
 * @param {number} more pixels of radius
 */
function paintDisc(context, ground, node, more) {
  const { scene, camera, theme } = ground;
  context.beginPath();
  const radius = radiusOf(ground, node) + more;
  context.arc(camera.across(scene.x[node]), camera.down(scene.y[node]), radius, 0, 2 * Math.PI);
  context.fillStyle = colourOf(ground, node);
  context.fill();
  context.strokeStyle = theme.rim;
  context.lineWidth = 1.2;
  context.stroke();
}

/**
 * @param {Context} context
 * @param {Ground} ground
 * @param {number} node
 */
function paintRing(context, ground, node) {
  const { scene, camera, theme } = ground;
  context.beginPath();
  const radius = radiusOf(ground, node) + 4.5;
  context.arc(camera.across(scene.x[node]), camera.down(scene.y[node]), radius, 0, 2 * Math.PI);
  context.strokeStyle = theme.ink;
  context.lineWidth = 2;
  context.stroke();
}

/**
 * The captions of a node's name; the one in hand is written whole.
 * @param {Ground} ground
 * @param {number} node
 * @param {number} more pixels of radius
 * @param {boolean} isInHand
 * @param {Room} room
 */
function nameOf(ground, node, more, isInHand, room) {
  const { scene, camera } = ground;
  const radius = radiusOf(ground, node) + more;
  const spot = { x: camera.across(scene.x[node]), y: camera.down(scene.y[node]), radius };
  return placed(ground, isInHand ? scene.names[node] : shortened(scene.names[node], LONGEST), spot, isInHand, room);
}

/**
 * A text in the first free place around a circle, in lines where it is long; nothing where there is no room, but what
 * is in hand is always written.
 * @param {Ground} ground
 * @param {string} text
 * @param {{ x: number, y: number, radius: number }} spot
 * @param {boolean} isInHand
 * @param {Room} room
 * @returns {Caption[]}
 */
function placed({ theme, measure, camera }, text, { x, y, radius }, isInHand, room) {
  const size = isInHand ? 15 : 12;
  const font = `${isInHand ? 700 : 500} ${size}px ${FAMILY}`;
  const lines = wrapped(text, font, Math.min(WIDEST, camera.width * 0.7), measure).slice(0, MOST_LINES);
  const width = Math.max(...lines.map((line) => measure(font, line))) + 2;
  const height = lines.length * size * LEADING;
  const places = placesAround(x, y, radius, width, height);
  const isInWindow = places.find((box) => box.left > 0 && box.right < camera.width && room.isFree(box));
  const box = isInWindow ?? places.find((other) => room.isFree(other)) ?? (isInHand ? places[0] : null);
  if (!box) return [];
  room.take(box);
  return lines.map((line, i) => {
    const middle = box.top + (i + 0.5) * size * LEADING;
    return {
      text: line,
      x: box.left + 1,
      y: middle,
      align: "left",
      font,
      size,
      colour: theme.label,
      halo: 4,
      alpha: 1,
    };
  });
}
