/** The days below the map; a brushed range filters every view. */

import { svgElement } from "./dom.js";

/**
 * @typedef {object} TimelineParts
 * @property {SVGElement} bars
 * @property {HTMLInputElement} first
 * @property {HTMLInputElement} last
 * @property {HTMLElement} range where the range is told
 */

/**
 * @typedef {object} Choices
 * @property {(from: string, until: string, by: string) => void} choose days, empty for the whole, and by which control
 * @property {() => void} rest the control is let go of
 */

const HEIGHT = 30;

/**
 * The range between two places of the bars, in either order.
 * @param {number} one
 * @param {number} other
 * @param {number} count of days
 * @returns {[number, number]}
 */
export function brushed(one, other, count) {
  const clipped = [one, other].map((share) => Math.min(count - 1, Math.max(0, Math.floor(share * count))));
  return [Math.min(...clipped), Math.max(...clipped)];
}

export class Timeline {
  /**
   * @param {TimelineParts} parts
   * @param {string[]} days
   * @param {Choices} choices
   */
  constructor(parts, days, choices) {
    this.parts = parts;
    this.days = days;
    this.choices = choices;
    /** @type {number[]} */
    this.counts = [];
    this.bars = days.map((_, day) => {
      return svgElement("rect", { x: String(day + 0.06), width: "0.88" }, svgElement("title"));
    });
    parts.bars.setAttribute("viewBox", `0 0 ${Math.max(1, days.length)} ${HEIGHT}`);
    parts.bars.replaceChildren(...this.bars);
    for (const slider of [parts.first, parts.last]) {
      slider.max = String(Math.max(0, days.length - 1));
      slider.addEventListener("input", () => this.#say(Number(parts.first.value), Number(parts.last.value)));
      slider.addEventListener("change", () => this.#take(Number(parts.first.value), Number(parts.last.value), slider.id));
      for (const event of ["pointerdown", "blur"]) slider.addEventListener(event, () => choices.rest());
    }
    this.#brush();
  }

  /**
   * @param {string} from
   * @param {string} until
   * @param {number[]} counts papers of each day
   */
  show(from, until, counts) {
    if (counts !== this.counts) this.#raise(counts);
    this.counts = counts;
    const first = from ? this.days.findIndex((day) => day >= from) : 0;
    const later = until ? this.days.findIndex((day) => day > until) : -1;
    this.#say(first < 0 ? this.days.length - 1 : first, (later < 0 ? this.days.length : later) - 1);
  }

  /** @param {number[]} counts */
  #raise(counts) {
    const most = Math.max(1, ...counts);
    this.bars.forEach((bar, day) => {
      const height = Math.max(1, (HEIGHT * counts[day]) / most);
      bar.setAttribute("y", String(HEIGHT - height));
      bar.setAttribute("height", String(height));
      /** @type {Element} */ (bar.firstElementChild).textContent = `${this.days[day]}: ${counts[day]} papers`;
    });
  }

  /**
   * @param {number} one
   * @param {number} other
   */
  #say(one, other) {
    const [first, last] = [Math.min(one, other), Math.max(one, other, 0)];
    const { parts, days } = this;
    parts.first.value = String(first);
    parts.last.value = String(last);
    parts.first.setAttribute("aria-valuetext", days[first] ?? "");
    parts.last.setAttribute("aria-valuetext", days[last] ?? "");
    parts.range.textContent = days.length
      ? first === last
        ? days[first]
        : `${days[first]} to ${days[last]}`
      : "no days";
    this.bars.forEach((bar, day) => bar.classList.toggle("outside", day < first || day > last));
  }

  /**
   * @param {number} one
   * @param {number} other
   * @param {string} by the control that is in use, or empty
   */
  #take(one, other, by) {
    const [first, last] = [Math.min(one, other), Math.max(one, other)];
    const isWhole = first === 0 && last === this.days.length - 1;
    this.choices.choose(isWhole ? "" : this.days[first], isWhole ? "" : this.days[last], by);
  }

  #brush() {
    const { bars } = this.parts;
    let start = -1;
    /** @param {PointerEvent} event */
    const place = (event) => {
      const { left, width } = bars.getBoundingClientRect();
      return (event.clientX - left) / width;
    };
    bars.addEventListener("pointerdown", (event) => {
      if (!this.days.length) return;
      bars.setPointerCapture(event.pointerId);
      start = place(event);
      this.#say(...brushed(start, start, this.days.length));
    });
    bars.addEventListener("pointermove", (event) => {
      if (start >= 0) this.#say(...brushed(start, place(event), this.days.length));
    });
    bars.addEventListener("pointerup", (event) => {
      if (start >= 0) this.#take(...brushed(start, place(event), this.days.length), "");
      start = -1;
    });
    bars.addEventListener("pointercancel", () => {
      start = -1;
    });
  }
}
