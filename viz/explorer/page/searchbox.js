/** The search field: an ARIA combobox with a listbox. */

import { element } from "./dom.js";

/** @typedef {import("./atlas.js").Node} GraphNode */
/** @typedef {import("./search.js").Hit} Hit */

/**
 * @typedef {object} Search
 * @property {(query: string) => Hit[]} find
 * @property {(query: string) => Hit[]} nearest names like a query that finds nothing
 * @property {(hit: GraphNode) => string} nameOf
 * @property {(hit: GraphNode) => boolean} isHidden whether the filters leave it out
 * @property {(hit: GraphNode) => void} choose
 */

/** @typedef {{ input: HTMLInputElement, list: HTMLElement, note: HTMLElement }} SearchParts */

const KIND_NAMES = { concept: "concept", author: "person", paper: "paper" };

export class SearchBox {
  /**
   * @param {SearchParts} parts the note says that nothing is found
   * @param {Search} search
   */
  constructor({ input, list, note }, search) {
    this.input = input;
    this.list = list;
    this.note = note;
    this.search = search;
    /** @type {Hit[]} */
    this.hits = [];
    this.active = -1;
    for (const event of ["input", "focus"]) input.addEventListener(event, () => this.#find());
    input.addEventListener("blur", () => {
      if (document.activeElement !== input) this.#close(); // else it is the window that was left, perhaps to copy a name
    });
    input.addEventListener("keydown", (event) => this.#press(event));
  }

  #find() {
    const query = this.input.value.trim();
    this.hits = this.search.find(query);
    this.active = this.hits.length ? 0 : -1;
    let said = "";
    if (query && !this.hits.length) {
      this.hits = this.search.nearest(query); // none of them is active: Enter goes nowhere unasked
      said = `Nothing found for “${query}”${this.hits.length ? "; did you mean" : "."}`;
    }
    if (this.note.textContent !== said) this.note.textContent = said;
    this.#show();
  }

  #close() {
    this.hits = [];
    this.active = -1;
    this.note.textContent = "";
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
    if (event.isComposing) return; // while Hangul is composed, Enter ends the syllable
    if (event.key === "Escape" && (count || this.note.textContent)) this.#close();
    else if (!count) return;
    else if (event.key === "ArrowDown") this.active = (this.active + 1) % count;
    else if (event.key === "ArrowUp") this.active = this.active > 0 ? this.active - 1 : count - 1;
    else if (event.key === "Enter" && this.active >= 0) this.#take(this.hits[this.active]);
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
    const hidden = this.search.isHidden(hit) ? [element("small", { class: "left-out" }, "left out by the filters")] : [];
    const attributes = { id: `hit-${i}`, role: "option", "aria-selected": String(i === this.active) };
    const name = element("span", { dir: "auto" }, this.search.nameOf(hit));
    const made = element("li", attributes, name, ...by, ...hidden, element("small", {}, KIND_NAMES[hit.kind]));
    made.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    made.addEventListener("click", () => this.#take(hit));
    return made;
  }
}
