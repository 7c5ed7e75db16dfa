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
const EAST_ASIAN = /^[\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+$/;
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
  if (plain.includes(".")) plain = plain.replace(PERIODS, " ").trim();
  if (!plain.includes(" ") || ASCII.test(plain)) return plain;
  const parts = plain.trim().split(/\s+/); // blanks in a name in Han characters, kana or Hangul do not count
  return parts.every((part) => EAST_ASIAN.test(part)) ? parts.join("") : plain;
}
