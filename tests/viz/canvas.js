// What tests ask of a canvas; `name` is a colour that the style sheet declares.

function rgbOf(name) {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(--${name})`;
  const parts = getComputedStyle(probe).color.match(/[0-9]+/g).map(Number);
  probe.remove();
  return parts;
}

/** Tells whether the pixel at x, y has a colour. */
function pixelReader(canvas) {
  const copy = new OffscreenCanvas(canvas.width, canvas.height); // reading the page's own would make it slow
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { data, width } = context.getImageData(0, 0, copy.width, copy.height);
  return (x, y, parts) => parts.every((part, i) => data[4 * (y * width + x) + i] === part);
}

/** How many pixels have the colour. */
function countPixels(name) {
  const canvas = document.querySelector("canvas");
  const [has, parts] = [pixelReader(canvas), rgbOf(name)];
  let count = 0;
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) count += has(x, y, parts);
  }
  return count;
}

/** Where on the page the first disc of the colour is. */
function findDisc(name) {
  const canvas = document.querySelector("canvas");
  const [has, parts] = [pixelReader(canvas), rgbOf(name)];
  const around = [[0, 0], [3, 0], [-3, 0], [0, 3], [0, -3]];
  const isInside = (x, y) => around.every(([right, down]) => has(x + right, y + down, parts));
  const { left, top, width } = canvas.getBoundingClientRect();
  const ratio = canvas.width / width;
  for (let y = 3; y < canvas.height - 3; y++) {
    for (let x = 3; x < canvas.width - 3; x++) {
      if (isInside(x, y)) return [left + x / ratio, top + y / ratio];
    }
  }
  return null;
}

Object.assign(globalThis, { rgbOf, countPixels, findDisc });
