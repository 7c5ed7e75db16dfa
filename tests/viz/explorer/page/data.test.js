/** The blocks that Python packed, as the page reads them; the caller names a file with blocks and what they hold. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Atlas, neighbours, tally, Topics } from "../../../../viz/explorer/page/atlas.js";
import { Block, Lists, unpack } from "../../../../viz/explorer/page/blocks.js";
import { pieces, Texts } from "../../../../viz/explorer/page/texts.js";

const schema = JSON.parse(readFileSync(new URL("../../../../viz/explorer/schema.json", import.meta.url), "utf8"));
const made = JSON.parse(readFileSync(process.env.PAPERATLAS_TEST_BLOCKS, "utf8"));
const blocks = {};
for (const name of Object.keys(schema.blocks)) blocks[name] = await unpack(made.blocks[name]);
const topics = new Topics(blocks.topics);
const atlas = new Atlas(topics, blocks.graph);
const texts = new Texts(blocks.texts);

test("every declared column is there, of its kind, and as long as it should be", () => {
  const rows = { concepts: topics.counts.concepts, papers: topics.counts.papers, authors: topics.counts.authors };
  Object.assign(rows, { days: atlas.days.length, passages: texts.texts.length, evidence: texts.places.length });
  for (const view of ["topics", "people", "papers"]) rows[`${view} edges`] = atlas.maps[view].from.length;
  Object.assign(rows, { "coupled edges": atlas.coupled.from.length, "cited edges": atlas.citedTogether.from.length });
  for (const [name, columns] of Object.entries(schema.blocks)) {
    for (const [column, { kind, of }] of Object.entries(columns)) {
      const block = blocks[name];
      const read = {
        text: () => block.texts(column, rows[of]),
        number: () => block.numbers(column),
        list: () => block.lists(column),
      };
      assert.equal(read[kind]().length, rows[of], `${name}: ${column}`);
    }
  }
});

test("ids and names are those of the graph", () => {
  const ids = (kind, count) => Array.from({ length: count }, (_, row) => atlas.id({ kind, row }));
  assert.deepEqual(ids("concept", topics.counts.concepts), made.expected.concepts);
  assert.deepEqual(ids("author", topics.counts.authors), made.expected.authors);
  assert.deepEqual(ids("paper", topics.counts.papers), made.expected.papers);
  assert.deepEqual(atlas.find(made.expected.authors[3]), { kind: "author", row: 3 });
  assert.equal(atlas.find("author:nobody"), null);
});

test("who wrote and what mentions what is that of the graph", () => {
  const named = (lists, names) =>
    made.expected.papers.map((_, row) => [...lists.row(row)].map((other) => names[other]));
  assert.deepEqual(named(atlas.authored, made.expected.authors), made.expected.authored);
  assert.deepEqual(named(atlas.mentions, made.expected.concepts), made.expected.mentions);
});

test("papers tied by citations are those of the graph, the strongest first", () => {
  for (const [edges, expected] of [
    [atlas.coupled, made.expected.coupled],
    [atlas.citedTogether, made.expected.cited],
  ]) {
    const read = Array.from(edges.from, (row, edge) => [row, edges.to[edge], edges.weight[edge]]);
    const ids = made.expected.papers;
    assert.deepEqual(
      read.map(([one, other, count]) => [ids[one], ids[other], count]),
      expected,
    );
    assert.deepEqual(neighbours(edges, 0), [
      [3, 2],
      [2, 300],
    ]);
    assert.deepEqual(neighbours(edges, 2), [
      [0, 300],
      [1, 1],
    ]);
    assert.deepEqual(neighbours(edges, 5), []);
  }
});

test("evidence marks the very words that were read", () => {
  const marked = made.expected.papers.flatMap((_, paper) =>
    texts.of(paper, atlas.titles[paper]).flatMap(({ text, marks }) =>
      marks.map(({ start, length, mention }) => {
        return [paper, made.expected.concepts[atlas.mentions.row(paper)[mention]], text.slice(start, start + length)];
      }),
    ),
  );
  assert.deepEqual(marked.map(String).sort(), made.expected.evidence.map(String).sort());
});

test("collaborators are those of the graph", () => {
  for (const [id, count] of Object.entries(made.expected.collaborators)) {
    assert.equal(atlas.collaborators(atlas.find(id).row).length, count, id);
  }
});

test("another version is refused", () => {
  const header = new TextEncoder().encode(JSON.stringify({ version: 99, columns: {} }));
  const buffer = new ArrayBuffer(4 + header.length);
  new DataView(buffer).setUint32(0, header.length, true);
  new Uint8Array(buffer, 4).set(header);
  assert.throws(() => new Block(buffer), /version 1, not 99/);
});

test("lists can be read from the other side", () => {
  const lists = Lists.ofCounts(Uint8Array.of(2, 0, 1), Uint8Array.of(1, 0, 1));
  assert.deepEqual([...lists.row(0)], [1, 0]);
  assert.equal(lists.count(1), 0);
  const inverse = lists.inverse(3);
  assert.deepEqual(
    [0, 1, 2].map((row) => [...inverse.row(row)]),
    [[0], [0, 2], []],
  );
});

test("counts come most frequent first, then by number", () => {
  assert.deepEqual(tally([[3, 1], [1], [2, 3]]), [
    [1, 2],
    [3, 2],
    [2, 1],
  ]);
});

test("overlapping marks cut a text once", () => {
  const marks = [
    { start: 4, length: 3, mention: 1 },
    { start: 0, length: 5, mention: 0 },
    { start: 8, length: 1, mention: 2 },
  ];
  const cut = pieces({ section: "", text: "abcdefghij", marks });
  assert.deepEqual(
    cut.map(({ text, mention }) => [text, mention]),
    [
      ["abcde", 0],
      ["fgh", -1],
      ["i", 2],
      ["j", -1],
    ],
  );
  assert.equal(cut.map(({ text }) => text).join(""), "abcdefghij");
});
