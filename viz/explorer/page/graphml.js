/** What a view shows, as GraphML. */

import { escaped } from "./xml.js";

/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("./scene.js").Scene} Scene */

const NODE_KEYS = { label: "string", kind: "string", region: "string", size: "long", x: "double", y: "double" };

/**
 * @param {Scene} scene
 * @param {Shown} shown
 * @param {(node: number) => string} idOf
 * @param {(node: number) => string} nameOf
 */
export function graphmlOf(scene, shown, idOf, nameOf) {
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n',
    ...Object.entries(NODE_KEYS).map(
      ([name, type]) => `<key id="${name}" for="node" attr.name="${name}" attr.type="${type}"/>\n`,
    ),
    '<key id="weight" for="edge" attr.name="weight" attr.type="long"/>\n<graph edgedefault="undirected">\n',
  ];
  for (let node = 0; node < scene.count; node++) {
    if (!shown.has(node)) continue;
    const values = {
      label: nameOf(node),
      kind: scene.kind,
      region: scene.regions[scene.community[node]]?.title ?? "",
      size: shown.size[node],
      x: scene.x[node],
      y: -scene.y[node], // other programs count upwards
    };
    const data = Object.entries(values).map(([name, value]) => `<data key="${name}">${escaped(value)}</data>`);
    parts.push(`<node id="${escaped(idOf(node))}">${data.join("")}</node>\n`);
  }
  for (let edge = 0; edge < scene.from.length; edge++) {
    if (!shown.hasEdge(edge)) continue;
    const ends = `source="${escaped(idOf(scene.from[edge]))}" target="${escaped(idOf(scene.to[edge]))}"`;
    parts.push(`<edge ${ends}><data key="weight">${shown.ties[edge]}</data></edge>\n`);
  }
  parts.push("</graph>\n</graphml>\n");
  return parts.join("");
}
