/** The steps that Back and Forward take, and where the reader was in the details at each. */

/** @typedef {{ scroll: number | null, unfolded: Set<string> }} Memory */

export class Steps {
  constructor() {
    /** @type {Map<string, Memory>} */
    this.memories = new Map();
    this.by = ""; // the control that made the last step and is still in use
    this.expected = location.hash;
    this.here = location.hash; // what the page shows
    /** @type {Memory} */
    this.memory = { scroll: null, unfolded: new Set() };
    this.arrive();
  }

  /**
   * Goes to an address. What one control does while it is in use is one step.
   * @param {string} address
   * @param {string} by name of the control, or empty
   * @returns {boolean} whether the step before was changed, which the browser does not tell the page
   */
  go(address, by) {
    if (address === location.hash) return false;
    const isSame = by !== "" && by === this.by;
    this.by = by;
    this.expected = address;
    if (isSame && this.replace(address)) return true;
    location.hash = address;
    return false;
  }

  /** The control is let go of: what it does next is another step. */
  rest() {
    this.by = "";
  }

  /** Whether the address leads to a step that the page has not followed yet. */
  get isUnderWay() {
    return location.hash !== this.here;
  }

  /**
   * Writes an address without a step; tells whether that can be done.
   * @param {string} address
   */
  replace(address) {
    try {
      history.replaceState(history.state, "", address);
      this.expected = address;
      this.here = location.hash;
      return true;
    } catch {
      return false; // in a notebook's frame the page has no address of its own; all else works there
    }
  }

  /** Remembers what there was at the step that the page is at now. */
  arrive() {
    if (location.hash !== this.expected) this.by = "";
    this.expected = location.hash;
    this.here = location.hash;
    let name = history.state?.step;
    if (typeof name !== "string") {
      name = `${performance.timeOrigin} ${this.memories.size}`;
      try {
        history.replaceState({ step: name }, "");
      } catch {
        name = ""; // the same
      }
    }
    const known = name && this.memories.get(name);
    this.memory = known || { scroll: null, unfolded: new Set() };
    if (name) this.memories.set(name, this.memory);
  }
}
