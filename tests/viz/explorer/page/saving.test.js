import assert from "node:assert/strict";
import { test } from "node:test";

import { readAddress } from "../../../../viz/explorer/page/address.js";
import { Camera } from "../../../../viz/explorer/page/camera.js";
import { citation } from "../../../../viz/explorer/page/citation.js";
import { shownIn } from "../../../../viz/explorer/page/shown.js";
import { composeHand, EMPTY_HAND } from "../../../../viz/explorer/page/hand.js";
import { graphmlOf } from "../../../../viz/explorer/page/graphml.js";
import { compose } from "../../../../viz/explorer/page/picture.js";
import { svgOf } from "../../../../viz/explorer/page/svg.js";
import { makeTheme } from "../../../../viz/explorer/page/theme.js";
import { escaped } from "../../../../viz/explorer/page/xml.js";
import { atlas, lineScene } from "./small.js";

const scene = lineScene();
const plain = readAddress("", "topics");

test("GraphML holds the nodes and edges that are shown", () => {
  const shown = shownIn(scene, null, null, { ...plain, region: "Vision & <more>" });
  const text = graphmlOf(
    scene,
    shown,
    (row) => `id "${row}"`,
    (row) => `<${row}>`,
  );
  assert.equal(text.match(/<node /g)?.length, 5);
  assert.equal(text.match(/<edge /g)?.length, 4);
  assert.ok(text.includes('<node id="id &quot;6&quot;"><data key="label">&lt;6&gt;</data>'));
  assert.ok(text.includes('<data key="region">Vision &amp; &lt;more&gt;</data>'));
});

test("SVG holds every disc and caption, as text, and what is in hand over a veil", () => {
  const camera = Object.assign(new Camera(), { width: 1400, height: 900 });
  camera.fit(scene.bounds, { left: 0, right: 0, top: 0, bottom: 0 });
  const theme = makeTheme(true, ["#588cff", "#e4ae28"]);
  const box = { left: 0, top: 0, right: 1400, bottom: 900 };
  const measure = (_, text) => text.length * 6;
  const ground = { scene, shown: shownIn(scene, null, null, plain), camera, theme, measure, covers: [] };
  const picture = compose(ground, box);
  const land = { pixels: new Uint8ClampedArray(4), columns: 1, rows: 1, left: 0, top: 0, width: 1, height: 1 };
  const drawn = (hand) => {
    return svgOf(picture, composeHand(ground, hand), theme, camera, "a & b", { land, address: "data:image/png;base64," });
  };
  const text = drawn(EMPTY_HAND);
  assert.equal(text.match(/<circle /g)?.length, 11);
  assert.equal(text.match(/<text /g)?.length, picture.captions.length);
  assert.ok(text.includes("<title>a &amp; b</title>"));
  assert.ok(text.includes("VISION &amp; &lt;MORE&gt;"));
  assert.ok(!text.includes("rgba("));
  const node = (row) => ({ kind: "paper", row });
  const opened = [0, 1].map((row) => ({ node: node(row), name: `around ${row}` }));
  for (const [hand, circles, name] of [
    [{ ...EMPTY_HAND, selected: 3 }, 15, "node 3"],
    [{ ...EMPTY_HAND, marked: [5, 7] }, 13, "node 7"],
    [{ ...EMPTY_HAND, path: [1, 2, 3] }, 17, "node 2"],
    [{ ...EMPTY_HAND, selected: 3, opened }, 13, "around 1"],
  ]) {
    const held = drawn(hand);
    assert.equal(held.match(/<circle /g)?.length, circles);
    assert.ok(held.includes(`>${name}</text>`));
    assert.equal(held.match(/<rect /g)?.length, 2);
  }
});

test("XML takes no character that it forbids", () => {
  assert.equal(escaped('<a b="c">&\u0000\u000b'), "&lt;a b=&quot;c&quot;&gt;&amp;\ufffd\ufffd");
});

test("a citation names authors, title, id, year and page", () => {
  assert.equal(citation(atlas, 0), "Ann Lee, Bo Røe. One. arXiv:2404.00001 (2024). https://arxiv.org/abs/2404.00001");
  assert.equal(
    citation(atlas, 1),
    "Bo Røe, Cy Poe et al. Two. arXiv:2404.00002 (2024). https://arxiv.org/abs/2404.00002",
  );
  assert.equal(citation(atlas, 5), "Six. arXiv:cs/0112017");
});
