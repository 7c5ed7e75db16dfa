/** Keeps the page's parts in step with the address, which is the only state. */

import { changed, readAddress, writeAddress } from "./address.js";
import { KIND_OF_VIEW, VIEW_OF_KIND } from "./atlas.js";
import { byId } from "./dom.js";
import { choosesPapers, hiding, leftBy } from "./filters.js";
import { EMPTY_HAND } from "./hand.js";
import { detailsOf, pathDetails } from "./panel.js";
import { shortestPath } from "./paths.js";
import { makeScene } from "./scene.js";
import { shownIn } from "./shown.js";
import { Steps } from "./steps.js";
import { Surroundings } from "./surroundings.js";
import { makeTheme } from "./theme.js";
import { MapView } from "./view.js";

/** @typedef {import("./address.js").State} State */
/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./atlas.js").Node} GraphNode */
/** @typedef {import("./atlas.js").Topics} Topics */
/** @typedef {import("./atlas.js").ViewName} ViewName */
/** @typedef {import("./captions.js").Target} Target */
/** @typedef {import("./filters.js").Left} Left */
/** @typedef {import("./hand.js").Hand} Hand */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./texts.js").Texts} Texts */

const NARROW = 700;
const REGION_MIDDLE = 100; // nodes of a region that the map flies to
const BELOW_BAR = 4; // pixels
const COVERED_BOTTOM = 96;
const COVERS = "#bar > *, #zoom, #legend, #timeline, #panel";

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
    this.asked = ""; // what `left` answers
    /** @type {{ scene: Scene, left: Left | null, asked: string, shown: Shown } | null} */
    this.made = null;
    this.steps = new Steps();
    this.state = readAddress(location.hash, topics.opens);
    this.theme = makeTheme(false, topics.palette);
    this.panel = byId("panel", HTMLElement);
    /** @type {((state: State) => void)[]} */
    this.listeners = [];
    this.aim = ""; // what the map flew to
    this.clicked = ""; // id of the node that was clicked on the map last, until it is shown
    this.way = ""; // the people of the path that was shown last
    this.told = ""; // what the details are about
    this.isFound = false; // whether the details are to take the focus
    this.pathFrom = ""; // id of the person a path is being sought from
    this.view = new MapView(byId("base", HTMLCanvasElement), byId("overlay", HTMLCanvasElement), {
      select: (target) => this.select(target),
      open: (node) => this.open(node),
      moved: () => this.keepPlace(),
    });
    this.panel.addEventListener("scroll", () => {
      this.steps.memory.scroll = this.panel.scrollTop;
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
   * @param {string} by the control that is in use: all that it does is one step
   */
  go(change, by = "") {
    if (this.steps.go(writeAddress(changed(this.state, change)), by)) this.follow();
  }

  /**
   * The address of another state.
   * @param {Partial<State>} change
   */
  hrefOf(change) {
    return writeAddress(changed({ ...this.state, camera: null, list: false, open: "", to: "" }, change));
  }

  /**
   * Takes what was clicked: a node in hand, or a region as the only one shown.
   * @param {Target | null} target
   */
  select(target) {
    if (!this.atlas) return;
    if (target?.kind === "region") {
      const region = this.scene()?.regions[target.row].title ?? "";
      this.go({ region, node: "", to: "", open: "", camera: null });
      return;
    }
    const id = target ? this.atlas.id(target) : "";
    if (id && id === this.state.node) return;
    this.clicked = id;
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
    if (this.steps.isUnderWay) return; // written now, the old address would take the new one's place
    this.state.camera = this.view.camera.place;
    this.steps.replace(writeAddress(this.state));
  }

  /** Shows what the address asks for, as far as it is unpacked. */
  follow() {
    this.steps.arrive();
    this.state = readAddress(location.hash, this.topics.opens);
    this.#choosePapers();
    const node = this.atlas?.find(this.state.node) ?? null;
    this.#showPanel(node);
    const isNew = this.#showMap();
    this.view.hand = this.#hand(node);
    for (const listener of this.listeners) listener(this.state);
    this.#cover();
    if (this.state.camera) this.view.camera.place = this.state.camera;
    else if (isNew || !this.atlas) this.view.fit();
    this.view.draw();
    this.#goToHand();
  }

  /** Flies to what is in hand where it is new, or has left the sight. */
  #goToHand() {
    const { view, node, to, open, region, camera } = this.state;
    const wanted = this.#inHand();
    const aim = [view, node, to, open, region].join(" ");
    const way = this.view.hand.path.join(" ");
    const isNew = aim !== this.aim;
    const isClicked = this.clicked !== "" && this.clicked === node;
    this.clicked = "";
    const isOther = way !== this.way && !isNew; // the filters leave another path
    if (this.atlas) [this.aim, this.way] = [aim, way];
    if (!wanted.length) return;
    if (isNew && !camera) this.view.goTo(wanted);
    else if (isOther && !this.view.isInSight(wanted)) this.view.goTo(wanted);
    else if (isClicked && wanted.length === 1 && !this.view.isInSight(wanted)) this.view.reveal(wanted[0]);
  }

  #choosePapers() {
    const { atlas, state } = this;
    if (!atlas) return;
    const asked = [state.from, state.until, state.votes].join(" ");
    if (asked !== this.asked) this.left = leftBy(atlas, state);
    this.asked = asked;
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
    if (!scene) return null;
    const { left, state } = this;
    const asked = [state.region, state.weight].join(" ");
    if (this.made?.scene !== scene || this.made.left !== left || this.made.asked !== asked) {
      this.made = { scene, left, asked, shown: shownIn(scene, this.atlas, left, state) };
    }
    return this.made.shown;
  }

  /**
   * Which filters hide a node: what to change so that it shows; null where none does.
   * @param {GraphNode} node
   */
  hiding(node) {
    return this.atlas && hiding(this.atlas, this.left, this.state, node);
  }

  /** How many of each kind there are, and how many of them are left. */
  counts() {
    const { topics, left } = this;
    const { papers, authors, concepts } = topics.counts;
    const all = { paper: papers, author: authors, concept: concepts };
    const rest = { ...all };
    for (const kind of /** @type {const} */ (["paper", "author", "concept"])) {
      if (left) rest[kind] = left[kind].reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
    }
    const [scene, shown] = [this.scene(), this.shown()];
    if (scene && shown) rest[scene.kind] = shown.count;
    return { all, rest };
  }

  /** Whether the filters leave some of what there is out. */
  isFiltering() {
    const { state } = this;
    return choosesPapers(state) || state.weight > 1 || state.region !== "" || state.without !== "";
  }

  /** Hands the scene to the map; tells whether it is another one. */
  #showMap() {
    const scene = this.scene();
    const shown = this.shown();
    if (!scene || !shown) return false;
    const isNew = this.view.ground?.scene !== scene;
    this.view.show(scene, shown, this.theme);
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
      const told = `${this.state.node} ${this.state.to}`;
      const scroll = told === this.told ? this.panel.scrollTop : 0;
      this.told = told;
      this.panel.hidden = false;
      this.panel.replaceChildren(...made);
      this.panel.scrollTop = this.steps.memory.scroll ?? scroll;
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
    document.body.classList.toggle("listing", this.state.list);
    const { bottom: top } = byId("bar", HTMLElement).getBoundingClientRect();
    const style = document.documentElement.style;
    style.setProperty("--bar", `${top}px`);
    style.setProperty("--foot", `${innerHeight - byId("foot", HTMLElement).getBoundingClientRect().top}px`);
    const bars = { left: 0, right: 0, top: top + BELOW_BAR, bottom: COVERED_BOTTOM };
    this.view.bars = this.view.covered = bars;
    const covers = [...document.querySelectorAll(COVERS)].map((part) => part.getBoundingClientRect());
    this.view.covers = covers.filter(({ width, height }) => width > 0 && height > 0);
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
    const around = new Surroundings(this, atlas);
    const shown = /** @type {Shown} */ (this.shown());
    const to = state.to ? atlas.find(state.to) : null;
    if (to && to.kind === "author" && node.kind === "author" && scene.kind === "author") {
      const path = shortestPath(atlas, node.row, to.row, around.isShown);
      return path ? { ...EMPTY_HAND, path: path.people } : { ...EMPTY_HAND, marked: [node.row, to.row] };
    }
    if (node.kind !== scene.kind) {
      return { ...EMPTY_HAND, marked: around.tiedTo(node, scene.kind).filter(shown.has) };
    }
    if (!shown.has(node.row)) return EMPTY_HAND; // the details say so
    return { ...EMPTY_HAND, selected: node.row, opened: state.open === state.node ? around.around(node) : [] };
  }

  /** The nodes of the scene that are in hand, or those that matter most of the only region shown. */
  #inHand() {
    const { selected, marked, path } = this.view.hand;
    if (path.length) return path;
    if (selected >= 0) return [selected];
    if (marked.length || !this.state.region) return marked;
    const shown = this.shown();
    return shown ? [...shown.order].filter(shown.has).slice(0, REGION_MIDDLE) : [];
  }
}

/** Whether the map is turned, for a tall window. */
function isTall() {
  return innerHeight > innerWidth;
}
