/** Draws pictures on a canvas. */

import { RIMLESS } from "./appearance.js";

/** @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Context */
/** @typedef {import("./captions.js").Caption} Caption */
/** @typedef {import("./hand.js").Held} Held */
/** @typedef {import("./hand.js").Shape} Shape */
/** @typedef {import("./labels.js").Measure} Measure */
/** @typedef {import("./land.js").Land} Land */
/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./camera.js").Camera} Camera */

const DOT_SIDE = 0.89; // half the side of a square as large as a circle

/**
 * A bitmap of land, as a canvas that can be drawn.
 * @param {Land} land
 */
export function landCanvas({ pixels, columns, rows }) {
  const canvas = new OffscreenCanvas(columns, rows);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  return canvas;
}

/**
 * Measures texts, each once.
 * @param {Context} context
 * @returns {Measure}
 */
export function measuring(context) {
  /** @type {Map<string, number>} */
  const widths = new Map();
  return (font, text) => {
    const key = `${font} ${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      context.font = font;
      width = context.measureText(text).width;
      widths.set(key, width);
    }
    return width;
  };
}

/**
 * @param {Context} context
 * @param {Picture} picture
 * @param {Theme} theme
 * @param {Land} land
 * @param {OffscreenCanvas} bitmap
 * @param {Camera} camera
 */
export function paint(context, picture, theme, land, bitmap, camera) {
  context.globalAlpha = picture.landAlpha;
  const [left, top] = [camera.across(land.left), camera.down(land.top)];
  context.drawImage(bitmap, left, top, land.width * camera.scale, land.height * camera.scale);
  for (const { colour, alpha, width, ends } of picture.edges) {
    context.beginPath();
    for (let i = 0; i < ends.length; i += 4) {
      context.moveTo(ends[i], ends[i + 1]);
      context.lineTo(ends[i + 2], ends[i + 3]);
    }
    context.strokeStyle = colour;
    context.globalAlpha = alpha;
    context.lineWidth = width;
    context.stroke();
  }
  for (const { colour, alpha, circles } of picture.nodes) paintDiscs(context, colour, alpha, circles, theme);
  paintCaptions(context, picture.captions, theme);
}

/**
 * @param {Context} context
 * @param {string} colour
 * @param {number} alpha
 * @param {number[]} circles
 * @param {Theme} theme
 */
function paintDiscs(context, colour, alpha, circles, theme) {
  context.globalAlpha = alpha;
  context.fillStyle = colour;
  context.beginPath();
  const areDots = circles[2] < RIMLESS;
  for (let i = 0; i < circles.length; i += 3) {
    const [x, y, radius] = [circles[i], circles[i + 1], circles[i + 2]];
    if (areDots)
      context.rect(x - radius * DOT_SIDE, y - radius * DOT_SIDE, 2 * radius * DOT_SIDE, 2 * radius * DOT_SIDE);
    else {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }
  context.fill();
  if (!areDots) {
    context.strokeStyle = theme.rim;
    context.lineWidth = 1;
    context.stroke();
  }
  context.globalAlpha = 1;
}

/**
 * @param {Context} context
 * @param {Held} held
 * @param {Theme} theme
 * @param {Camera} camera
 */
export function paintHeld(context, { veil, shapes, holes, plate, captions }, theme, camera) {
  if (veil) {
    context.fillStyle = veil;
    context.fillRect(0, 0, camera.width, camera.height);
  }
  for (const shape of shapes) paintShape(context, shape);
  for (const { left, top, right, bottom } of holes) context.clearRect(left, top, right - left, bottom - top);
  if (plate) paintShape(context, plate);
  paintCaptions(context, captions, theme);
}

/**
 * @param {Context} context
 * @param {Shape} shape
 */
function paintShape(context, { form, at, radius, fill, stroke, width, alpha }) {
  context.beginPath();
  if (form === "disc") context.arc(at[0], at[1], radius, 0, 2 * Math.PI);
  for (let i = 0; form !== "disc" && i < at.length; i += 2) {
    const starts = form === "lines" ? i % 4 === 0 : i === 0;
    if (starts) context.moveTo(at[i], at[i + 1]);
    else context.lineTo(at[i], at[i + 1]);
  }
  if (form === "polygon") context.closePath();
  context.globalAlpha = alpha;
  if (fill) {
    context.fillStyle = fill;
    context.fill();
  }
  if (stroke) {
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.stroke();
  }
  context.globalAlpha = 1;
}

/**
 * @param {Context} context
 * @param {Caption[]} captions
 * @param {Theme} theme
 */
function paintCaptions(context, captions, theme) {
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.strokeStyle = theme.halo;
  for (const { text, x, y, align, font, colour, halo, alpha } of captions) {
    context.globalAlpha = alpha;
    context.textAlign = align;
    context.font = font;
    context.lineWidth = halo;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }
  context.globalAlpha = 1;
}
