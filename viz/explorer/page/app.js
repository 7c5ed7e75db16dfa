/** Keeps the page's parts in step with the address, which is the only state. */

import { readAddress, writeAddress } from "./address.js";
import { KIND_OF_VIEW, VIEW_OF_KIND } from "./atlas.js";
import { byId } from "./dom.js";
import { leftBy, shownIn } from "./filters.js";
import { EMPTY_HAND } from "./hand.js";
import { detailsOf, pathDetails } from "./panel.js";
import { shortestPath } from "./paths.js";
import { makeScene } from "./scene.js";
import { Surroundings } from "./surroundings.js";
import { makeTheme } from "./theme.js";
import { MapView } from "./view.js";

/** @typedef {import("./address.js").State} State */
/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./atlas.js").Node} GraphNode */
/** @typedef {import("./atlas.js").Topics} Topics */
/** @typedef {import("./atlas.js").ViewName} ViewName */
/** @typedef {import("./filters.js").Left} Left */
/** @typedef {import("./hand.js").Hand} Hand */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./texts.js").Texts} Texts */

const NARROW = 700;
const REGION_MIDDLE = 100; // nodes of a region that the map flies to
const COVERED_TOP = 56;
const COVERED_BOTTOM = 96;

export class App {
  /** @param {Topics} topics */
  constructor(topics) {
    this.topics = topics;
    /** @type {Atlas | null} */
    this.atlas = null;
    /** @type {Texts | null} */
    this.texts = null;
    /** @type {Partial<Record<ViewName, Scene>>} */
    this.scenes = {};
    /** @type {Left | null} */
    this.left = null;
    this.state = readAddress(location.hash, topics.opens);
    this.theme = makeTheme(false, topics.palette);
    this.panel = byId("panel", HTMLElement);
    /** @type {((state: State) => void)[]} */
    this.listeners = [];
    this.aim = ""; // what the map flew to
    this.isFound = false; // whether the details are to take the focus
    this.pathFrom = ""; // id of the person a path is being sought from
    this.view = new MapView(byId("base", HTMLCanvasElement), byId("overlay", HTMLCanvasElement), {
      select: (node) => this.select(node),
      open: (node) => this.open(node),
      moved: () => this.keepPlace(),
    });
  }

  /** @param {boolean} dark */
  setTheme(dark) {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    this.theme = makeTheme(dark, this.topics.palette);
    if (!this.view.ground) return; // nothing is drawn yet
    this.#showMap();
    this.view.draw();
  }

  resize() {
    this.view.resize();
    const scene = this.scenes[this.state.view];
    if (scene && scene.turned !== isTall()) this.scenes = {};
    this.#cover();
    this.#showMap();
    this.view.fit();
    if (this.state.camera) this.view.camera.place = this.state.camera;
    this.view.draw();
  }

  /**
   * Goes to another state, which Back leaves again.
   * @param {Partial<State>} change
   */
  go(change) {
    const address = writeAddress({ ...this.state, ...change });
    if (address !== location.hash) location.hash = address;
  }

  /**
   * The address of another state.
   * @param {Partial<State>} change
   */
  hrefOf(change) {
    return writeAddress({ ...this.state, camera: null, list: false, open: "", to: "", ...change });
  }

  /** @param {GraphNode | null} node */
  select(node) {
    if (!this.atlas) return;
    const id = node ? this.atlas.id(node) : "";
    if (id && id === this.state.node) return;
    this.go({ node: id, to: "", open: "", camera: this.view.camera.place });
  }

  /**
   * Shows what is around a node, in the view where it stands.
   * @param {GraphNode} node
   */
  open(node) {
    if (!this.atlas) return;
    const id = this.atlas.id(node);
    const isOpen = this.state.open === id;
    this.go({ view: VIEW_OF_KIND[node.kind], node: id, to: "", open: isOpen ? "" : id, list: false, camera: null });
  }

  /**
   * Goes to a node that was searched for, or takes it as the end of a path.
   * @param {GraphNode} node
   */
  find(node) {
    if (!this.atlas) return;
    const id = this.atlas.id(node);
    this.isFound = true;
    if (this.pathFrom && node.kind === "author") {
      this.go({ view: "people", node: this.pathFrom, to: id, open: "", list: false, camera: null });
    } else {
      this.go({ view: VIEW_OF_KIND[node.kind], node: id, to: "", open: "", list: false, camera: null });
    }
    this.pathFrom = "";
  }

  /** Writes where the camera is into the address, without a step for Back. */
  keepPlace() {
    this.state.camera = this.view.camera.place;
    try {
      history.replaceState(null, "", writeAddress(this.state));
    } catch {
      // In a notebook's frame the page has no address of its own; all else works there.
    }
  }

