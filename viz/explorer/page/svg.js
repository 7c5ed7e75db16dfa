/** A picture as SVG. */

import { FAMILY } from "./captions.js";
import { escaped } from "./xml.js";

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./land.js").Land} Land */
/** @typedef {import("./captions.js").Caption} Caption */
/** @typedef {import("./picture.js").Discs} Discs */
/** @typedef {import("./picture.js").Lines} Lines */
/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./theme.js").Theme} Theme */

/**
 * @param {Picture} picture
 * @param {Theme} theme
 * @param {Camera} camera
 * @param {string} title
 * @param {Land} land
 * @param {string} landAddress a data: address of the land's bitmap
 */
export function svgOf(picture, theme, camera, title, land, landAddress) {
  const { width, height } = camera;
  const place = {
    x: rounded(camera.across(land.left)),
    y: rounded(camera.down(land.top)),
    width: rounded(land.width * camera.scale),
    height: rounded(land.height * camera.scale),
  };
  const image = { href: landAddress, ...place, preserveAspectRatio: "none", opacity: picture.landAlpha };
  const text = { "font-family": FAMILY, "dominant-baseline": "central", "paint-order": "stroke" };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(title)}</title>`,
    tag("rect", { width, height, fill: theme.paper }),
    tag("image", image),
    ...picture.edges.map(pathOf),
    ...picture.nodes.map((discs) => groupOf(discs, theme)),
    tag(
      "g",
      { ...text, "stroke-linejoin": "round" },
      picture.captions.map((caption) => textOf(caption, theme)).join("\n"),
    ),
    "</svg>\n",
  ].join("\n");
}

/** @param {Lines} lines */
function pathOf({ colour, alpha, width, ends }) {
  const steps = ends.map((value, i) => `${i % 2 ? " " : i % 4 ? "L" : "M"}${rounded(value)}`);
  const stroke = { stroke: colour, "stroke-opacity": rounded(alpha, 2), "stroke-width": rounded(width, 2) };
  return tag("path", { d: steps.join(""), fill: "none", ...stroke });
}

/**
 * @param {Discs} discs
 * @param {Theme} theme
 */
function groupOf({ colour, alpha, circles }, theme) {
  const shapes = [];
  for (let i = 0; i < circles.length; i += 3) {
    shapes.push(tag("circle", { cx: rounded(circles[i]), cy: rounded(circles[i + 1]), r: rounded(circles[i + 2]) }));
  }
  const paint = { fill: colour, "fill-opacity": alpha, stroke: theme.rim, "stroke-width": 0.6 };
  return tag("g", paint, shapes.join(""));
}

/**
 * @param {Caption} caption
 * @param {Theme} theme
 */
function textOf({ text, x, y, align, font, colour, halo, alpha }, theme) {
  const [weight, size] = font.split(" ");
  const place = { x: rounded(x), y: rounded(y), "text-anchor": align === "left" ? "start" : "middle" };
  const letters = { "font-weight": weight, "font-size": size, fill: colour, "fill-opacity": rounded(alpha, 2) };
  return tag("text", { ...place, ...letters, stroke: theme.halo, "stroke-width": halo }, escaped(text));
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} content markup
 */
function tag(name, attributes, content = "") {
  const told = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return content ? `<${name}${told.join("")}>${content}</${name}>` : `<${name}${told.join("")}/>`;
}

/**
 * @param {number} value
 * @param {number} digits
 */
function rounded(value, digits = 1) {
  return value.toFixed(digits);
}
