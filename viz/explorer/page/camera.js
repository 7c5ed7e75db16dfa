/** Which part of a map a window shows. */

const CLOSEST = 60; // times nearer than the whole map
const FARTHEST = 0.5;
const LARGEST_SCALE = 2.5; // of a small map that could fill the window
const EDGE = 34; // pixels free around the whole map

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */
/** @typedef {{ x: number, y: number, zoom: number }} Place */

export class Camera {
  constructor() {
    this.width = 1;
    this.height = 1;
    this.x = 0; // the place of the map in the middle of the window
    this.y = 0;
    this.scale = 1; // pixels for a unit of the map
    this.home = 1; // the scale at which the whole map is in sight
  }

  /**
   * Brings a part of the map into the part of the window that nothing covers.
   * @param {Box} bounds
   * @param {Box} covered pixels at each side
   */
  fit(bounds, covered) {
    const width = Math.max(80, this.width - covered.left - covered.right - 2 * EDGE);
    const height = Math.max(80, this.height - covered.top - covered.bottom - 2 * EDGE);
    const scale = Math.min(width / (bounds.right - bounds.left || 1), height / (bounds.bottom - bounds.top || 1));
    this.home = this.scale = Math.min(LARGEST_SCALE, scale);
    this.x = (bounds.left + bounds.right) / 2 + (covered.right - covered.left) / 2 / this.scale;
    this.y = (bounds.top + bounds.bottom) / 2 + (covered.bottom - covered.top) / 2 / this.scale;
  }

  get zoom() {
    return this.scale / this.home;
  }

  /** @returns {Place} */
  get place() {
    return { x: this.x, y: this.y, zoom: this.zoom };
  }

  /** @param {Place} place */
  set place({ x, y, zoom }) {
    this.x = x;
    this.y = y;
    this.scale = this.home * Math.min(CLOSEST, Math.max(FARTHEST, zoom));
  }

  /** @param {number} x */
  across(x) {
    return (x - this.x) * this.scale + this.width / 2;
  }

  /** @param {number} y */
  down(y) {
    return (y - this.y) * this.scale + this.height / 2;
  }

  /**
   * The place of the map at a place of the window.
   * @param {number} across
   * @param {number} down
   * @returns {[number, number]}
   */
  at(across, down) {
    return [(across - this.width / 2) / this.scale + this.x, (down - this.height / 2) / this.scale + this.y];
  }

  /**
   * Moves the map under the window.
   * @param {number} across
   * @param {number} down
   */
  pan(across, down) {
    this.x -= across / this.scale;
    this.y -= down / this.scale;
  }

  /**
   * Comes nearer to what is at a place of the window, which stays there.
   * @param {number} across
   * @param {number} down
   * @param {number} factor
   */
  zoomAt(across, down, factor) {
    const [x, y] = this.at(across, down);
    this.place = { x: this.x, y: this.y, zoom: this.zoom * factor };
    this.x = x - (across - this.width / 2) / this.scale;
    this.y = y - (down - this.height / 2) / this.scale;
  }

  copy() {
    return Object.assign(new Camera(), this);
  }
}
