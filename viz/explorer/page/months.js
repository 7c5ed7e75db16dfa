/** Papers by month or year, as bars. */

import { svgElement } from "./dom.js";

const WIDTH = 300;
const HEIGHT = 46;

/**
 * Every month from the first day to the last, with how many of some days fall into it; every year where some are years.
 * @param {string} first day
 * @param {string} last day
 * @param {string[]} days
 * @returns {[string, number][]}
 */
export function countByMonth(first, last, days) {
  const isByYear = [first, last, ...days].some((day) => day.length === 4);
  const length = isByYear ? 4 : 7;
  /** @type {Map<string, number>} */
  const counts = new Map();
  let [year, month] = first.split("-").map(Number);
  for (let name = first.slice(0, length); name <= last.slice(0, length);) {
    counts.set(name, 0);
    [year, month] = isByYear || month === 12 ? [year + 1, 1] : [year, month + 1];
    name = isByYear ? String(year) : `${year}-${String(month).padStart(2, "0")}`;
  }
  for (const day of days) counts.set(day.slice(0, length), (counts.get(day.slice(0, length)) ?? 0) + 1);
  return [...counts];
}

/** @param {[string, number][]} months */
export function monthBars(months) {
  const most = Math.max(1, ...months.map(([, count]) => count));
  const width = WIDTH / months.length;
  const bars = months.map(([month, count], i) => {
    const height = count ? Math.max(2, (HEIGHT * count) / most) : 0.8;
    const place = { x: i * width + width * 0.1, y: HEIGHT + 2 - height, width: width * 0.8, height };
    const attributes = Object.fromEntries(Object.entries(place).map(([name, value]) => [name, value.toFixed(2)]));
    return svgElement("rect", attributes, svgElement("title", {}, `${month}: ${count}`));
  });
  const [first, last] = [months[0][0], months[months.length - 1][0]];
  const label = `Papers by ${first.length === 4 ? "year" : "month"} from ${first} to ${last}, at most ${most}`;
  return svgElement(
    "svg",
    { viewBox: `0 0 ${WIDTH} 64`, role: "img", "aria-label": label },
    ...bars,
    svgElement("text", { x: "0", y: "61" }, first),
    ...(first === last ? [] : [svgElement("text", { x: String(WIDTH), y: "61", "text-anchor": "end" }, last)]),
  );
}
