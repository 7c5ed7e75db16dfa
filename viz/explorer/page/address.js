/** The address holds what the page shows: ids of nodes, never row numbers, so that a newer page shows the same. */

/** @typedef {import("./atlas.js").ViewName} ViewName */
/** @typedef {import("./camera.js").Place} Place */

/**
 * @typedef {object} State
 * @property {ViewName} view
 * @property {string} node id of the selected node, or empty
 * @property {string} to id of the person at the other end of a path, or empty
 * @property {string} from first day, or empty
 * @property {string} until last day, or empty
 * @property {number} votes at least
 * @property {number} weight of an edge, at least
 * @property {string} region title of the only region shown, or empty
 * @property {string} without kinds that are not shown, parted by commas
 * @property {string} open id of the node whose surroundings are opened, or empty
 * @property {boolean} list whether the table is shown
 * @property {Place | null} camera null for the whole map
 */

/**
 * The state of a page opened without an address.
 * @type {State}
 */
export const PLAIN = {
  view: "topics",
  node: "",
  to: "",
  from: "",
  until: "",
  votes: 0,
  weight: 1,
  region: "",
  without: "",
  open: "",
  list: false,
  camera: null,
};
const VIEWS = ["topics", "people", "papers"];
const DAY = /^\d{4}(-\d\d(-\d\d)?)?$/;

/**
 * What an address asks for; what it says nothing of, or something senseless, is plain.
 * @param {string} hash
 * @param {ViewName} view where the address names none
 * @returns {State}
 */
export function readAddress(hash, view) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  /** @param {string} name */
  const text = (name) => said.get(name) ?? "";
  /** @param {string} name */
  const day = (name) => (DAY.test(text(name)) ? text(name) : "");
  /**
   * @param {string} name
   * @param {number} least
   */
  const count = (name, least) => Math.max(least, Math.floor(Number(text(name)) || 0));
  const at = text("at").split(",").map(Number);
  const isPlace = at.length === 3 && at.every(Number.isFinite) && at[2] > 0;
  return {
    view: /** @type {ViewName} */ (VIEWS.includes(text("view")) ? text("view") : view),
    node: text("node"),
    to: text("to"),
    from: day("from"),
    until: day("until"),
    votes: count("votes", 0),
    weight: count("weight", 1),
    region: text("region"),
    without: text("without"),
    open: text("open"),
    list: text("list") === "1",
    camera: isPlace ? { x: at[0], y: at[1], zoom: at[2] } : null,
  };
}

/**
 * A state after a change; a region is one of its own view.
 * @param {State} state
 * @param {Partial<State>} change
 * @returns {State}
 */
export function changed(state, change) {
  const isElsewhere = change.view !== undefined && change.view !== state.view;
  return { ...state, ...(isElsewhere ? { region: "" } : {}), ...change };
}

/**
 * The address of a state, without what is plain.
 * @param {State} state
 */
export function writeAddress(state) {
  const said = new URLSearchParams({ view: state.view });
  for (const name of /** @type {const} */ ([
    "node",
    "to",
    "open",
    "from",
    "until",
    "votes",
    "weight",
    "region",
    "without",
  ])) {
    if (state[name] !== PLAIN[name]) said.set(name, String(state[name]));
  }
  if (state.list) said.set("list", "1");
  if (state.camera) {
    const { x, y, zoom } = state.camera;
    said.set("at", `${x.toFixed(1)},${y.toFixed(1)},${zoom.toFixed(3)}`);
  }
  return `#${String(said).replaceAll("%3A", ":").replaceAll("%2C", ",")}`;
}
