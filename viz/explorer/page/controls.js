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
/** @typedef {import("./atlas.js").Kind} Kind */
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

/** @type {Record<Kind, [string, string]>} */
const NOUNS = { paper: ["paper", "papers"], author: ["person", "people"], concept: ["concept", "concepts"] };
const THEME = "paperatlas.theme"; // under which the browser keeps it

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
    const { all, rest } = app.counts();
    const told = Object.entries(NOUNS).map(([kind, [one, many]]) => {
      const [count, left] = [all[/** @type {Kind} */ (kind)], rest[/** @type {Kind} */ (kind)]];
      const some = left === count ? "" : `${left.toLocaleString("en")} of `;
      return `${some}${count.toLocaleString("en")} ${count === 1 ? one : many}`;
    });
    const meaning = element("span", {}, `. ${LEGENDS[state.view]}`);
    byId("legend", HTMLElement).replaceChildren(told.join(" · "), meaning);
    const empty = byId("empty", HTMLElement);
    const scene = app.scene();
    const shown = app.shown();
    empty.hidden = !scene || !shown || shown.count > 0;
    empty.textContent = scene?.count ? "The filters leave nothing here." : "There is nothing to show here.";
  });
  setUpTheme(app);
}

/**
 * The theme is what the reader chose, else what the system wishes; a choice is kept where the browser keeps anything.
 * @param {App} app
 */
function setUpTheme(app) {
  const wish = matchMedia("(prefers-color-scheme: dark)");
  let chosen = storedTheme();
  let isDark = false;
  const set = () => {
    isDark = chosen ? chosen === "dark" : wish.matches;
    app.setTheme(isDark);
  };
  set();
  wish.addEventListener("change", set);
  byId("theme", HTMLElement).addEventListener("click", () => {
    const wanted = isDark ? "light" : "dark";
    chosen = (wanted === "dark") === wish.matches ? "" : wanted; // what the system wishes as well is no choice
    storeTheme(chosen);
    set();
  });
}

function storedTheme() {
  try {
    return localStorage.getItem(THEME) ?? "";
  } catch {
    return ""; // a frame, or a browser that keeps nothing for files
  }
}

/** @param {string} theme */
function storeTheme(theme) {
  try {
    if (theme) localStorage.setItem(THEME, theme);
    else localStorage.removeItem(THEME);
  } catch {
    // The choice holds as long as the page is open.
  }
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
  /** @param {GraphNode} node */
  const isWanted = ({ kind }) => (app.pathFrom ? kind === "author" : !app.state.without.split(",").includes(kind));
  const find = (/** @type {string} */ query) => index.find(query, isWanted);
  const nearest = (/** @type {string} */ query) => index.nearest(query, isWanted);
  const nameOf = (/** @type {GraphNode} */ hit) => atlas.name(hit);
  const isHidden = (/** @type {GraphNode} */ hit) => app.hiding(hit) !== null;
  const choose = (/** @type {GraphNode} */ hit) => {
    app.find(hit);
    field.placeholder = placeholder;
  };
  const parts = { input: field, list: byId("hits", HTMLElement), note: byId("nothing", HTMLElement) };
  new SearchBox(parts, { find, nearest, nameOf, isHidden, choose });
  field.addEventListener("focus", () => setTimeout(() => index.prepare()), { once: true });
  field.addEventListener("blur", () => {
    if (document.activeElement === field) return; // it is the window that was left
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
  const keepCamera = () => ({ camera: app.view.camera.place });
  /** @type {import("./timeline.js").Choices} */
  const choices = {
    choose: (from, until, by) => app.go({ from, until, ...keepCamera() }, by),
    rest: () => app.steps.rest(),
  };
  const timeline = new Timeline(parts, atlas.days, choices);
  let [votes, counts] = [-1, /** @type {number[]} */ ([])];
  const whole = byId("all-days", HTMLElement);
  whole.addEventListener("click", () => app.go({ from: "", until: "", ...keepCamera() }));
  app.listeners.push((state) => {
    if (votes !== state.votes) [votes, counts] = [state.votes, papersOfDays(atlas, state.votes)];
    timeline.show(state.from, state.until, counts);
    whole.hidden = !state.from && !state.until;
    if (!choosesPapers(state) || !app.left) return;
    const left = app.left.paper.reduce((sum, one) => sum + one, 0);
    parts.range.append(`: ${left.toLocaleString("en")} ${left === 1 ? "paper" : "papers"}`);
  });
}

/**
 * How many papers each day featured, of those with enough votes.
 * @param {Atlas} atlas
 * @param {number} votes
 */
function papersOfDays(atlas, votes) {
  return atlas.days.map((_, day) => {
    if (!votes) return atlas.papersOfDay.count(day);
    return [...atlas.papersOfDay.row(day)].filter((paper) => atlas.votes[paper] >= votes).length;
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
  form.addEventListener("focusout", () => app.steps.rest());
  form.addEventListener("change", (event) => {
    const change = {
      votes: Math.max(0, Math.floor(Number(votes.value)) || 0),
      weight: Math.max(1, Math.floor(Number(weight.value)) || 1),
      region: region.value,
      camera: region.value === app.state.region ? app.view.camera.place : null, // another region is flown to
      without: kinds
        .filter((box) => !box.checked)
        .map((box) => box.value)
        .join(","),
    };
    app.go(change, /** @type {HTMLElement} */ (event.target).id);
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
    byId("show-filters", HTMLElement).textContent = app.isFiltering() ? "Filters •" : "Filters";
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
  /** @type {Partial<Record<ViewName, import("./table.js").Sorting>>} */
  const sortings = {};
  app.listeners.push((state) => {
    toggle.setAttribute("aria-pressed", String(state.list));
    list.hidden = !state.list;
    if (!state.list) return;
    const { node, to, open, camera, ...rest } = state;
    const asked = JSON.stringify(rest);
    if (asked === told && list.childElementCount) return; // only the selection is another: the reader keeps the place
    told = asked;
    const data = tableData(app, atlas);
    if (!data) return;
    const { view } = state;
    const remember = (/** @type {import("./table.js").Sorting} */ sorting) => {
      sortings[view] = sorting;
    };
    list.replaceChildren(...tableOf(data, sortings[view] ?? null, remember));
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
