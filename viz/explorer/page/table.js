/** The same data as a table, which a keyboard and a screen reader can walk. */

import { button, element } from "./dom.js";

/**
 * @typedef {object} TableData
 * @property {string} caption
 * @property {string[]} headings
 * @property {number[]} rows in the order they come first
 * @property {(row: number) => string} hrefOf
 * @property {(row: number) => (string | number)[]} cellsOf
 */

const PAGE = 200;

/**
 * The elements of a table; rows are made as they are asked for.
 * @param {TableData} data
 */
export function tableOf({ caption, headings, rows, hrefOf, cellsOf }) {
  const body = element("tbody");
  const more = element("p");
  let sorted = rows;
  let shown = 0;
  const showMore = () => {
    body.append(...sorted.slice(shown, shown + PAGE).map((row) => rowOf(cellsOf(row), hrefOf(row))));
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
      const values = new Map(rows.map((row) => [row, cellsOf(row)[column]]));
      sorted = [...rows].sort((a, b) => (isDown ? -1 : 1) * compared(values.get(a), values.get(b)));
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

/**
 * @param {(string | number)[]} cells the first is the row's name
 * @param {string} href
 */
function rowOf([name, ...rest], href) {
  return element(
    "tr",
    {},
    element("th", { scope: "row", dir: "auto" }, element("a", { href }, String(name))),
    ...rest.map((cell) => element("td", {}, String(cell))),
  );
}

/**
 * Numbers by size, the unknown last; texts so that descending is from A to Z.
 * @param {number | string | undefined} one
 * @param {number | string | undefined} other
 */
function compared(one, other) {
  if (typeof one === "number" || typeof other === "number") return Number(one || -1) - Number(other || -1);
  return String(other).localeCompare(String(one));
}
