/** The search field: an ARIA combobox with a listbox. */

import { element } from "./dom.js";

/** @typedef {import("./atlas.js").Node} GraphNode */
/** @typedef {import("./search.js").Hit} Hit */

const KIND_NAMES = { concept: "concept", author: "person", paper: "paper" };

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {(query: string) => Hit[]} find
 * @param {(hit: GraphNode) => string} nameOf
 * @param {(hit: GraphNode) => void} choose
 */
export function searchBox(input, list, find, nameOf, choose) {
  /** @type {Hit[]} */
  let hits = [];
  let active = -1;
  const show = () => {
    list.replaceChildren(...hits.map(option));
    const isEmpty = !hits.length;
    list.hidden = isEmpty;
    input.setAttribute("aria-expanded", String(!isEmpty));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `hit-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    }
  };
  /**
   * @param {Hit} hit
   * @param {number} i
   */
  const option = (hit, i) => {
    const by = hit.by ? [element("small", { dir: "auto" }, hit.by)] : [];
    const attributes = { id: `hit-${i}`, role: "option", "aria-selected": String(i === active) };
    const name = element("span", { dir: "auto" }, nameOf(hit));
    const made = element("li", attributes, name, ...by, element("small", {}, KIND_NAMES[hit.kind]));
    made.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    made.addEventListener("click", () => take(hit));
    return made;
  };
  /** @param {Hit} hit */
  const take = (hit) => {
    close();
    input.value = "";
    choose(hit);
  };
  const close = () => {
    hits = [];
    active = -1;
    show();
  };
  const search = () => {
    hits = find(input.value);
    active = hits.length ? 0 : -1;
    show();
  };
  input.addEventListener("input", search);
  input.addEventListener("focus", search);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (!hits.length || event.isComposing) return; // while Hangul is composed, Enter ends the syllable
    if (event.key === "ArrowDown") active = (active + 1) % hits.length;
    else if (event.key === "ArrowUp") active = (active + hits.length - 1) % hits.length;
    else if (event.key === "Enter" && active >= 0) take(hits[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    show();
  });
}
