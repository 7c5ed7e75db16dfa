/** What the reader has in hand, over a veiled map: a node and its neighbours, a paper's concepts, a path. */

import { colourOf, radiusOf } from "./appearance.js";
import { FAMILY } from "./captions.js";
import { holds, overlap, placesAround, Room, shortened, uncovered, wrapped } from "./labels.js";
import { neighboursOf } from "./scene.js";

/** @typedef {import("./appearance.js").Ground} Ground */
/** @typedef {import("./atlas.js").Node} Node */
/** @typedef {import("./atlas.js").Kind} Kind */
/** @typedef {import("./camera.js").Box} Box */
/** @typedef {import("./captions.js").Caption} Caption */
/** @typedef {import("./captions.js").Target} Target */

/**
 * @typedef {object} Hand
 * @property {number} selected node of the scene, -1 for none
 * @property {number[]} marked nodes of the scene that the selected node of another kind is tied to
 * @property {number[]} path nodes of the scene in a row
 * @property {Satellite[]} opened what stands around the selected node
 */

/** @typedef {{ node: Node, name: string }} Satellite */

/**
 * @typedef {object} Shape
 * @property {"lines" | "disc" | "polygon"} form
 * @property {number[]} at four numbers a line, the middle of a disc, or two numbers a corner
 * @property {number} radius of a disc
 * @property {string} fill or empty
 * @property {string} stroke or empty
 * @property {number} width
 * @property {number} alpha
 */

/**
 * What is drawn of a hand.
 * @typedef {object} Held
 * @property {string} veil over the map, or empty
 * @property {Shape[]} shapes
 * @property {Box[]} holes in what is drawn so far, through which the map's names show
 * @property {Shape | null} plate under the captions
 * @property {Caption[]} captions
 * @property {(Spot & { target: Node, isAlone: boolean })[]} spots of lit nodes, and of what stands alone around one
 */

/** @typedef {{ x: number, y: number, radius: number }} Spot */
/** @typedef {Caption & { isFaint: boolean }} Written a caption that stands there, under a veil or not */

/** @type {Hand} */
export const EMPTY_HAND = { selected: -1, marked: [], path: [], opened: [] };
/** @type {Held} */
export const NOTHING = { veil: "", shapes: [], holes: [], plate: null, captions: [], spots: [] };
const MOST_NEIGHBOURS = 400;
const NAMED = { selected: 26, hovered: 12 };
const MARKED = 80; // names
const LONGEST = 60; // characters of a name beside the one in hand
const LONGEST_AROUND = 30;
const WIDEST = 300; // pixels of the name in hand
const MOST_LINES = 12;
const LEADING = 1.3;
const RING = 96; // pixels between a node and the first ring around it
const RINGS_APART = 52;
const ROOM_ON_RING = 46;
const EDGE = 4; // pixels free at the window's edge
const RING_AWAY = 4.5; // pixels between a node and its ring
const IN_HAND = 7; // pixels around a node in hand that its ring takes
const PLATE = 3; // pixels around a name that lies on others

/**
 * @param {Ground} ground
 * @param {Hand} hand
 * @returns {Held}
 */
export function composeHand(ground, hand) {
  const { selected, marked, path, opened } = hand;
  const veil = isEmpty(hand) ? "" : ground.theme.veil;
  const room = new Room(ground.covers);
  if (path.length) return { ...NOTHING, veil, ...pathOf(ground, path, room) };
  if (selected >= 0 && opened.length) return { ...NOTHING, veil, ...openedAround(ground, hand, room) };
  if (selected >= 0) return { ...NOTHING, veil, ...starOf(ground, selected, room) };
  const shapes = marked.map((node) => discOf(ground, node, 1.5));
  const captions = marked.slice(0, MARKED).flatMap((node) => nameOf(ground, node, 1.5, false, room));
  return { ...NOTHING, veil, shapes, captions, spots: spotsOf(ground, marked) };
}

/** @param {Hand} hand */
function isEmpty({ selected, marked, path }) {
  return selected < 0 && !marked.length && !path.length;
}

