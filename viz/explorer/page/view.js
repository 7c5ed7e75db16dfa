/**
 * The canvases. A base picture with a margin is moved by the browser while the camera moves, and drawn anew when it
 * rests; what the reader has in hand is on an overlay, cheap enough to draw at every frame.
 */

import { radiusOf } from "./appearance.js";
import { Camera } from "./camera.js";
import { TITLES_FADE } from "./captions.js";
import { composeHand, composeHover, EMPTY_HAND, NOTHING } from "./hand.js";
import { holds } from "./labels.js";
import { paintLand } from "./land.js";
import { landCanvas, measuring, paint, paintHeld } from "./painting.js";
import { compose } from "./picture.js";
import { pick } from "./scene.js";

/** @typedef {import("./atlas.js").Node} Node */
/** @typedef {import("./camera.js").Box} Box */
/** @typedef {import("./camera.js").Place} Place */
/** @typedef {import("./captions.js").Caption} Caption */
/** @typedef {import("./captions.js").Target} Target */
/** @typedef {import("./hand.js").Hand} Hand */
/** @typedef {import("./labels.js").Measure} Measure */
/** @typedef {import("./land.js").Land} Land */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./theme.js").Theme} Theme */

/**
 * @typedef {object} Events
 * @property {(target: Target | null) => void} select
 * @property {(node: Node) => void} open
 * @property {() => void} moved the camera rests
 */

const MARGIN = 0.15; // of the window's width and height, drawn at each side
const SETTLE = 140; // milliseconds of rest before the crisp picture
const FORCED = 260; // between pictures while the camera goes on moving
const SHARPEST = 2; // device pixels for a pixel
const FLIGHT = 380; // milliseconds
const NEAR = Math.max(3, TITLES_FADE.end); // zoom at which a found node is shown, past the names of regions
const SLACK = { mouse: 8, touch: 18 }; // pixels beside a node that still mean it
const EDGE = 12; // pixels at the window's edges where a node can hardly be seen
const AWAY = 60; // pixels between a node and what covered it
const CLICK = 5; // pixels that a pointer may move in a click
const DOUBLE = 350; // milliseconds between the clicks of a double click