  /** Shows what the address asks for, as far as it is unpacked. */
  follow() {
    this.state = readAddress(location.hash, this.topics.opens);
    if (this.atlas) this.left = leftBy(this.atlas, this.state);
    const node = this.atlas?.find(this.state.node) ?? null;
    this.#showPanel(node);
    const isNew = this.#showMap();
    this.view.hand = this.#hand(node);
    for (const listener of this.listeners) listener(this.state);
    if (this.state.camera) {
      this.view.camera.place = this.state.camera;
      this.view.draw();
    } else {
      if (isNew || !this.atlas) this.view.fit();
      this.view.draw();
      const wanted = this.#inHand();
      const { view, node: id, to, open, region } = this.state;
      const aim = [view, id, to, open, region].join(" ");
      if (wanted.length && aim !== this.aim) this.view.goTo(wanted);
      if (this.atlas) this.aim = aim;
    }
  }

  /** The scene of the view, made when it is first shown; null before its data is there. */
  scene() {
    const { view } = this.state;
    const made = this.scenes[view];
    if (made) return made;
    const { topics, atlas } = this;
    if (view === "topics") {
      this.scenes[view] = makeScene(view, "concept", topics.map, topics.labels, topics.papers, isTall());
    } else if (atlas) {
      const isPeople = view === "people";
      const size = isPeople ? Uint32Array.from(atlas.people, (_, row) => atlas.papersOfAuthor.count(row)) : atlas.votes;
      const names = isPeople ? atlas.people : atlas.titles;
      this.scenes[view] = makeScene(view, KIND_OF_VIEW[view], atlas.maps[view], names, size, isTall());
    }
    return this.scenes[view] ?? null;
  }

  /** What is shown of the scene. */
  shown() {
    const scene = this.scene();
    return scene && shownIn(scene, this.left, this.state);
  }

  /** Hands the scene to the map; tells whether it is another one. */
  #showMap() {
    const scene = this.scene();
    if (!scene) return false;
    const isNew = this.view.ground?.scene !== scene;
    this.view.show(scene, shownIn(scene, this.left, this.state), this.theme);
    return isNew;
  }

  /** @param {GraphNode | null} node */
  #showPanel(node) {
    const { atlas } = this;
    const isOpen = atlas !== null && node !== null;
    const hadFocus = this.panel.contains(document.activeElement);
    if (isOpen) {
      const around = new Surroundings(this, atlas);
      const to = this.state.to ? atlas.find(this.state.to) : null;
      const isPath = to !== null && to.kind === "author" && node.kind === "author";
      const made = isPath
        ? pathDetails(node, to, shortestPath(atlas, node.row, to.row, around.isShown), around)
        : detailsOf(node, around);
      this.panel.replaceChildren(...made);
      this.panel.scrollTop = 0;
    }
    this.panel.hidden = !isOpen;
    document.body.classList.toggle("reading", isOpen);
    if (isOpen && (this.isFound || hadFocus)) this.panel.focus({ preventScroll: true });
    else if (hadFocus) this.view.overlay.focus({ preventScroll: true });
    this.isFound = false;
    this.#cover();
  }

  /** Tells the map which part of the window is covered. */
  #cover() {
    const isNarrow = innerWidth < NARROW;
    const bars = { left: 0, right: 0, top: isNarrow ? 2 * COVERED_TOP : COVERED_TOP, bottom: COVERED_BOTTOM };
    this.view.bars = this.view.covered = bars;
    if (this.panel.hidden) return;
    if (isNarrow) this.view.covered = { ...bars, bottom: this.panel.offsetHeight };
    else this.view.covered = { ...bars, right: this.panel.offsetWidth + 14 };
  }

  /**
   * @param {GraphNode | null} node
   * @returns {Hand}
   */
  #hand(node) {
    const { atlas, state } = this;
    const scene = this.scene();
    if (!atlas || !node || !scene) return EMPTY_HAND;
    const to = state.to ? atlas.find(state.to) : null;
    if (to && to.kind === "author" && node.kind === "author" && scene.kind === "author") {
      const around = new Surroundings(this, atlas);
      const path = shortestPath(atlas, node.row, to.row, around.isShown);
      return { ...EMPTY_HAND, path: path ? path.people : [node.row, to.row] };
    }
    const shown = shownIn(scene, this.left, state);
    if (node.kind !== scene.kind) {
      return { ...EMPTY_HAND, marked: new Surroundings(this, atlas).tiedTo(node, scene.kind).filter(shown.has) };
    }
    const opened = state.open === state.node ? new Surroundings(this, atlas).around(node) : [];
    return { ...EMPTY_HAND, selected: node.row, opened };
  }

  /** The nodes of the scene that are in hand, or those that matter most of the only region shown. */
  #inHand() {
    const { selected, marked, path } = this.view.hand;
    if (path.length) return path;
    if (selected >= 0) return [selected];
    if (marked.length || !this.state.region) return marked;
    const shown = this.shown();
    return [...(this.scene()?.order ?? [])].filter((row) => shown?.has(row)).slice(0, REGION_MIDDLE);
  }
}

/** Whether the map is turned, for a tall window. */
function isTall() {
  return innerHeight > innerWidth;
}
