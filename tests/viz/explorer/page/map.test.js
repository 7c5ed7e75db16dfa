import assert from "node:assert/strict";
import { test } from "node:test";

import { Camera } from "../../../../viz/explorer/page/camera.js";
import { composeHover, EMPTY_HAND, ringPlaces } from "../../../../viz/explorer/page/hand.js";
import { overlap, placesAround, Room, shortened, uncovered, wrapped } from "../../../../viz/explorer/page/labels.js";
import { paintLand } from "../../../../viz/explorer/page/land.js";
import { compose } from "../../../../viz/explorer/page/picture.js";
import { makeScene, neighboursOf, pick } from "../../../../viz/explorer/page/scene.js";
import { shownIn } from "../../../../viz/explorer/page/shown.js";
import { readAddress } from "../../../../viz/explorer/page/address.js";
import { makeTheme } from "../../../../viz/explorer/page/theme.js";
import { lineScene } from "./small.js";

const plain = readAddress("", "topics");
const theme = makeTheme(false, ["#588cff", "#e4ae28"]);
const measure = (font, text) => text.length * 6;
const bars = { left: 0, right: 0, top: 50, bottom: 50 };

function camera(width = 1400, height = 900) {
  return Object.assign(new Camera(), { width, height });
}

function picture(change = {}, zoom = 1) {
  const scene = lineScene();
  const seen = camera();
  seen.fit(scene.bounds, bars);
  seen.place = { ...seen.place, zoom };
  const box = { left: 0, top: 0, right: seen.width, bottom: seen.height };
  const shown = shownIn(scene, null, null, { ...plain, ...change });
  return compose({ scene, shown, camera: seen, theme, measure, covers: [] }, box);
}

test("a camera finds the place it draws", () => {
  const seen = camera();
  seen.fit({ left: -100, right: 300, top: -50, bottom: 50 }, bars);
  const [x, y] = seen.at(seen.across(17), seen.down(-4));
  assert.ok(Math.abs(x - 17) < 1e-9 && Math.abs(y + 4) < 1e-9);
  assert.equal(seen.zoom, 1);
  seen.zoomAt(200, 300, 2);
  assert.ok(Math.abs(seen.zoom - 2) < 1e-9);
  assert.ok(Math.abs(seen.at(200, 300)[0] - camera2At(200, 300)) < 1e-9);

  function camera2At(across, down) {
    const before = camera();
    before.fit({ left: -100, right: 300, top: -50, bottom: 50 }, bars);
    return before.at(across, down)[0];
  }
});

test("a small map is not blown up", () => {
  const seen = camera();
  seen.fit({ left: 0, right: 1, top: 0, bottom: 1 }, bars);
  assert.equal(seen.scale, 2.5);
});

test("a tall window gets the map turned", () => {
  const [flat, turned] = [lineScene(false), lineScene(true)];
  assert.deepEqual(flat.x, turned.y);
  assert.deepEqual(flat.y, turned.x);
});

test("the nearest shown node within reach is picked", () => {
  const scene = lineScene();
  assert.equal(
    pick(scene, 306, 12, 4, () => true),
    3,
  );
  assert.equal(
    pick(scene, 306, 12, 4, (node) => node !== 3),
    -1,
  );
  assert.equal(
    pick(scene, 350, 5, 4, () => true),
    -1,
  );
});

test("neighbours come strongest first", () => {
  assert.deepEqual(neighboursOf(lineScene(), 3, 9), [2, 4]);
});

test("what the filters leave out is not drawn", () => {
  const circles = (made) => made.nodes.flatMap((discs) => discs.circles).length / 3;
  assert.equal(circles(picture()), 11); // the one without a region stands outside
  assert.equal(circles(picture({ region: "Language" })), 6);
  const lines = (made) => made.edges.flatMap((batch) => batch.ends).length / 4;
  assert.equal(lines(picture()), 11);
  assert.equal(lines(picture({ weight: 5 })), 7);
});

