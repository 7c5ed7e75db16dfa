/** The search field: an ARIA combobox with a listbox. */

import { element } from "./dom.js";

/** @typedef {import("./atlas.js").Node} GraphNode */
/** @typedef {import("./search.js").Hit} Hit */

/**
 * @typedef {object} Search
 * @property {(query: string) => Hit[]} find
 * @property {(hit: GraphNode) => string} nameOf
 * @property {(hit: GraphNode) => void} choose
 */

const KIND_NAMES = { concept: "concept", author: "person", paper: "paper" };

export class SearchBox {
  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} list
   * @param {Search} search
   */
  constructor(input, list, search) {
    this.input = input;
    this.list = list;
    this.search = search;
    /** @type {Hit[]} */
    this.hits = [];
    this.active = -1;
    for (const event of ["input", "focus"]) input.addEventListener(event, () => this.#find());
    input.addEventListener("blur", () => this.#close());
    input.addEventListener("keydown", (event) => this.#press(event));
  }

  #find() {
    this.hits = this.search.find(this.input.value);
    this.active = this.hits.length ? 0 : -1;
    this.#show();
  }

  #close() {
    this.hits = [];
    this.active = -1;
    this.#show();
  }

  /** @param {Hit} hit */
  #take(hit) {
    this.#close();
    this.input.value = "";
    this.search.choose(hit);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const count = this.hits.length;
    if (!count || event.isComposing) return; // while Hangul is composed, Enter ends the syllable
    if (event.key === "ArrowDown") this.active = (this.active + 1) % count;
    else if (event.key === "ArrowUp") this.active = (this.active + count - 1) % count;
    else if (event.key === "Enter") this.#take(this.hits[this.active]);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#show();
  }

  #show() {
    const { input, list, hits, active } = this;
    list.replaceChildren(...hits.map((hit, i) => this.#option(hit, i)));
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `hit-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    }
  }

  /**
   * @param {Hit} hit
   * @param {number} i
   */
  #option(hit, i) {
    const by = hit.by ? [element("small", { dir: "auto" }, hit.by)] : [];
    const attributes = { id: `hit-${i}`, role: "option", "aria-selected": String(i === this.active) };
    const name = element("span", { dir: "auto" }, this.search.nameOf(hit));
    const made = element("li", attributes, name, ...by, element("small", {}, KIND_NAMES[hit.kind]));
    made.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    made.addEventListener("click", () => this.#take(hit));
    return made;
  }
}
