/** The same data as a table, which a keyboard and a screen reader can walk. */

import { button, element } from "./dom.js";

/** @typedef {{ cells: string[], href: string, values: (number | string)[] }} Row cells as shown, values to sort by */

const PAGE = 200;

/**
 * @param {string} caption
 * @param {string[]} headings
 * @param {Row[]} rows in the order they come first
 */
export function tableOf(caption, headings, rows) {
  const body = element("tbody");
  const more = element("p");
  let sorted = rows;
  let shown = 0;
  const showMore = () => {
    body.append(...sorted.slice(shown, shown + PAGE).map(rowOf));
    shown = Math.min(sorted.length, shown + PAGE);
    const rest = sorted.length - shown;
    more.replaceChildren(...(rest ? [button(`Show ${Math.min(PAGE, rest)} more of ${rest}`, showMore)] : []));
  };
  const cells = headings.map((heading, column) => {
    const cell = element("th", { scope: "col" });
    const sort = () => {
      const isDown = cell.getAttribute("aria-sort") !== "descending";
      for (const other of cells) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      sorted = [...rows].sort((a, b) => (isDown ? -1 : 1) * compared(a.values[column], b.values[column]));
      body.replaceChildren();
      shown = 0;
      showMore();
    };
    cell.append(button(heading, sort));
    return cell;
  });
  showMore();
  const title = element("caption", {}, caption);
  return [element("table", {}, title, element("thead", {}, element("tr", {}, ...cells)), body), more];
}

/** @param {Row} row */
function rowOf({ cells, href }) {
  const [name, ...rest] = cells;
  return element(
    "tr",
    {},
    element("th", { scope: "row", dir: "auto" }, element("a", { href }, name)),
    ...rest.map((cell) => element("td", {}, cell)),
  );
}

/**
 * @param {number | string} one
 * @param {number | string} other
 */
function compared(one, other) {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(other).localeCompare(String(one)); // descending is from A to Z
}