test("no caption covers another, and regions give way to who comes nearer", () => {
  const captions = picture().captions;
  const boxes = captions.map((caption) => {
    const width = measure(caption.font, caption.text);
    const left = caption.align === "left" ? caption.x : caption.x - width / 2;
    return { left, right: left + width, top: caption.y - caption.size / 2, bottom: caption.y + caption.size / 2 };
  });
  boxes.forEach((one, i) => {
    for (const other of boxes.slice(i + 1)) {
      const apart =
        one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
      assert.ok(apart);
    }
  });
  const texts = captions.map(({ text }) => text);
  assert.ok(texts.includes("LANGUAGE") && texts.includes("Ann Lee") && texts.includes("VISION & <MORE>"));
  assert.ok(!picture({}, 4).captions.some(({ text }) => text === "LANGUAGE"));
});

test("land has the colour of the region it is under", () => {
  const scene = lineScene();
  scene.x.forEach((_, node) => (scene.x[node] = (node < 6 ? 100 : 900) + 4 * node));
  const land = paintLand(
    scene,
    shownIn(scene, null, null, plain),
    [
      [255, 0, 0],
      [0, 0, 255],
    ],
    0.5,
  );
  const pixel = (x, y) => {
    const column = Math.round(((x - land.left) / land.width) * land.columns);
    const row = Math.round(((y - land.top) / land.height) * land.rows);
    return [...land.pixels.subarray(4 * (row * land.columns + column), 4 * (row * land.columns + column) + 4)];
  };
  const [red, , blue, alpha] = pixel(110, 5);
  assert.ok(red > 200 && blue < 50 && alpha > 0);
  assert.ok(pixel(930, 5)[2] > 200);
  assert.equal(pixel(500, 5)[3], 0);
});

test("a caption knows whose name it is, and lies under nothing that covers the map", () => {
  const scene = lineScene();
  const seen = camera();
  seen.fit(scene.bounds, bars);
  const ground = { scene, shown: shownIn(scene, null, null, plain), camera: seen, theme, measure };
  const box = { left: 0, top: 0, right: seen.width, bottom: seen.height };
  const made = (covers, inHand) => compose({ ...ground, covers }, box, inHand).captions;
  const free = made([], []);
  for (const { text, target, box: own } of free) {
    if (target.kind === "concept") assert.equal(text, scene.names[target.row]);
    else assert.ok(["LANGUAGE", "Ann Lee", "VISION & <MORE>"].includes(text) && target.kind === "region");
    assert.ok(own.right > own.left && own.bottom > own.top);
  }
  const cover = { left: 0, right: 700, top: 0, bottom: 900 };
  const beside = made([cover], []);
  assert.ok(beside.length > 0 && beside.length < free.length);
  assert.ok(!beside.some((caption) => overlap(caption.box, cover)));
  const inHand = free.filter(({ target }) => target.kind === "concept").slice(0, 2);
  const rest = made([], inHand);
  assert.ok(!rest.some(({ target: { kind, row } }) => inHand.some(({ target }) => target.kind === kind && target.row === row)));
  assert.ok(!rest.some((caption) => inHand.some((other) => overlap(caption.box, other.box))));
});

test("what is hovered is not written twice", () => {
  const scene = lineScene();
  const seen = camera();
  seen.fit(scene.bounds, bars);
  const ground = { scene, shown: shownIn(scene, null, null, plain), camera: seen, theme, measure, covers: [] };
  const box = { left: 0, top: 0, right: seen.width, bottom: seen.height };
  const written = compose(ground, box).captions.map((caption) => ({ ...caption, isFaint: false }));
  const { target } = written.find((caption) => caption.target.kind === "concept");
  const hovered = (some) => composeHover(ground, target, EMPTY_HAND, some);
  assert.deepEqual(hovered(written).captions, []);
  assert.equal(hovered([]).captions[0].text, scene.names[target.row]);
  const short = written.map((caption) => ({ ...caption, text: "n…" }));
  const over = hovered(short);
  assert.equal(over.captions[0].text, scene.names[target.row]);
  const { plate } = over;
  const own = short.find((caption) => caption.target === target);
  assert.equal(plate.form, "polygon");
  assert.ok(plate.at[0] <= own.box.left && plate.at[2] >= own.box.right && plate.at[1] <= own.box.top);
  assert.equal(over.captions.length, 1); // its neighbours are named
});

