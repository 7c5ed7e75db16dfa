import assert from "node:assert/strict";
import { test } from "node:test";

import { shortestPath } from "../../../../viz/explorer/page/paths.js";
import { folded, namesToSearch, SearchIndex } from "../../../../viz/explorer/page/search.js";
import { atlas } from "./small.js";

const index = new SearchIndex(namesToSearch(atlas));
const found = (query, isWanted) => index.find(query, isWanted).map(({ kind, row, by }) => [kind, row, by]);

test("names are found without case, marks or order of words", () => {
  assert.deepEqual(found("ROE bo")[0], undefined);
  assert.deepEqual(found("lee ann"), [["author", 0, ""]]);
  assert.deepEqual(found("model diff"), [["concept", 1, ""]]);
  assert.equal(folded("Ré É 한글"), "re e 한글");
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