/**
 * What lies under the pointer, lit: a node with its neighbours, or the name of a region. Names that stand there already
 * are not written twice; one that stands there shortened or faint is covered by the whole one.
 * @param {Ground} ground
 * @param {Target} target
 * @param {Hand} hand
 * @param {Written[]} written
 * @returns {Held}
 */
export function composeHover(ground, target, hand, written) {
  const own = written.filter((caption) => caption.target.kind === target.kind && caption.target.row === target.row);
  if (target.kind === "region") {
    const at = own.flatMap(({ box }) => [box.left, box.bottom, box.right, box.bottom]);
    return { ...NOTHING, shapes: [linesOf(at, own[0]?.colour ?? "", 0.9, 1.5)] };
  }
  const node = target.row;
  const shapes = starShapes(ground, node);
  const room = new Room([...ground.covers, ...written.map(({ box }) => box), ringBox(ground, node)]);
  const holes = isEmpty(hand) ? written.map(({ box }) => box) : [];
  /** @type {Caption[]} */
  const captions = [];
  let plate = null;
  const isWhole = own.length > 0 && own.map(({ text }) => text).join(" ") === ground.scene.names[node];
  if (!isWhole || own.some(({ isFaint }) => isFaint)) {
    captions.push(...(own.length ? nameOver(ground, target, own) : nameOf(ground, node, IN_HAND, true, room)));
    if (own.length || captions.some(({ box }) => written.some((other) => overlap(box, other.box)))) {
      plate = plateOf(ground, [...captions, ...own]);
    }
    for (const { box } of captions) room.take(box);
  }
  if (hand.selected < 0) {
    const nodes = written.filter((caption) => caption.target.kind === target.kind);
    const named = new Set(nodes.map((caption) => caption.target.row));
    const titles = new Set(written.map(({ text }) => text.toLowerCase())); // a region may have the name of a node
    for (const other of neighbours(ground, node).slice(0, NAMED.hovered)) {
      if (named.has(other) || titles.has(ground.scene.names[other].toLowerCase())) continue;
      captions.push(...nameOf(ground, other, 0, false, room));
    }
  }
  return { ...NOTHING, shapes, holes, plate, captions };
}

/**
 * Where some nodes of the scene are lit.
 * @param {Ground} ground
 * @param {number[]} nodes
 */
