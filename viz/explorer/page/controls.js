/** The buttons and fields around the map. */

import { PLAIN } from "./address.js";
import { byId, element } from "./dom.js";
import { choosesPapers } from "./filters.js";
import { notice, save } from "./saving.js";
import { namesToSearch, SearchIndex } from "./search.js";
import { SearchBox } from "./searchbox.js";
import { tableData } from "./surroundings.js";
import { tableOf } from "./table.js";
import { Timeline } from "./timeline.js";

/** @typedef {import("./address.js").State} State */
/** @typedef {import("./app.js").App} App */
/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./atlas.js").Node} GraphNode */
/** @typedef {import("./atlas.js").ViewName} ViewName */

const STEP = 70; // pixels that an arrow key moves the map
const FACTOR = 1.4;
const LEGENDS = {
  topics:
    "A disc is a concept, larger with its papers; a line joins two that papers mention together; colours are regions.",
  people: "A disc is a person, larger with their papers; a line joins people who wrote together; colours are regions.",
  papers: "A disc is a paper, larger with its votes; a line joins papers that share concepts; colours are regions.",
};

/** @param {App} app */
export function setUpMapControls(app) {
  const overlay = byId("overlay", HTMLCanvasElement);
  const middle = () => /** @type {const} */ ([overlay.clientWidth / 2, overlay.clientHeight / 2]);
  const nearer = () => app.view.zoomAt(...middle(), FACTOR);
  const farther = () => app.view.zoomAt(...middle(), 1 / FACTOR);
  byId("nearer", HTMLElement).addEventListener("click", nearer);
  byId("farther", HTMLElement).addEventListener("click", farther);
  byId("whole", HTMLElement).addEventListener("click", () => app.view.flyHome());
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowLeft: () => app.view.panBy(STEP, 0),
    ArrowRight: () => app.view.panBy(-STEP, 0),
    ArrowUp: () => app.view.panBy(0, STEP),
    ArrowDown: () => app.view.panBy(0, -STEP),
    "+": nearer,
    "=": nearer,
    "-": farther,
    0: () => app.view.flyHome(),
  };
  overlay.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  for (const tab of document.querySelectorAll("[data-view]")) {
    const view = /** @type {ViewName} */ (/** @type {HTMLElement} */ (tab).dataset.view);
    tab.addEventListener("click", () => app.go({ view, to: "", open: "", region: "", camera: null }));
  }
  app.listeners.push((state) => {
    for (const tab of document.querySelectorAll("[data-view]")) {
      tab.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (tab).dataset.view === state.view));
    }
    const { papers, authors, concepts } = app.topics.counts;
    const told = [counted(papers, "paper", "papers"), counted(authors, "person", "people")];
    told.push(counted(concepts, "concept", "concepts"));
    byId("legend", HTMLElement).textContent = `${told.join(" · ")}. ${LEGENDS[state.view]}`;
    const empty = byId("empty", HTMLElement);
    const scene = app.scene();
    const shown = app.shown();
    empty.hidden = !scene || !shown || scene.order.some((node) => shown.has(node));
    empty.textContent = scene?.count ? "The filters leave nothing here." : "There is nothing to show here.";
  });
  setUpTheme(app);
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
function counted(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** @param {App} app */
function setUpTheme(app) {
  const wish = matchMedia("(prefers-color-scheme: dark)");
  let isDark = wish.matches;
  /** @param {boolean} dark */
  const set = (dark) => {
    isDark = dark;
    app.setTheme(dark);
  };
  set(isDark);
  wish.addEventListener("change", () => set(wish.matches));
  byId("theme", HTMLElement).addEventListener("click", () => set(!isDark));
}

/**
 * What needs the whole graph.
 * @param {App} app
 * @param {Atlas} atlas
 */
export function setUpGraphControls(app, atlas) {
  setUpSearch(app, atlas);
  setUpTimeline(app, atlas);
  setUpFilters(app, atlas);
  setUpList(app, atlas);
  setUpCards(app);
}

/**
 * @param {App} app
 * @param {Atlas} atlas
 */
function setUpSearch(app, atlas) {
  const index = new SearchIndex(namesToSearch(atlas));
  const field = byId("search", HTMLInputElement);
  const { placeholder } = field;
  /** @param {string} query */
  const find = (query) => {
    const without = app.state.without.split(",");
    if (app.pathFrom) return index.find(query, ({ kind }) => kind === "author");
    return index.find(query, ({ kind }) => !without.includes(kind));
  };
  const nameOf = (/** @type {GraphNode} */ hit) => atlas.name(hit);
  const choose = (/** @type {GraphNode} */ hit) => {
    app.find(hit);
    field.placeholder = placeholder;
  };
  new SearchBox(field, byId("hits", HTMLElement), { find, nameOf, choose });
  field.addEventListener("blur", () => {
    app.pathFrom = "";
    field.placeholder = placeholder;
  });
}

/**
 * @param {App} app
 * @param {Atlas} atlas
 */
function setUpTimeline(app, atlas) {
  if (!atlas.days.length) return;
  byId("timeline", HTMLElement).hidden = false;
  const parts = {
    bars: /** @type {SVGElement} */ (document.querySelector("#days")),
    first: byId("first-day", HTMLInputElement),
    last: byId("last-day", HTMLInputElement),
    range: byId("range", HTMLElement),
  };
  const counts = atlas.days.map((_, day) => atlas.papersOfDay.count(day));
  const keepCamera = () => ({ camera: app.view.camera.place });
  const timeline = new Timeline(parts, atlas.days, counts, (from, until) => app.go({ from, until, ...keepCamera() }));
  const whole = byId("all-days", HTMLElement);
  whole.addEventListener("click", () => app.go({ from: "", until: "", ...keepCamera() }));
  app.listeners.push((state) => {
    timeline.show(state.from, state.until);
    whole.hidden = !state.from && !state.until;
    if (!choosesPapers(state) || !app.left) return;
    const left = app.left.paper.reduce((sum, one) => sum + one, 0);
    parts.range.append(`: ${left.toLocaleString("en")} papers`);
  });
}

/**
 * @param {App} app
 * @param {Atlas} atlas
 */
function setUpFilters(app, atlas) {
  const form = byId("filters", HTMLFormElement);
  const votes = byId("votes", HTMLInputElement);
  const weight = byId("weight", HTMLInputElement);
  const region = byId("region", HTMLSelectElement);
  const kinds = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[name=kind]")]);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    app.go({
      votes: Math.max(0, Math.floor(Number(votes.value)) || 0),
      weight: Math.max(1, Math.floor(Number(weight.value)) || 1),
      region: region.value,
      camera: region.value === app.state.region ? app.view.camera.place : null, // another region is flown to
      without: kinds
        .filter((box) => !box.checked)
        .map((box) => box.value)
        .join(","),
    });
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    app.go({ ...PLAIN, view: app.state.view });
    app.view.flyHome();
  });
  app.listeners.push((state) => {
    const titles = atlas.maps[state.view].regions.map(({ title }) => title);
    region.replaceChildren(
      element("option", { value: "" }, "all"),
      ...titles.map((title) => element("option", { value: title }, title)),
    );
    votes.value = String(state.votes);
    weight.value = String(state.weight);
    region.value = state.region;
    for (const box of kinds) box.checked = !state.without.split(",").includes(box.value);
    const isFiltering = choosesPapers(state) || state.weight > 1 || state.region || state.without;
    byId("show-filters", HTMLElement).textContent = isFiltering ? "Filters •" : "Filters";
  });
}

