/** The summaries, and where in them each concept was read. */

import { startsOf } from "./blocks.js";

/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {{ start: number, length: number, mention: number }} Mark */
/** @typedef {{ section: string, text: string, marks: Mark[] }} Passage */

export class Texts {
  /** @param {Block} block */
  constructor(block) {
    this.starts = startsOf(block.numbers("passages"));
    const count = this.starts[this.starts.length - 1];
    this.sections = block.texts("passage.section", count);
    this.texts = block.texts("passage.text", count);
    this.summaries = block.header.summaries ?? 0;
    this.evidence = block.lists("evidence");
    this.places = block.numbers("evidence.passage");
    this.first = block.numbers("evidence.start");
    this.lengths = block.numbers("evidence.length");
  }

  /**
   * A paper's passages with the places where concepts were read; the first is its title.
   * @param {number} paper
   * @param {string} title
   * @returns {Passage[]}
   */
  of(paper, title) {
    let section = "";
    const passages = [{ section, text: title, marks: /** @type {Mark[]} */ ([]) }];
    for (let row = this.starts[paper]; row < this.starts[paper + 1]; row++) {
      section = this.sections[row] || section;
      passages.push({ section, text: this.texts[row], marks: [] });
    }
    for (let i = this.evidence.starts[paper]; i < this.evidence.starts[paper + 1]; i++) {
      const mark = { start: this.first[i], length: this.lengths[i], mention: this.evidence.values[i] };
      passages[this.places[i]]?.marks.push(mark);
    }
    return passages;
  }
}

/**
 * A text cut where marks start and end; of overlapping marks the first counts.
 * @param {Passage} passage
 * @returns {{ text: string, mention: number }[]} mention is -1 between marks
 */
export function pieces({ text, marks }) {
  const result = [];
  let at = 0;
  for (const { start, length, mention } of [...marks].sort((a, b) => a.start - b.start || b.length - a.length)) {
    if (start < at || !length) continue;
    if (start > at) result.push({ text: text.slice(at, start), mention: -1 });
    result.push({ text: text.slice(start, start + length), mention });
    at = start + length;
  }
  if (at < text.length) result.push({ text: text.slice(at), mention: -1 });
  return result;
}
