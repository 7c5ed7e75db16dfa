import assert from "node:assert/strict";
import { test } from "node:test";

import { changed, readAddress, writeAddress } from "../../../../viz/explorer/page/address.js";
import { hiding, leftBy } from "../../../../viz/explorer/page/filters.js";
import { makeScene } from "../../../../viz/explorer/page/scene.js";
import { shownIn } from "../../../../viz/explorer/page/shown.js";
import { shares } from "../../../../viz/explorer/page/surroundings.js";
import { sortedBy } from "../../../../viz/explorer/page/table.js";
import { brushed } from "../../../../viz/explorer/page/timeline.js";
import { countByMonth } from "../../../../viz/explorer/page/months.js";
import { atlas, lineScene, regions } from "./small.js";

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
  const shown = shownIn(scene, null, null, { ...plain, region: "Language", weight: 4 });
  assert.deepEqual([0, 5, 6, 11].map(shown.has), [true, true, false, false]);
  assert.deepEqual([3, 4, 5, 7].map(shown.hasEdge), [true, true, false, false]);
  assert.equal(shown.count, 6);
  const all = shownIn(scene, null, null, { ...plain, region: "Atlantis" });
  assert.ok(all.has(11));
});

test("what is left makes sizes, order, regions and lines anew", () => {
  const map = {
    x: Int16Array.of(0, 800, 1600, 2400),
    y: new Int8Array(4),
    radius: Uint8Array.of(48, 60, 60, 48),
    community: Int8Array.of(0, 0, 1, 1),
    from: Uint8Array.of(0, 1, 0),
    to: Uint8Array.of(1, 2, 2),
    weight: Uint8Array.of(2, 3, 2),
    regions,
  };
  const size = Uint8Array.of(2, 3, 3, 2);
  const scene = makeScene("people", "author", map, atlas.people, size, false);
  const late = { ...plain, from: "2024-04-17" };
  const left = leftBy(atlas, late);
  const shown = shownIn(scene, atlas, left, late);
  assert.deepEqual([...shown.size], [1, 1, 1, 2]);
  assert.deepEqual([shown.order[0], scene.order[0]], [3, 1]);
  assert.ok(shown.radius[3] > shown.radius[2] && scene.radius[3] < scene.radius[2]);
  assert.deepEqual([...shown.ties], [0, 0, 0]); // all four wrote the only paper that is left: a team of more than maxTeam
  const small = { ...atlas, topics: { ...atlas.topics, maxTeam: 4 } };
  const more = shownIn(scene, small, left, late);
  assert.deepEqual([...more.ties], [1, 1, 1]);
  assert.ok(more.regions[1].x > scene.regions[1].x);
  const only = shownIn(scene, atlas, leftBy(atlas, { ...plain, votes: 20 }), { ...plain, votes: 20 });
  assert.deepEqual([only.count, only.regions.map(({ title }) => title)], [1, ["Vision & <more>"]]);
});

test("which filters hide a node is told", () => {
  const maps = { papers: { regions, community: Int8Array.of(0, 0, 1, 1, 1, 0) } };
  const known = { ...atlas, maps };
  const state = { ...plain, view: "papers", from: "2024-04-17", region: "Language" };
  const left = leftBy(known, state);
  const hidden = (row) => hiding(known, left, state, { kind: "paper", row });
  assert.deepEqual(hidden(0), { from: "", until: "", votes: 0 });
  assert.deepEqual(hidden(3), { region: "" });
  assert.deepEqual(hidden(2), { from: "", until: "", votes: 0, region: "" });
  assert.equal(hiding(known, null, { ...state, region: "" }, { kind: "paper", row: 2 }), null);
});

test("a region stays behind where the view changes", () => {
  const state = { ...plain, region: "Language", votes: 3 };
  assert.equal(changed(state, { view: "papers" }).region, "");
  assert.equal(changed(state, { view: "papers", region: "Vision" }).region, "Vision");
  assert.equal(changed(state, { view: state.view, node: "x" }).region, "Language");
  assert.equal(changed(state, { view: "papers" }).votes, 3);
});

test("rows are sorted as told, and what is not known comes last either way", () => {
  const votes = [3, null, 0, 20, null, 3];
  const rows = votes.map((_, row) => row);
  const sorted = (of, direction) => sortedBy(rows, of, direction);
  assert.deepEqual(sorted((row) => votes[row], "ascending"), [2, 0, 5, 3, 1, 4]);
  assert.deepEqual(sorted((row) => votes[row], "descending"), [3, 0, 5, 2, 1, 4]);
  const names = ["beta", "Alpha", "나", "가", "10", "9"];
  assert.deepEqual(
    sorted((row) => names[row], "ascending").map((row) => names[row]),
    ["9", "10", "Alpha", "beta", "가", "나"],
  );
});

test("each kind has its share of the room around a node", () => {
  const lists = (...lengths) => lengths.map((length, kind) => Array.from({ length }, () => kind));
  const counted = (...lengths) => lengths.map((_, kind) => shares(lists(...lengths), 36).filter((it) => it === kind).length);
  assert.deepEqual(counted(50, 8), [28, 8]);
  assert.deepEqual(counted(50, 50), [18, 18]);
  assert.deepEqual(counted(3, 60), [3, 33]);
  assert.deepEqual(counted(60), [36]);
  assert.deepEqual(shares([], 36), []);
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