/**
 * @param {App} app
 * @param {Atlas} atlas
 */
function setUpList(app, atlas) {
  const list = byId("list", HTMLElement);
  const toggle = byId("show-list", HTMLElement);
  toggle.addEventListener("click", () => app.go({ list: !app.state.list }));
  let told = "";
  app.listeners.push((state) => {
    toggle.setAttribute("aria-pressed", String(state.list));
    list.hidden = !state.list;
    if (!state.list) return;
    const { node, to, open, camera, ...rest } = state;
    const asked = JSON.stringify(rest);
    if (asked === told && list.childElementCount) return; // only the selection is another: the reader keeps the place
    told = asked;
    const data = tableData(app, atlas);
    if (data) list.replaceChildren(...tableOf(data));
  });
}

/**
 * Cards that buttons open: filters, and what can be saved.
 * @param {App} app
 */
function setUpCards(app) {
  const cards = ["filters", "save"].map((id) => {
    return { card: byId(id, HTMLElement), toggle: byId(`show-${id}`, HTMLElement) };
  });
  /** @param {HTMLElement | null} wanted */
  const show = (wanted) => {
    for (const { card, toggle } of cards) {
      card.hidden = card !== wanted;
      toggle.setAttribute("aria-expanded", String(card === wanted));
    }
  };
  for (const { card, toggle } of cards) {
    toggle.addEventListener("click", () => {
      show(card.hidden ? card : null);
      /** @type {HTMLElement | null} */ (card.querySelector("input, button"))?.focus();
    });
  }
  for (const entry of byId("save", HTMLElement).querySelectorAll("button")) {
    entry.addEventListener("click", async () => {
      show(null);
      try {
        await save(app, entry.dataset.format ?? "");
      } catch (error) {
        notice(`That could not be saved: ${error instanceof Error ? error.message : error}`);
      }
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = cards.find(({ card }) => !card.hidden);
    if (open) {
      show(null);
      open.toggle.focus();
    } else if (app.state.node) app.go({ node: "", to: "", open: "", camera: app.view.camera.place });
  });
}
