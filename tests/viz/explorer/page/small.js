/** A small graph of the tests' own making: 6 papers, 4 people, 3 concepts, 3 days. */

import { Lists } from "../../../../viz/explorer/page/blocks.js";
import { makeScene } from "../../../../viz/explorer/page/scene.js";

/** @param {number[][]} rows */
export function lists(rows) {
  return Lists.ofCounts(
    Uint8Array.from(rows, (row) => row.length),
    Uint8Array.from(rows.flat()),
  );
}

const featured = lists([[0], [0], [1], [1, 2], [2], []]);
const mentions = lists([[0], [0, 1], [1], [2], [0], []]);
const authored = lists([[0, 1], [1, 2], [2], [3], [0, 1, 2, 3], []]);

export const atlas = {
  topics: {
    names: ["LLM", "diffusion model", "RAG"],
    papers: Uint8Array.of(3, 2, 1),
    aliases: ["거대 언어 모델\tlarge model", "", ""],
    maxTeam: 3,
  },
  days: ["2024-04-15", "2024-04-16", "2024-04-17"],
  titles: ["One", "Two", "Three", "Four", "Five", "Six"],
  paperIds: ["2404.00001", "2404.00002", "2404.00003", "2404.00004", "2404.00005", "cs/0112017"],
  votes: Int8Array.of(5, 10, 0, 20, 7, -1),
  complete: Uint8Array.of(1, 0, 1, 1, 1, 1),
  people: ["Ann Lee", "Bo Røe", "Cy Poe", "Di Ray"],
  peopleNames: ["Ann Lee", "Bo Røe", "Cy Poe", "Di Ray"],
  peopleAliases: ["A. Lee", "", "", ""],
  resolved: Uint8Array.of(1, 1, 1, 1),
  featured,
  mentions,
  authored,
  papersOfConcept: mentions.inverse(3),
  papersOfAuthor: authored.inverse(4),
  /** @param {number} row */
  url: (row) => (row === 5 ? null : `https://arxiv.org/abs/${atlas.paperIds[row]}`),
};

export const regions = [
  { title: "Language", subtitle: "Ann Lee", about: [], colour: 0 },
  { title: "Vision & <more>", subtitle: "", about: [], colour: 1 },
];

/** Twelve nodes in two regions on a line, each joined to the next; the last has none. */
export function lineScene(turned = false) {
  const rows = Array.from({ length: 12 }, (_, i) => i);
  const map = {
    x: Int16Array.from(rows, (i) => i * 800),
    y: Int16Array.from(rows, (i) => (i % 2) * 80),
    radius: Uint8Array.from(rows, () => 40),
    community: Int8Array.from(rows, (i) => (i === 11 ? -1 : i < 6 ? 0 : 1)),
    from: Uint8Array.from(rows.slice(0, 11)),
    to: Uint8Array.from(rows.slice(1)),
    weight: Uint8Array.from(rows.slice(1)),
    regions,
  };
  const names = rows.map((i) => `node ${i}`);
  return makeScene(
    "topics",
    "concept",
    map,
    names,
    Uint8Array.from(rows, (i) => 12 - i),
    turned,
  );
}
