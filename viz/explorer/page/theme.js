/** Colours of both themes. The palette is told apart by all eyes; the map also carries every region's name. */

/** @typedef {[number, number, number]} Rgb */

/**
 * @typedef {object} Theme
 * @property {boolean} dark
 * @property {string} paper
 * @property {string} veil over all that is not in hand
 * @property {string} halo around text
 * @property {string} ink
 * @property {string} label
 * @property {string} rim around nodes
 * @property {string} none of nodes in no region
 * @property {string} between of edges between regions
 * @property {number} edgeAlpha
 * @property {number} betweenAlpha
 * @property {Rgb[]} land
 * @property {number} landAlpha
 * @property {string[]} node by number of colour
 * @property {string[]} title
 */

/** @type {Rgb} */
const WHITE = [255, 255, 255];
/** @type {Rgb} */
const BLACK = [0, 0, 0];

/**
 * @param {boolean} dark
 * @param {string[]} palette
 * @returns {Theme}
 */
export function makeTheme(dark, palette) {
  const base = palette.map(rgbOf);
  /** @type {Rgb} */
  const paper = dark ? [17, 21, 28] : [252, 251, 248];
  /** @type {Rgb} */
  const ink = dark ? [232, 236, 242] : [28, 32, 40];
  /** @type {Rgb} */
  const faint = dark ? [120, 128, 140] : [150, 154, 162];
  return {
    dark,
    paper: css(paper),
    veil: css(paper, dark ? 0.8 : 0.82),
    halo: css(paper, 0.88),
    ink: css(ink),
    label: css(ink),
    rim: css(dark ? mix(paper, BLACK, 0.2) : WHITE, 0.9),
    none: css(faint),
    between: css(dark ? [150, 160, 175] : [120, 126, 138]),
    edgeAlpha: dark ? 0.28 : 0.32,
    betweenAlpha: dark ? 0.1 : 0.11,
    land: base.map((colour) => (dark ? mix(colour, WHITE, 0.1) : colour)),
    landAlpha: dark ? 0.24 : 0.2,
    node: base.map((colour) => css(mix(colour, WHITE, dark ? 0.22 : 0.06))),
    title: base.map((colour) => css(dark ? mix(colour, WHITE, 0.55) : mix(colour, BLACK, 0.45))),
  };
}

/**
 * @param {string} hex
 * @returns {Rgb}
 */
function rgbOf(hex) {
  const value = parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/**
 * @param {Rgb} one
 * @param {Rgb} other
 * @param {number} share of the other
 * @returns {Rgb}
 */
function mix(one, other, share) {
  /** @param {number} i */
  const part = (i) => Math.round(one[i] + (other[i] - one[i]) * share);
  return [part(0), part(1), part(2)];
}

/**
 * @param {Rgb} colour
 * @param {number} alpha
 */
function css(colour, alpha = 1) {
  return alpha === 1 ? `rgb(${colour.join(", ")})` : `rgba(${colour.join(", ")}, ${alpha})`;
}