export class MapView {
  /**
   * @param {HTMLCanvasElement} base
   * @param {HTMLCanvasElement} overlay
   * @param {Events} events
   */
  constructor(base, overlay, events) {
    this.base = base;
    this.overlay = overlay;
    this.events = events;
    this.baseContext = /** @type {CanvasRenderingContext2D} */ (base.getContext("2d", { alpha: false }));
    this.overlayContext = /** @type {CanvasRenderingContext2D} */ (overlay.getContext("2d"));
    this.measure = measuring(
      /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext("2d")),
    );
    this.camera = new Camera();
    this.drawn = this.camera.copy(); // the camera of the base picture
    this.hand = EMPTY_HAND;
    this.held = NOTHING; // what is drawn of the hand
    /** @type {Caption[]} on the base picture */
    this.captions = [];
    /** @type {Target | null} */
    this.hovered = null;
    /** @type {{ time: number, x: number, y: number, target: Target | null }} */
    this.clicked = { time: -DOUBLE, x: 0, y: 0, target: null };
    this.presses = 0; // of the mouse in a row, as the browser counts them
    this.ratio = 1;
    this.margin = { x: 0, y: 0 };
    /** @type {Box} pixels that always cover the map; the whole map is fitted between them */
    this.bars = { left: 0, right: 0, top: 0, bottom: 0 };
    /** @type {Box} the same with the details, where they are open */
    this.covered = this.bars;
    /** @type {Box[]} what covers the map, piece by piece: no name is written there */
    this.covers = [];
    this.frame = 0;
    this.settling = 0;
    this.forced = 0;
    this.flight = 0;
    /** @type {{ scene: Scene, shown: Shown, theme: Theme, land: Land, bitmap: OffscreenCanvas } | null} */
    this.ground = null;
    this.#listen();
  }

  /**
   * Takes a scene; a new one is shown whole.
   * @param {Scene} scene
   * @param {Shown} shown
   * @param {Theme} theme
   */
  show(scene, shown, theme) {
    const before = this.ground;
    if (before?.scene === scene && before.theme === theme && before.shown === shown) return;
    const land = paintLand(scene, shown, theme.land, theme.landAlpha);
    this.ground = { scene, shown, theme, land, bitmap: landCanvas(land) };
    if (before?.scene !== scene) {
      this.hovered = null;
      this.camera.fit(scene.bounds, this.bars);
    }
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = /** @type {HTMLElement} */ (this.overlay.parentElement);
    this.ratio = Math.min(SHARPEST, devicePixelRatio || 1);
    this.margin = { x: Math.round(width * MARGIN), y: Math.round(height * MARGIN) };
    this.camera.width = width;
    this.camera.height = height;
    sized(this.base, width + 2 * this.margin.x, height + 2 * this.margin.y, this.ratio);
    sized(this.overlay, width, height, this.ratio);
    this.base.style.left = `${-this.margin.x}px`;
    this.base.style.top = `${-this.margin.y}px`;
  }

  fit() {
    if (this.ground) this.camera.fit(this.ground.scene.bounds, this.bars);
  }

  /** Draws everything anew. */
  draw() {
    if (!this.ground) return;
    const { theme, land, bitmap } = this.ground;
    const { camera, ratio, margin, baseContext: context } = this;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = theme.paper;
    context.fillRect(0, 0, this.base.width, this.base.height);
    context.setTransform(ratio, 0, 0, ratio, margin.x * ratio, margin.y * ratio);
    const { picture } = this.composed();
    paint(context, picture, theme, land, bitmap, camera);
    this.base.style.transform = "";
    this.drawn = camera.copy();
    this.captions = picture.captions;
    this.drawHand();
  }

  /** What is to be drawn: the map with its margin, and what the reader has in hand. */
  composed() {
    if (!this.ground) throw new Error("there is no map yet");
    const { camera, margin, measure, covers } = this;
    const ground = { ...this.ground, camera, measure, covers };
    const box = { left: -margin.x, top: -margin.y, right: camera.width + margin.x, bottom: camera.height + margin.y };
    const held = composeHand(ground, this.hand);
    return { picture: compose(ground, box, held.captions), held };
  }

  drawHand() {
    if (!this.ground) return;
    const { overlayContext: context, camera, measure, covers } = this;
    const ground = { ...this.ground, camera, measure, covers };
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, camera.width, camera.height);
    this.held = composeHand(ground, this.hand);
    paintHeld(context, this.held, ground.theme, camera);
    if (!this.hovered || this.#isSelected(this.hovered)) return;
    const { held, hand } = this;
    const faint = held.veil !== "";
    const written = [
      ...held.captions.map((caption) => ({ ...caption, isFaint: false })),
      ...this.captions.map((caption) => ({ ...caption, box: this.#moved(caption.box), isFaint: faint })),
    ];
    paintHeld(context, composeHover(ground, this.hovered, hand, written), ground.theme, camera);
  }

  /** @param {Target} target */
  #isSelected({ kind, row }) {
    return kind === this.ground?.scene.kind && row === this.hand.selected;
  }

  /**
   * Where a box of the base picture is while the camera moves.
   * @param {Box} box
   * @returns {Box}
   */
  #moved({ left, right, top, bottom }) {
    const { camera, drawn } = this;
    const [x, y] = drawn.at(left, top);
    const [endX, endY] = drawn.at(right, bottom);
    return { left: camera.across(x), top: camera.down(y), right: camera.across(endX), bottom: camera.down(endY) };
  }

  /**
   * Flies to a place, at once for who wants little motion.
   * @param {Place} place
   */
  flyTo(place) {
    const from = this.camera.place;
    const start = performance.now();
    const isQuick = matchMedia("(prefers-reduced-motion: reduce)").matches;
    cancelAnimationFrame(this.flight);
    /** @param {number} now */
    const step = (now) => {
      const time = isQuick ? 1 : Math.min(1, Math.max(0, now - start) / FLIGHT);
      const done = 1 - (1 - time) ** 3;
      this.camera.place = {
        x: from.x + (place.x - from.x) * done,
        y: from.y + (place.y - from.y) * done,
        zoom: from.zoom * (place.zoom / from.zoom) ** done,
      };
      this.#move();
      if (time < 1) this.flight = requestAnimationFrame(step);
    };
    this.flight = requestAnimationFrame(step);
  }

  /** Flies to the whole map. */
  flyHome() {
    const home = this.camera.copy();
    if (this.ground) home.fit(this.ground.scene.bounds, this.bars);
    this.flyTo(home.place);
  }

  /**
   * Flies to some nodes, into the part of the window that nothing covers.
   * @param {number[]} nodes
   */
  goTo(nodes) {
    if (!this.ground || !nodes.length) return;
    const { x, y } = this.ground.scene;
    const across = nodes.map((node) => x[node]);
    const down = nodes.map((node) => y[node]);
    const [left, right] = [Math.min(...across), Math.max(...across)];
    const [top, bottom] = [Math.min(...down), Math.max(...down)];
    const aim = this.camera.copy();
    aim.fit({ left: left - 20, right: right + 20, top: top - 20, bottom: bottom + 20 }, this.covered);
    const wanted = nodes.length > 1 ? aim.scale / this.camera.home : Math.max(this.camera.zoom, NEAR);
    const zoom = Math.min(wanted, nodes.length > 1 ? 2 * NEAR : wanted);
    const scale = zoom * this.camera.home;
    const { left: hiddenLeft, right: hiddenRight, top: hiddenTop, bottom: hiddenBottom } = this.covered;
    this.flyTo({
      x: (left + right) / 2 + (hiddenRight - hiddenLeft) / 2 / scale,
      y: (top + bottom) / 2 + (hiddenBottom - hiddenTop) / 2 / scale,
      zoom,
    });
  }

  /**
   * Flies no farther than it takes to have a node where nothing covers it.
   * @param {number} node
   */
  reveal(node) {
    if (!this.ground) return;
    const { camera, covered } = this;
    const { x, y } = this.ground.scene;
    const [across, down] = [camera.across(x[node]), camera.down(y[node])];
    const { place } = camera;
    const right = Math.min(Math.max(across, covered.left + AWAY), camera.width - covered.right - AWAY) - across;
    const below = Math.min(Math.max(down, covered.top + AWAY), camera.height - covered.bottom - AWAY) - down;
    this.flyTo({ x: place.x - right / camera.scale, y: place.y - below / camera.scale, zoom: place.zoom });
  }

  /**
   * @param {number} across
   * @param {number} down
   */
  panBy(across, down) {
    this.camera.pan(across, down);
    this.#request();
  }

  /**
   * @param {number} across
   * @param {number} down
   * @param {number} factor
   */
  zoomAt(across, down, factor) {
    this.camera.zoomAt(across, down, factor);
    this.#request();
  }

  #request() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.#move();
    });
  }

  /** The old picture follows the camera; the crisp one comes when it rests, or when the margin is used up. */
  #move() {
    const { camera, drawn, margin } = this;
    const grown = camera.scale / drawn.scale;
    const right = (drawn.x - camera.x) * camera.scale;
    const down = (drawn.y - camera.y) * camera.scale;
    this.base.style.transform = `translate(${right}px, ${down}px) scale(${grown})`;
    this.drawHand();
    clearTimeout(this.settling);
    this.settling = window.setTimeout(() => {
      this.draw();
      this.events.moved();
    }, SETTLE);
    const isSpent = Math.abs(right) > 1.3 * margin.x || Math.abs(down) > 1.3 * margin.y || grown < 1 / 1.28;
    if (isSpent && performance.now() - this.forced > FORCED) {
      this.forced = performance.now();
      this.draw();
    }
  }

  /**
   * What a click at a place of the window means: whose name stands there, or the node that is there or near.
   * @param {number} across
   * @param {number} down
   * @param {number} slack pixels
   * @returns {Target | null}
   */
  targetAt(across, down, slack) {
    if (!this.ground) return null;
    const { scene, shown } = this.ground;
    const { camera, held } = this;
    /** @param {Caption} caption */
    const isUnder = ({ box }) => holds(box, across, down);
    const lit = held.spots.find(({ x, y, radius, isAlone }) => {
      return Math.hypot(across - x, down - y) < radius + (isAlone ? slack : 0);
    });
    const over = held.captions.find(isUnder) ?? lit;
    const named = over ?? this.captions.find(({ box }) => holds(this.#moved(box), across, down));
    if (named) return named.target;
    const ground = { ...this.ground, camera, measure: this.measure, covers: this.covers };
    /** @param {number} node */
    const radius = (node) => radiusOf(ground, node) / camera.scale;
    const row = pick(scene, ...camera.at(across, down), slack / camera.scale, shown.has, radius);
    return row < 0 ? null : { kind: scene.kind, row };
  }

  /**
   * Whether all of some nodes are in the part of the window that nothing covers.
   * @param {number[]} nodes
   */
  isInSight(nodes) {
    if (!this.ground) return false;
    const { scene } = this.ground;
    const { camera, covers } = this;
    const free = { left: EDGE, right: camera.width - EDGE, top: EDGE, bottom: camera.height - EDGE };
    return nodes.every((node) => {
      const [x, y] = [camera.across(scene.x[node]), camera.down(scene.y[node])];
      return holds(free, x, y) && !covers.some((cover) => holds(cover, x, y));
    });
  }

  #listen() {
    const fingers = new Fingers();
    const { overlay } = this;
    overlay.addEventListener("pointerdown", (event) => {
      overlay.setPointerCapture(event.pointerId);
      cancelAnimationFrame(this.flight);
      fingers.put(event);
    });
    overlay.addEventListener("pointermove", (event) => {
      if (!fingers.has(event)) this.#hover(this.#targetUnder(event));
      else
        fingers.move(
          event,
          (right, down) => this.panBy(right, down),
          (x, y, by) => this.zoomAt(x, y, by),
        );
    });
    overlay.addEventListener("pointerup", (event) => {
      const isClick = fingers.travelled < CLICK;
      fingers.lift(event);
      if (isClick) this.#click(event);
    });
    overlay.addEventListener("mousedown", (event) => {
      this.presses = event.detail;
    });
    addEventListener("click", (event) => this.#clickOver(event), { capture: true });
    overlay.addEventListener("pointercancel", (event) => fingers.lift(event));
    overlay.addEventListener("pointerleave", () => this.#hover(null));
    const options = { passive: false };
    overlay.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        this.zoomAt(event.offsetX, event.offsetY, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0018)));
      },
      options,
    );
  }

  /** @param {PointerEvent} event */
  #targetUnder(event) {
    return this.targetAt(event.offsetX, event.offsetY, event.pointerType === "touch" ? SLACK.touch : SLACK.mouse);
  }

  /**
   * A click, or the second of a double click, which means what the first did: that may have moved it.
   * @param {PointerEvent} event
   */
  #click(event) {
    const { offsetX: x, offsetY: y, timeStamp: time } = event;
    const { clicked } = this;
    const isNear = Math.abs(x - clicked.x) + Math.abs(y - clicked.y) < CLICK;
    const isSecond = this.presses === 2 || time - clicked.time < DOUBLE; // a busy page is told late
    const first = isNear && isSecond ? clicked.target : null;
    const target = first ?? this.#targetUnder(event);
    this.clicked = { time, x, y, target: first ? null : target };
    if (first && first.kind !== "region") this.events.open(first);
    else this.events.select(target);
  }

  /**
   * The second click of a double click on a node whose details the first brought over the map, just there.
   * @param {MouseEvent} event
   */
  #clickOver(event) {
    const { clicked } = this;
    const isNear = Math.abs(event.clientX - clicked.x) + Math.abs(event.clientY - clicked.y) < CLICK;
    if (event.target === this.overlay || event.detail !== 2 || !isNear) return;
    if (!clicked.target || clicked.target.kind === "region") return;
    event.preventDefault();
    event.stopPropagation();
    const node = clicked.target;
    this.clicked = { ...clicked, target: null };
    this.events.open(node);
  }

  /** @param {Target | null} target */
  #hover(target) {
    const isOwn = target?.kind === "region" || target?.kind === this.ground?.scene.kind;
    const hovered = isOwn ? target : null;
    this.overlay.style.cursor = target ? "pointer" : "grab";
    if (hovered?.kind === this.hovered?.kind && hovered?.row === this.hovered?.row) return;
    this.hovered = hovered;
    this.drawHand();
  }
}