function spotsOf(ground, nodes) {
  const { kind } = ground.scene;
  return nodes.map((row) => ({ ...spotOf(ground, row, 2), target: { kind, row }, isAlone: false }));
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
 * @param {Ground} ground
 * @param {number} node
 */
function neighbours({ scene, shown }, node) {
  return neighboursOf(scene, node, MOST_NEIGHBOURS, shown.hasEdge);
}

/**
 * A node with its edges and neighbours, and the names of the nearest.
 * @param {Ground} ground
 * @param {number} node
 * @param {Room} room
 */
function starOf(ground, node, room) {
  room.take(ringBox(ground, node));
  const captions = nameOf(ground, node, IN_HAND, true, room);
  for (const other of neighbours(ground, node).slice(0, NAMED.selected)) {
    captions.push(...nameOf(ground, other, 0, false, room));
  }
  return { shapes: starShapes(ground, node), captions, spots: spotsOf(ground, [node, ...neighbours(ground, node)]) };
}

/**
 * @param {Ground} ground
 * @param {number} node
 */
function starShapes(ground, node) {
  const others = neighbours(ground, node);
  return [
    ...others.map((other) => lineOf(ground, node, other, 0.55, 1.2)),
    ...others.map((other) => discOf(ground, other, 0.6)),
    discOf(ground, node, 2),
    ringOf(ground, node),
  ];
}

/**
 * @param {Ground} ground
 * @param {number[]} path
 * @param {Room} room
 */
function pathOf(ground, path, room) {
  const lines = path.slice(1).map((node, i) => lineOf(ground, path[i], node, 0.9, 2.5));
  const discs = path.flatMap((node) => [discOf(ground, node, 2), ringOf(ground, node)]);
  const captions = path.flatMap((node) => nameOf(ground, node, IN_HAND, true, room));
  return { shapes: [...lines, ...discs], captions, spots: spotsOf(ground, path) };
}

/**
 * @param {Ground} ground
 * @param {Hand} hand
 * @param {Room} room
 */
function openedAround(ground, { selected, opened }, room) {
  const { x, y } = spotOf(ground, selected, 0);
  const places = ringPlaces(opened.length).map(([right, down]) => ({ x: x + right, y: y + down }));
  const rays = places.flatMap((place) => [x, y, place.x, place.y]);
  const shapes = [
    linesOf(rays, ground.theme.between, 0.6, 1),
    ...opened.map(({ node }, i) => satelliteOf(ground, node.kind, places[i].x, places[i].y)),
    discOf(ground, selected, 2),
    ringOf(ground, selected),
  ];
  const captions = nameOf(ground, selected, IN_HAND, true, room);
  const spots = opened.map(({ node, name }, i) => {
    const text = shortened(name, LONGEST_AROUND);
    captions.push(...placed(ground, { text, target: node, isInHand: false }, { ...places[i], radius: 6 }, room));
    return { ...places[i], radius: 4, target: node, isAlone: true };
  });
  return { shapes, captions, spots };
}

/**
 * Kinds are told apart by shape: a paper is a square, a person a diamond, a concept round.
 * @param {Ground} ground
 * @param {Kind} kind
 * @param {number} x
 * @param {number} y
 * @returns {Shape}
 */
function satelliteOf({ theme }, kind, x, y) {
  const fill = theme.node[{ paper: 0, author: 1, concept: 6 }[kind]] ?? theme.none;
  const paint = { fill, stroke: theme.rim, width: 1.2, alpha: 1 };
  if (kind === "concept") return { form: "disc", at: [x, y], radius: 5, ...paint };
  const square = [x - 4.5, y - 4.5, x + 4.5, y - 4.5, x + 4.5, y + 4.5, x - 4.5, y + 4.5];
  const diamond = [x, y - 6.5, x + 6.5, y, x, y + 6.5, x - 6.5, y];
  return { form: "polygon", at: kind === "paper" ? square : diamond, radius: 0, ...paint };
}

/**
 * @param {Ground} ground
 * @param {number} one
 * @param {number} other
 * @param {number} alpha
 * @param {number} width
 */
function lineOf(ground, one, other, alpha, width) {
  const [from, to] = [spotOf(ground, one, 0), spotOf(ground, other, 0)];
  return linesOf([from.x, from.y, to.x, to.y], colourOf(ground, other), alpha, width);
}

/**
 * @param {number[]} at
 * @param {string} stroke
 * @param {number} alpha
 * @param {number} width
 * @returns {Shape}
 */
function linesOf(at, stroke, alpha, width) {
  return { form: "lines", at, radius: 0, fill: "", stroke, width, alpha };
}

/**
 * @param {Ground} ground
 * @param {number} node
 * @param {number} more pixels of radius
 * @returns {Shape}
 */
function discOf(ground, node, more) {
  const { x, y, radius } = spotOf(ground, node, more);
  const { rim } = ground.theme;
  return { form: "disc", at: [x, y], radius, fill: colourOf(ground, node), stroke: rim, width: 1.2, alpha: 1 };
}

/**
 * @param {Ground} ground
 * @param {number} node
 * @returns {Shape}
 */
function ringOf(ground, node) {
  const { x, y, radius } = spotOf(ground, node, RING_AWAY);
  return { form: "disc", at: [x, y], radius, fill: "", stroke: ground.theme.ink, width: 2, alpha: 1 };
}

/**
 * The room that the ring around a node takes.
 * @param {Ground} ground
 * @param {number} node
 * @returns {Box}
 */
function ringBox(ground, node) {
  const { x, y, radius } = spotOf(ground, node, RING_AWAY);
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

/**
 * What hides all that lies under some captions.
 * @param {Ground} ground
 * @param {Caption[]} captions
 * @returns {Shape}
 */
function plateOf({ theme }, captions) {
  const left = Math.min(...captions.map(({ box }) => box.left)) - PLATE;
  const right = Math.max(...captions.map(({ box }) => box.right)) + PLATE;
  const top = Math.min(...captions.map(({ box }) => box.top)) - PLATE;
  const bottom = Math.max(...captions.map(({ box }) => box.bottom)) + PLATE;
  const at = [left, top, right, top, right, bottom, left, bottom];
  return { form: "polygon", at, radius: 0, fill: theme.paper, stroke: theme.between, width: 1, alpha: 1 };
}

/**
 * @param {Ground} ground
 * @param {number} node
 * @param {number} more pixels of radius
 * @returns {Spot}
 */
function spotOf(ground, node, more) {
  const { scene, camera } = ground;
  return { x: camera.across(scene.x[node]), y: camera.down(scene.y[node]), radius: radiusOf(ground, node) + more };
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
  const name = ground.scene.names[node];
  const target = { kind: ground.scene.kind, row: node };
  const label = { text: isInHand ? name : shortened(name, LONGEST), target, isInHand };
  return placed(ground, label, spotOf(ground, node, more), room);
}

/**
 * A node's whole name over its caption.
 * @param {Ground} ground
 * @param {Node} target
 * @param {Caption[]} captions
 */
function nameOver(ground, target, captions) {
  const label = { text: ground.scene.names[target.row], target, isInHand: true };
  const set = setOf(ground, label);
  const { left } = captions[0].box;
  const middle = (captions[0].box.top + captions[captions.length - 1].box.bottom) / 2;
  const box = { left, right: left + set.width, top: middle - set.height / 2, bottom: middle + set.height / 2 };
  return linesIn(ground, label, set, uncovered(box, windowOf(ground), ground.covers));
}

/** @typedef {{ text: string, target: Node, isInHand: boolean }} Label */

/**
 * A text in the first free place around a circle, in lines where it is long; nothing where there is no room, but what
 * is in hand is always written where it can be read, as long as its circle is in sight.
 * @param {Ground} ground
 * @param {Label} label
 * @param {Spot} spot
 * @param {Room} room
 * @returns {Caption[]}
 */
function placed(ground, label, { x, y, radius }, room) {
  const within = windowOf(ground);
  const isInSight = holds(within, x, y) && !ground.covers.some((cover) => holds(cover, x, y));
  if (!isInSight && !label.isInHand) return [];
  const set = setOf(ground, label);
  const places = placesAround(x, y, radius, set.width, set.height);
  /** @param {Box} box */
  const isInWindow = (box) => box.left > 0 && box.right < within.right;
  let box = places.find((place) => isInWindow(place) && room.isFree(place)) ?? places.find((it) => room.isFree(it));
  if (!box && !label.isInHand) return [];
  box ??= places[0];
  if (label.isInHand && isInSight) box = uncovered(box, within, ground.covers);
  room.take(box);
  return linesIn(ground, label, set, box);
}

/** @param {Ground} ground */
function windowOf({ camera }) {
  return { left: EDGE, right: camera.width - EDGE, top: EDGE, bottom: camera.height - EDGE };
}

/**
 * A text in lines, and the room they take.
 * @param {Ground} ground
 * @param {Label} label
 */
function setOf({ measure, camera }, { text, isInHand }) {
  const size = isInHand ? 15 : 12;
  const font = `${isInHand ? 700 : 500} ${size}px ${FAMILY}`;
  const lines = wrapped(text, font, Math.min(WIDEST, camera.width * 0.7), measure).slice(0, MOST_LINES);
  const width = Math.max(...lines.map((line) => measure(font, line))) + 2;
  return { lines, font, size, width, height: lines.length * size * LEADING };
}

/**
 * @param {Ground} ground
 * @param {Label} label
 * @param {ReturnType<typeof setOf>} set
 * @param {Box} box
 * @returns {Caption[]}
 */
function linesIn({ theme }, { target }, { lines, font, size }, box) {
  return lines.map((text, i) => {
    const top = box.top + i * size * LEADING;
    const own = { ...box, top, bottom: top + size * LEADING };
    const place = { x: box.left + 1, y: top + (size * LEADING) / 2, align: /** @type {const} */ ("left") };
    return { text, ...place, font, size, colour: theme.label, halo: 4, alpha: 1, target, box: own };
  });
}
