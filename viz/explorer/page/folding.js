/** Texts as they are compared: the folding of the graph's own keys, so that both take the same names for one. */

const ASCII = /^[\x00-\x7f]*$/;
const QUOTES = /["'`´‘’‚‛“”„‟′″«»]/g;
const MARKS = /[\u0300-\u036f]+/g; // of Latin, Greek and Cyrillic; elsewhere a mark makes another letter
const UNSEEN = /\p{Cf}/gu;
/** @type {Record<string, string>} letters whose stroke is no mark, and those that case alone does not make equal */
const STROKES = {
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ŧ: "t",
  æ: "ae",
  œ: "oe",
  ß: "ss",
  ς: "σ",
};
const STROKED = new RegExp(`[${Object.keys(STROKES).join("")}]`, "g");
const HYPHENS = /[\u2010-\u2013\u2212]/g;
const PERIODS = /(?<!\d)\.|\.(?!\d)/g; // a point between digits is one of a number

/**
 * A text without case, marks, strokes, quotes, and periods that end or shorten words.
 * @param {string} text
 */
export function folded(text) {
  let plain = text.replace(QUOTES, ""); // first: compatibility makes a space and a mark of some
  if (ASCII.test(plain)) plain = plain.toLowerCase();
  else {
    plain = plain.normalize("NFKC").replace(HYPHENS, "-").toLowerCase();
    plain = plain.replace(STROKED, (letter) => STROKES[letter]);
    plain = plain.normalize("NFD").replace(MARKS, "").normalize("NFC").replace(UNSEEN, "").replace(QUOTES, "");
  }
  return plain.includes(".") ? plain.replace(PERIODS, " ").trim() : plain;
}