/** The pointers that are down: one drags, two pinch. */
class Fingers {
  constructor() {
    /** @type {Map<number, [number, number]>} */
    this.places = new Map();
    this.travelled = 0;
  }

  /** @param {PointerEvent} event */
  has(event) {
    return this.places.has(event.pointerId);
  }

  /** @param {PointerEvent} event */
  put(event) {
    this.places.set(event.pointerId, [event.offsetX, event.offsetY]);
    this.travelled = this.places.size > 1 ? CLICK : 0;
  }

  /** @param {PointerEvent} event */
  lift(event) {
    this.places.delete(event.pointerId);
  }

  /**
   * @param {PointerEvent} event
   * @param {(right: number, down: number) => void} drag
   * @param {(x: number, y: number, factor: number) => void} pinch
   */
  move(event, drag, pinch) {
    const [x, y] = /** @type {[number, number]} */ (this.places.get(event.pointerId));
    const other = [...this.places].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const before = Math.max(1, Math.hypot(x - other[0], y - other[1]));
      const now = Math.hypot(event.offsetX - other[0], event.offsetY - other[1]);
      pinch((event.offsetX + other[0]) / 2, (event.offsetY + other[1]) / 2, now / before);
    } else {
      this.travelled += Math.abs(event.offsetX - x) + Math.abs(event.offsetY - y);
      drag(event.offsetX - x, event.offsetY - y);
    }
    this.places.set(event.pointerId, [event.offsetX, event.offsetY]);
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {number} ratio
 */
function sized(canvas, width, height, ratio) {
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
}
