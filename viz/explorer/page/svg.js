/** A picture as SVG. */

import { FAMILY } from "./captions.js";
import { escaped } from "./xml.js";

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./land.js").Land} Land */
/** @typedef {import("./captions.js").Caption} Caption */
/** @typedef {import("./hand.js").Held} Held */
/** @typedef {import("./hand.js").Shape} Shape */
/** @typedef {import("./picture.js").Discs} Discs */
/** @typedef {import("./picture.js").Lines} Lines */
/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./theme.js").Theme} Theme */

/**
 * @param {Picture} picture
 * @param {Held} held
 * @param {Theme} theme
 * @param {Camera} camera
 * @param {string} title
 * @param {{ land: Land, address: string }} ground the land, and its bitmap as a data: address
 */
export function svgOf(picture, held, theme, camera, title, { land, address }) {
  const { width, height } = camera;
  const place = {
    x: rounded(camera.across(land.left)),
    y: rounded(camera.down(land.top)),
    width: rounded(land.width * camera.scale),
    height: rounded(land.height * camera.scale),
  };
  const image = { href: address, ...place, preserveAspectRatio: "none", opacity: picture.landAlpha };
  const veil = tag("rect", { width, height, ...colourAndAlpha("fill", held.veil) });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(title)}</title>`,
    tag("rect", { width, height, fill: theme.paper }),
    tag("image", image),
    ...picture.edges.map(pathOf),
    ...picture.nodes.map((discs) => groupOf(discs, theme)),
    textsOf(picture.captions, theme),
    ...(held.veil ? [veil] : []),
    ...held.shapes.map(shapeOf),
    textsOf(held.captions, theme),
    "</svg>\n",
  ].join("\n");
}

/** @param {Lines} lines */
function pathOf({ colour, alpha, width, ends }) {
  const stroke = { stroke: colour, "stroke-opacity": rounded(alpha, 2), "stroke-width": rounded(width, 2) };
  return tag("path", { d: stepsOf(ends, 4), fill: "none", ...stroke });
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
  const paint = { fill: colour, "fill-opacity": alpha, ...colourAndAlpha("stroke", theme.rim), "stroke-width": 0.6 };
  return tag("g", paint, shapes.join(""));
}

/** @param {Shape} shape */
function shapeOf({ form, at, radius, fill, stroke, width, alpha }) {
  const lines = stroke ? { ...colourAndAlpha("stroke", stroke), "stroke-width": width } : {};
  const paint = { ...(fill ? colourAndAlpha("fill", fill) : { fill: "none" }), ...lines, opacity: rounded(alpha, 2) };
  if (form === "disc") {
    return tag("circle", { cx: rounded(at[0]), cy: rounded(at[1]), r: rounded(radius), ...paint });
  }
  return tag("path", { d: stepsOf(at, form === "lines" ? 4 : at.length) + (form === "polygon" ? "Z" : ""), ...paint });
}

/**
 * @param {number[]} at
 * @param {number} length numbers of each line
 */
function stepsOf(at, length) {
  return at.map((value, i) => `${i % 2 ? " " : i % length ? "L" : "M"}${rounded(value)}`).join("");
}

/**
 * A colour of CSS as SVG's programs read it, its alpha apart.
 * @param {"fill" | "stroke"} name
 * @param {string} colour
 * @returns {Record<string, string | number>}
 */
function colourAndAlpha(name, colour) {
  const parts = /^rgba\((\d+, \d+, \d+), ([\d.]+)\)$/.exec(colour);
  return parts ? { [name]: `rgb(${parts[1]})`, [`${name}-opacity`]: parts[2] } : { [name]: colour };
}

/**
 * @param {Caption[]} captions
 * @param {Theme} theme
 */
function textsOf(captions, theme) {
  const text = { "font-family": FAMILY, "dominant-baseline": "central", "paint-order": "stroke" };
  return tag(
    "g",
    { ...text, "stroke-linejoin": "round" },
    captions.map((caption) => textOf(caption, theme)).join("\n"),
  );
}

/**
 * @param {Caption} caption
 * @param {Theme} theme
 */
function textOf({ text, x, y, align, font, colour, halo, alpha }, theme) {
  const [weight, size] = font.split(" ");
  const place = { x: rounded(x), y: rounded(y), "text-anchor": align === "left" ? "start" : "middle" };
  const letters = { "font-weight": weight, "font-size": size, fill: colour, "fill-opacity": rounded(alpha, 2) };
  return tag("text", { ...place, ...letters, ...colourAndAlpha("stroke", theme.halo), "stroke-width": halo }, escaped(text));
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
