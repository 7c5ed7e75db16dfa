import assert from "node:assert/strict";
import { test } from "node:test";

import { readAddress, writeAddress } from "../../../../viz/explorer/page/address.js";
import { leftBy, shownIn } from "../../../../viz/explorer/page/filters.js";
import { brushed } from "../../../../viz/explorer/page/timeline.js";
import { countByMonth } from "../../../../viz/explorer/page/months.js";
import { atlas, lineScene } from "./small.js";

const plain = readAddress("", "topics");

test("an address comes back as it was written", () => {
  const state = {
    ...plain,
    view: "people",
    node: "author:ørsted & co, 100% #1",
    to: "author:다오",
    from: "2024-04-15",
    until: "2024-04-16",
    votes: 7,
    weight: 3,
    region: "Vision & <more>",
    without: "paper,author",
    list: true,
    camera: { x: -12.5, y: 3, zoom: 2.25 },
  };
  assert.deepEqual(readAddress(writeAddress(state), "topics"), state);
  assert.deepEqual(readAddress(writeAddress(plain), "papers"), plain);
  assert.equal(writeAddress(plain), "#view=topics");
});

test("what is senseless in an address is left out", () => {
  assert.deepEqual(readAddress("#view=moon&from=soon&votes=-1&weight=x&at=1,2&list=yes", "papers"), {
    ...plain,
    view: "papers",
  });
  assert.equal(readAddress("#at=1,2,0", "topics").camera, null);
});

test("days and votes leave papers, and what these are tied to", () => {
  assert.equal(leftBy(atlas, plain), null);
  const late = leftBy(atlas, { ...plain, from: "2024-04-17" });
  assert.deepEqual([...late.paper], [0, 0, 0, 1, 1, 0]);
  assert.deepEqual([...late.concept], [1, 0, 1]);
  assert.deepEqual([...late.author], [1, 1, 1, 2]);
  const voted = leftBy(atlas, { ...plain, until: "2024-04-16", votes: 10 });
  assert.deepEqual([...voted.paper], [0, 1, 0, 1, 0, 0]);
});

test("a region and an edge's weight leave nodes and edges out", () => {
  const scene = lineScene();
  const shown = shownIn(scene, null, { ...plain, region: "Language", weight: 4 });
  assert.deepEqual([0, 5, 6, 11].map(shown.has), [true, true, false, false]);
  assert.equal(shown.weight, 4);
  const all = shownIn(scene, null, { ...plain, region: "Atlantis" });
  assert.ok(all.has(11));
});

test("a brushed range is within the days, in either direction", () => {
  assert.deepEqual(brushed(0.9, 0.2, 10), [2, 9]);
  assert.deepEqual(brushed(-1, 2, 10), [0, 9]);
});

test("every month counts, also one without a paper", () => {
  const months = countByMonth("2023-11-30", "2024-02-01", ["2023-11-30", "2024-02-01", "2024-02-01"]);
  assert.deepEqual(months, [
    ["2023-11", 1],
    ["2023-12", 0],
    ["2024-01", 0],
    ["2024-02", 2],
  ]);
});