test("a box is moved out of what covers it", () => {
  const within = { left: 0, right: 100, top: 0, bottom: 100 };
  const covers = [{ left: 60, right: 100, top: 0, bottom: 100 }];
  assert.deepEqual(uncovered({ left: 50, right: 70, top: -5, bottom: 5 }, within, covers), {
    left: 40,
    right: 60,
    top: 0,
    bottom: 10,
  });
});

test("names of regions are strong or gone, and cover no hub", () => {
  for (let zoom = 1; zoom < 6; zoom += 0.1) {
    for (const { alpha } of picture({}, zoom).captions) assert.ok(alpha >= 0.5);
  }
  const scene = lineScene();
  scene.radius.fill(14);
  const seen = camera();
  seen.fit(scene.bounds, bars);
  const ground = { scene, shown: shownIn(scene, null, null, plain), camera: seen, theme, measure, covers: [] };
  const box = { left: 0, top: 0, right: seen.width, bottom: seen.height };
  const titles = compose(ground, box).captions.filter(({ target }) => target.kind === "region");
  assert.ok(titles.length > 1);
  scene.x.forEach((x, node) => {
    const disc = { left: seen.across(x) - 5, right: seen.across(x) + 5, top: 0, bottom: 0 };
    disc.top = seen.down(scene.y[node]) - 5;
    disc.bottom = disc.top + 10;
    for (const title of titles) assert.ok(!overlap(title.box, disc));
  });
});

test("a room remembers what is taken", () => {
  const room = new Room();
  room.take({ left: 90, right: 110, top: 20, bottom: 40 });
  assert.ok(!room.isFree({ left: 100, right: 300, top: 30, bottom: 35 }));
  assert.ok(room.isFree({ left: 110, right: 300, top: 30, bottom: 35 }));
  assert.equal(new Set(placesAround(0, 0, 5, 20, 10).map((box) => `${box.left} ${box.top}`)).size, 4);
});

test("texts are wrapped by words and shortened by characters", () => {
  assert.deepEqual(wrapped("one two three fourteen", "", 60, measure), ["one two", "three", "fourteen"]);
  assert.equal(shortened("😀😀😀😀", 3), "😀😀…");
  assert.equal(shortened("abc", 3), "abc");
});

test("what is opened around a node stands apart", () => {
  const places = ringPlaces(36);
  assert.equal(places.length, 36);
  places.forEach(([x, y], i) => {
    for (const [otherX, otherY] of places.slice(i + 1)) assert.ok(Math.hypot(x - otherX, y - otherY) > 20);
  });
});

test("of a very large map those that matter most are drawn first, and lines between them only", () => {
  const count = 31000;
  const rows = Array.from({ length: count }, (_, i) => i);
  const map = {
    x: Int16Array.from(rows, (i) => (i % 200) * 40),
    y: Int16Array.from(rows, (i) => Math.floor(i / 200) * 40),
    radius: new Uint8Array(count).fill(8),
    community: new Int8Array(count),
    from: Uint16Array.from([0, 2000, 30000]),
    to: Uint16Array.from([1, 30999, 30001]),
    weight: Uint8Array.of(1, 1, 1),
    regions: [{ title: "All", subtitle: "", about: [], colour: 0 }],
  };
  const size = Uint16Array.from(rows, (i) => count - i);
  const names = rows.map(String);
  const scene = makeScene("topics", "concept", map, names, size, false);
  const seen = camera();
  seen.fit(scene.bounds, bars);
  const box = { left: 0, top: 0, right: seen.width, bottom: seen.height };
  const ground = { scene, shown: shownIn(scene, null, null, plain), camera: seen, theme, measure, covers: [] };
  const made = compose(ground, box);
  assert.equal(made.nodes.flatMap((discs) => discs.circles).length / 3, 2500);
  assert.equal(made.edges.flatMap((batch) => batch.ends).length / 4, 1);
});
