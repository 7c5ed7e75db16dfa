import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { shortestPath } from "../../../../viz/explorer/page/paths.js";
import { folded } from "../../../../viz/explorer/page/folding.js";
import { namesToSearch, SearchIndex } from "../../../../viz/explorer/page/search.js";
import { edits } from "../../../../viz/explorer/page/spellings.js";
import { atlas, lists } from "./small.js";

const index = new SearchIndex(namesToSearch(atlas));
const found = (query, isWanted) => index.find(query, isWanted).map(({ kind, row, by }) => [kind, row, by]);

test("names are found without case, marks or order of words", () => {
  assert.deepEqual(found("ROE bo"), [["author", 1, ""]]);
  assert.deepEqual(found("lee ann"), [["author", 0, ""]]);
  assert.deepEqual(found("model diff"), [["concept", 1, ""]]);
  assert.equal(folded("Ré É 한글"), "re e 한글");
});

test("names are folded as the graph folds them", () => {
  const { folded: expected } = JSON.parse(readFileSync(process.env.PAPERATLAS_TEST_BLOCKS, "utf8")).expected;
  assert.ok(Object.keys(expected).length > 20);
  for (const [name, key] of Object.entries(expected)) {
    // The graph leaves out the blanks of a name in Han characters, kana or Hangul, the page keeps them.
    const parts = folded(name).split(/\s+/);
    const isEastAsian = parts.every((part) => /^[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+$/.test(part));
    assert.equal(parts.join(isEastAsian ? "" : " "), key, name);
  }
  assert.equal(folded("GPT-3.5, 2404.00001."), "gpt-3.5, 2404.00001");
});

test("a misspelt name finds those that are like it", () => {
  const nearest = (query, isWanted) => index.nearest(query, isWanted).map(({ kind, row, by }) => [kind, row, by]);
  assert.deepEqual(nearest("difusion modle"), [["concept", 1, ""]]);
  assert.deepEqual(nearest("Anne Leee")[0], ["author", 0, ""]);
  assert.deepEqual(nearest("bo rö"), [["author", 1, ""]]);
  assert.deepEqual(nearest("거대언어모델"), [["concept", 0, "거대 언어 모델"]]);
  assert.deepEqual(nearest("거대 언어 모덜"), [["concept", 0, "거대 언어 모델"]]);
  assert.deepEqual(nearest("diffusionmodel"), [["concept", 1, ""]]);
  assert.deepEqual(nearest("xylophone"), []);
  assert.deepEqual(nearest("..."), []);
  assert.deepEqual(
    nearest("Anne Leee", ({ kind }) => kind !== "author"),
    [],
  );
  assert.deepEqual(
    [edits("kitten", "sitting", 3), edits("abcd", "abdc", 2), edits("", "ab", 2), edits("abc", "xyz", 1)],
    [3, 1, 2, 2],
  );
});

test("other names are told where they led to a hit", () => {
  assert.deepEqual(found("언어"), [["concept", 0, "거대 언어 모델"]]);
  assert.deepEqual(found("2404.00003"), [["paper", 2, "2404.00003"]]);
});

test("the whole name comes first, and nothing finds nothing", () => {
  assert.deepEqual(found("rag")[0], ["concept", 2, ""]);
  assert.deepEqual(found("  "), []);
  assert.deepEqual(found("zzz"), []);
  assert.deepEqual(
    found("o", ({ kind }) => kind === "author").map(([kind]) => kind),
    ["author", "author"],
  );
});

test("the shortest way leads over papers of small teams", () => {
  assert.deepEqual(shortestPath(atlas, 0, 2), { people: [0, 1, 2], papers: [0, 1] });
  assert.equal(shortestPath(atlas, 0, 3), null);
  assert.deepEqual(shortestPath(atlas, 1, 1), { people: [1], papers: [] });
  assert.equal(
    shortestPath(atlas, 0, 2, (paper) => paper !== 1),
    null,
  );
});

/** Twenty people of one name, the last one of papers that nobody could be told by, and one whose name holds theirs. */
const namesakes = {
  ...atlas,
  people: [...Array.from({ length: 20 }, (_, i) => `Wei Zhang (with ${i})`), "Anwei Zhang", "Bo Li"],
  peopleNames: [...Array.from({ length: 20 }, () => "Wei Zhang"), "Anwei Zhang", "Bo Li"],
  peopleAliases: Array.from({ length: 22 }, () => ""),
  resolved: Uint8Array.from({ length: 22 }, (_, i) => (i === 19 ? 0 : 1)),
  authored: lists([[0, 19], [19, 21], [1, 21], [20], [], []]),
  papersOfAuthor: lists([[0, 19], [19, 21], [1, 21], [20], [], []]).inverse(22),
};

test("a name finds all who bear it", () => {
  const hits = new SearchIndex(namesToSearch(namesakes)).find("wei ZHANG");
  assert.deepEqual(
    hits.map(({ row }) => row).sort((a, b) => a - b),
    Array.from({ length: 20 }, (_, i) => i),
  );
  assert.deepEqual(
    new SearchIndex(namesToSearch(namesakes)).find("zhang wei a").map(({ row }) => row).length,
    12,
  );
});

test("no way leads over papers of which it is not known whose they are", () => {
  assert.equal(shortestPath(namesakes, 0, 21), null);
  assert.deepEqual(shortestPath(namesakes, 1, 21), { people: [1, 21], papers: [2] });
  assert.equal(shortestPath(namesakes, 19, 21), null);
});
