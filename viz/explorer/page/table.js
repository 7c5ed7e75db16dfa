/** The same data as a table, which a keyboard and a screen reader can walk. */

import { button, element } from "./dom.js";

/**
 * @typedef {object} Column
 * @property {string} heading
 * @property {(row: number) => string | number | null} of null where it is not known
 * @property {Direction} first which way it is sorted at first
 * @property {string} missing what stands where it is not known
 */

/** @typedef {"ascending" | "descending"} Direction */
/** @typedef {{ heading: string, direction: Direction }} Sorting */

/**
 * @typedef {object} TableData
 * @property {string} caption
 * @property {Column[]} columns the first has the rows' names
 * @property {number[]} rows in the order they come first, by the second column
 * @property {(row: number) => string} hrefOf
 */

const PAGE = 200;

/**
 * The elements of a table; rows are made as they are asked for.
 * @param {TableData} data
 * @param {Sorting | null} sorting null for the order they come in
 * @param {(sorting: Sorting) => void} remember
 */
export function tableOf({ caption, columns, rows, hrefOf }, sorting, remember) {
  const body = element("tbody");
  const more = element("p");
  let sorted = rows;
  let shown = 0;
  const showMore = () => {
    body.append(...sorted.slice(shown, shown + PAGE).map((row) => rowOf(columns, row, hrefOf(row))));
    shown = Math.min(sorted.length, shown + PAGE);
    const rest = sorted.length - shown;
    more.replaceChildren(...(rest ? [button(`Show ${Math.min(PAGE, rest)} more of ${rest}`, showMore)] : []));
  };
  const cells = columns.map((column) => {
    const sort = () => {
      const now = cells[columns.indexOf(column)].getAttribute("aria-sort");
      const other = now === "ascending" ? "descending" : "ascending";
      const chosen = { heading: column.heading, direction: now ? /** @type {Direction} */ (other) : column.first };
      remember(chosen);
      show(chosen);
    };
    return element("th", { scope: "col" }, button(column.heading, sort));
  });
  /** @param {Sorting} by */
  const show = ({ heading, direction }) => {
    columns.forEach((column, i) => {
      if (column.heading !== heading) cells[i].removeAttribute("aria-sort");
      else {
        cells[i].setAttribute("aria-sort", direction);
        sorted = sortedBy(rows, column.of, direction);
      }
    });
    body.replaceChildren();
    shown = 0;
    showMore();
  };
  show(sorting ?? { heading: columns[1].heading, direction: columns[1].first });
  const title = element("caption", {}, caption);
  return [element("table", {}, title, element("thead", {}, element("tr", {}, ...cells)), body), more];
}

/**
 * Rows by a value of theirs; those of which it is not known come last either way, equal ones stay as they are.
 * @param {number[]} rows
 * @param {Column["of"]} of
 * @param {Direction} direction
 */
export function sortedBy(rows, of, direction) {
  const values = new Map(rows.map((row) => [row, of(row)]));
  const collator = new Intl.Collator("en", { numeric: true });
  const sign = direction === "ascending" ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [one, other] = [values.get(a) ?? null, values.get(b) ?? null];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    if (typeof one === "number" && typeof other === "number") return sign * (one - other);
    return sign * collator.compare(String(one), String(other));
  });
}

/**
 * @param {Column[]} columns
 * @param {number} row
 * @param {string} href
 */
function rowOf([name, ...rest], row, href) {
  return element(
    "tr",
    {},
    element("th", { scope: "row", dir: "auto" }, element("a", { href }, String(name.of(row)))),
    ...rest.map(({ of, missing }) => element("td", {}, String(of(row) ?? missing))),
  );
}
