/** A picture as SVG. */

import { escaped } from "./xml.js";

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./land.js").Land} Land */
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
  const lines = picture.edges.map(({ colour, alpha, width: thickness, ends }) => {
    const path = ends.map((value, i) => `${i % 4 === 0 ? "M" : i % 4 === 2 ? "L" : " "}${value.toFixed(1)}`).join("");
    return `<path d="${path}" stroke="${colour}" stroke-opacity="${alpha.toFixed(2)}" stroke-width="${thickness.toFixed(2)}" fill="none"/>`;
  });
  const discs = picture.nodes.map(({ colour, alpha, circles }) => {
    const shapes = [];
    for (let i = 0; i < circles.length; i += 3) {
      const [x, y, radius] = circles.slice(i, i + 3).map((value) => value.toFixed(1));
      shapes.push(`<circle cx="${x}" cy="${y}" r="${radius}"/>`);
    }
    return `<g fill="${colour}" fill-opacity="${alpha}" stroke="${theme.rim}" stroke-width="0.6">${shapes.join("")}</g>`;
  });
  const texts = picture.captions.map(({ text, x, y, align, font, colour, halo, alpha }) => {
    const [weight, size] = font.split(" ");
    const anchor = align === "left" ? "start" : "middle";
    return (
      `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-weight="${weight}" font-size="${size}" ` +
      `fill="${colour}" fill-opacity="${alpha.toFixed(2)}" stroke="${theme.halo}" stroke-width="${halo}">${escaped(text)}</text>`
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${theme.paper}"/>`,
    `<image href="${landAddress}" x="${camera.across(land.left).toFixed(1)}" y="${camera.down(land.top).toFixed(1)}" ` +
      `width="${(land.width * camera.scale).toFixed(1)}" height="${(land.height * camera.scale).toFixed(1)}" ` +
      `preserveAspectRatio="none" opacity="${picture.landAlpha.toFixed(2)}"/>`,
    ...lines,
    ...discs,
    `<g font-family="Inter, system-ui, sans-serif" dominant-baseline="central" paint-order="stroke" stroke-linejoin="round">`,
    ...texts,
    "</g>",
    "</svg>\n",
  ].join("\n");
}
