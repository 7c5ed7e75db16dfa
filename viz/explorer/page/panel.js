/** What is known of a node. Every name there is a link to its node. */

import { neighbours, tally } from "./atlas.js";
import { citation } from "./citation.js";
import { button, element } from "./dom.js";
import { countByMonth, monthBars } from "./months.js";
import { pieces } from "./texts.js";

/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./atlas.js").Edges} Edges */
/** @typedef {import("./atlas.js").Node} GraphNode */
/** @typedef {import("./atlas.js").Kind} Kind */
/** @typedef {import("./texts.js").Passage} Passage */
/** @typedef {import("./surroundings.js").Surroundings} Surroundings */

const FEW = 14;
const FEW_PAPERS = 10;
const FEW_AUTHORS = 40;
const KIND_NAMES = { concept: "Concept", author: "Author", paper: "Paper" };

/**
 * The details of a node, as elements.
 * @param {GraphNode} node
 * @param {Surroundings} around
 */
export function detailsOf(node, around) {
  const made = { concept: conceptDetails, author: authorDetails, paper: paperDetails }[node.kind](node.row, around);
  return [closeButton(around), ...hiddenNote(node, around), ...made];
}

/**
 * Says that the filters hide a node, and offers to lift them.
 * @param {GraphNode} node
 * @param {Surroundings} around
 */
function hiddenNote(node, around) {
  const change = around.hiding(node);
  if (!change) return [];
  const filters = [...("votes" in change ? ["days or votes"] : []), ...("region" in change ? ["region"] : [])];
  const text = `The filters (${filters.join(", ")}) leave it out of the map. `;
  const lift = button("Lift them", () => around.lift(change));
  return [element("p", { class: "hidden-note", role: "status" }, text, lift)];
}

/**
 * The details of a way between two people.
 * @param {GraphNode} from
 * @param {GraphNode} to
 * @param {{ people: number[], papers: number[] } | null} path
 * @param {Surroundings} around
 */
export function pathDetails(from, to, path, around) {
  const { atlas } = around;
  const heading = `${atlas.name(from)} to ${atlas.name(to)}`;
  if (!path) {
    const reason =
      "No shown papers connect them. Papers of very large teams are left out; so is what the filters hide.";
    return [closeButton(around), ...head("Path", heading, reason)];
  }
  const steps = path.people.flatMap((row, i) => [
    element("li", {}, link(around, { kind: "author", row })),
    ...(i < path.papers.length ? [element("li", { class: "step" }, paperLink(around, path.papers[i]))] : []),
  ]);
  const papers = path.papers.length;
  const length = `${papers} ${papers === 1 ? "paper" : "papers"} apart`;
  return [closeButton(around), ...head("Path", heading, length), element("ol", { class: "path" }, ...steps)];
}

/**
 * @param {number} row
 * @param {Surroundings} around
 */
function conceptDetails(row, around) {
  const { atlas } = around;
  const papers = shownPapers(atlas.papersOfConcept.row(row), around);
  const beside = tally(papers.map((paper) => atlas.mentions.row(paper))).filter(([other]) => other !== row);
  const people = tally(papers.map((paper) => atlas.authored.row(paper)));
  return [
    ...head("Concept", atlas.topics.names[row], ""),
    ...facts({ kind: "concept", row }, papers.length, around),
    ...otherNames(atlas.topics.aliases[row]),
    ...bars(papers, around),
    ...chips("Appears with", "concept", beside, FEW, around),
    ...paperList("Papers", papers, around),
    ...chips("People", "author", people, FEW, around),
  ];
}

/**
 * @param {number} row
 * @param {Surroundings} around
 */
function authorDetails(row, around) {
  const { atlas } = around;
  const papers = shownPapers(atlas.papersOfAuthor.row(row), around);
  const topics = tally(papers.map((paper) => atlas.mentions.row(paper)));
  const namesakes = /** @type {[number, number][]} */ (atlas.namesakes(row).map((other) => [other, 0]));
  return [
    ...head("Author", atlas.people[row], ""),
    ...unresolvedNote(row, around),
    ...facts({ kind: "author", row }, papers.length, around),
    ...otherNames(atlas.peopleAliases[row]),
    ...idsOf(row, around),
    ...(atlas.resolved[row] ? [pathButton(row, around)] : []),
    ...bars(papers, around),
    ...paperList("Papers", papers, around),
    ...chips("Works with", "author", atlas.collaborators(row, around.isShown), FEW, around),
    ...chips("Topics", "concept", topics, FEW, around),
    ...chips("Of the same name", "author", namesakes, FEW, around),
  ];
}

/**
 * @param {number} row
 * @param {Surroundings} around
 */
function pathButton(row, around) {
  return element(
    "p",
    {},
    button("Find a path to someone…", () => around.startPath({ kind: "author", row })),
  );
}

/**
 * Says that papers could not be told to be one person's.
 * @param {number} row
 * @param {Surroundings} around
 */
function unresolvedNote(row, { atlas }) {
  if (atlas.resolved[row]) return [];
  const text = "Unresolved: several people bear this name, and it is not known whose these papers are.";
  return [element("p", { class: "facts" }, text)];
}

/**
 * The ids that sources give to a person; an ORCID leads to its page.
 * @param {number} row
 * @param {Surroundings} around
 */
function idsOf(row, { atlas }) {
  const ids = atlas.idsOfPeople[row].split("\t").filter(Boolean);
  if (!ids.length) return [];
  const told = ids.flatMap((id, i) => {
    const orcid = /^orcid:([\dX-]{19})$/.exec(id);
    const href = orcid ? `https://orcid.org/${orcid[1]}` : "";
    const shown = href ? element("a", { href, target: "_blank", rel: "noopener noreferrer" }, id) : id;
    return i ? [", ", shown] : [shown];
  });
  return [element("p", { class: "facts" }, "ids ", ...told)];
}

/**
 * @param {number} row
 * @param {Surroundings} around
 */
function paperDetails(row, around) {
  const { atlas, texts } = around;
  const title = atlas.titles[row];
  const passages = texts?.of(row, title) ?? [{ section: "", text: title, marks: [] }];
  const authors = /** @type {[number, number][]} */ ([...atlas.authored.row(row)].map((person) => [person, 0]));
  const mentions = /** @type {[number, number][]} */ ([...atlas.mentions.row(row)].map((concept) => [concept, 0]));
  return [
    element("p", { class: "kind" }, "Paper"),
    element("h2", { dir: "auto" }, ...marked(passages[0], row, around)),
    paperFacts(row, around),
    citationLine(row, around),
    ...chips(
      `Authors${atlas.complete[row] ? "" : " (the digest cut the list)"}`,
      "author",
      authors,
      FEW_AUTHORS,
      around,
    ),
    ...chips("Concepts", "concept", mentions, FEW_AUTHORS, around),
    ...summary(passages.slice(1), row, around),
    ...tiedPapers("Similar papers", atlas.maps.papers, ["shared concept", "shared concepts"], row, around),
    ...tiedPapers("Papers that cite the same works", atlas.coupled, ["same work", "same works"], row, around),
    ...tiedPapers("Papers cited together with it", atlas.citedTogether, ["time", "times"], row, around),
  ];
}

/** @param {Surroundings} around */
function closeButton(around) {
  return button("×", () => around.close(), { class: "close", "aria-label": "Close details", title: "Close" });
}

/**
 * @param {string} kind
 * @param {string} title
 * @param {string} line
 */
function head(kind, title, line) {
  return [
    element("p", { class: "kind" }, kind),
    element("h2", { dir: "auto" }, title),
    ...(line ? [element("p", { class: "facts" }, line)] : []),
  ];
}

/**
 * @param {GraphNode} node
 * @param {number} shown
 * @param {Surroundings} around
 */
function facts(node, shown, around) {
  const all = around.atlas.papersOf(node).length;
  const papers = shown === all ? plural(all) : `${shown} of ${plural(all)} by the filters`;
  return [
    element("p", { class: "facts" }, papers, ...regionLink(node, around)),
    element(
      "p",
      {},
      button("Show what is around it", () => around.open(node)),
    ),
  ];
}

/** @param {number} votes -1 where they are not known */
function votesTold(votes) {
  if (votes < 0) return "votes unknown";
  return `${votes} ${votes === 1 ? "vote" : "votes"}`;
}

/** @param {number} count */
function plural(count) {
  return `${count} ${count === 1 ? "paper" : "papers"}`;
}

/**
 * @param {GraphNode} node
 * @param {Surroundings} around
 */
function regionLink(node, around) {
  const region = around.regionOf(node);
  return region ? [" · region ", element("a", { href: region.href, title: region.about }, region.title)] : [];
}

/** @param {string} aliases */
function otherNames(aliases) {
  const names = aliases.split("\t").filter(Boolean).join(", ");
  return names ? [element("p", { class: "facts", dir: "auto" }, `also ${names}`)] : [];
}

/**
 * @param {number} row
 * @param {Surroundings} around
 */
function paperFacts(row, around) {
  const { atlas } = around;
  const line = element("p", { class: "facts" });
  const url = atlas.url(row);
  if (url)
    line.append(
      element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, `arXiv:${atlas.paperIds[row]}`),
    );
  else line.append(`arXiv:${atlas.paperIds[row]}`);
  for (const day of atlas.featured.row(row)) {
    line.append(" · ", element("a", { href: around.hrefOfDay(atlas.days[day]) }, atlas.days[day]));
  }
  line.append(` · ${votesTold(atlas.votes[row])}`);
  line.append(...regionLink({ kind: "paper", row }, around));
  return line;
}

/**
 * @param {number} row
 * @param {Surroundings} around
 */
function citationLine(row, around) {
  const text = citation(around.atlas, row);
  const line = element("output", { class: "citation", dir: "auto" });
  const copy = async () => {
    line.textContent = text;
    try {
      await navigator.clipboard.writeText(text);
      line.append(element("small", {}, " copied"));
    } catch {
      getSelection()?.selectAllChildren(line); // the browser keeps the clipboard to itself: one key copies it
    }
  };
  return element(
    "p",
    { class: "actions" },
    button("Copy citation", copy),
    button("Show what is around it", () => around.open({ kind: "paper", row })),
    line,
  );
}

/**
 * @param {Passage[]} passages
 * @param {number} paper
 * @param {Surroundings} around
 */
function summary(passages, paper, around) {
  if (!around.texts) return [element("p", { class: "facts" }, "The summary is being unpacked…")];
  if (!passages.length) {
    const { summaries } = around.texts;
    const isWhole = summaries === around.atlas.titles.length;
    const newest = `the newest ${summaries.toLocaleString("en")} papers`;
    const told = `Its summary is not in this page, which holds those of ${newest}.`;
    return isWhole ? [] : [element("p", { class: "facts" }, told)];
  }
  const parts = [element("h3", {}, "Summary")];
  let section = "";
  for (const passage of passages) {
    if (passage.section !== section) parts.push(element("h4", { dir: "auto" }, passage.section));
    section = passage.section;
    parts.push(element("p", { class: "passage", dir: "auto" }, ...marked(passage, paper, around)));
  }
  return parts;
}

/**
 * A text in which each place where a concept was read is a link to it.
 * @param {Passage} passage
 * @param {number} paper
 * @param {Surroundings} around
 */
function marked(passage, paper, around) {
  const mentions = around.atlas.mentions.row(paper);
  return pieces(passage).map(({ text, mention }) => {
    if (mention < 0) return text;
    const href = around.hrefOf({ kind: "concept", row: mentions[mention] });
    return element("a", { class: "evidence", href }, text);
  });
}

/**
 * @param {string} title
 * @param {Edges} edges between papers
 * @param {[string, string]} counted what their weights count: one of it, several
 * @param {number} row
 * @param {Surroundings} around
 */
function tiedPapers(title, edges, [one, several], row, around) {
  const others = neighbours(edges, row).filter(([paper]) => around.isShown(paper));
  const items = others.slice(0, FEW_PAPERS).map(([paper, count]) => {
    const told = `${count} ${count === 1 ? one : several}`;
    return element("li", {}, paperLink(around, paper), element("small", {}, told));
  });
  return items.length ? [element("h3", {}, title), element("ul", { class: "papers" }, ...items)] : [];
}

/**
 * @param {Iterable<number>} papers
 * @param {Surroundings} around
 */
function shownPapers(papers, { atlas, isShown }) {
  return [...papers].filter(isShown).sort((a, b) => atlas.votes[b] - atlas.votes[a] || a - b);
}

/**
 * @param {number[]} papers
 * @param {Surroundings} around
 */
function bars(papers, { atlas }) {
  const days = papers.map((paper) => atlas.firstDay(paper)).filter(Boolean);
  if (!days.length) return [];
  return [monthBars(countByMonth(atlas.days[0], atlas.days[atlas.days.length - 1], days))];
}

/**
 * @param {string} title
 * @param {number[]} papers
 * @param {Surroundings} around
 */
function paperList(title, papers, around) {
  const { atlas } = around;
  const items = papers.map((paper) => () => {
    const facts = [votesTold(atlas.votes[paper]), atlas.firstDay(paper)].filter(Boolean).join(" · ");
    return element("li", {}, paperLink(around, paper), element("small", {}, facts));
  });
  return listed(title, items, { few: FEW_PAPERS, style: "papers" }, around);
}

/**
 * @param {string} title
 * @param {Kind} kind
 * @param {[number, number][]} rows with how often; 0 is not told
 * @param {number} few
 * @param {Surroundings} around
 */
function chips(title, kind, rows, few, around) {
  const items = rows.map(([row, count]) => () => {
    const chip = link(around, { kind, row });
    if (count) chip.append(element("small", {}, String(count)));
    return element("li", {}, chip);
  });
  return listed(title, items, { few, style: "chips" }, around);
}

/**
 * A list that starts with a few of its items, or with all where the reader unfolded it before.
 * @param {string} title
 * @param {(() => HTMLElement)[]} items
 * @param {{ few: number, style: string }} look
 * @param {Surroundings} around
 */
function listed(title, items, { few, style }, { unfolded }) {
  if (!items.length) return [];
  const first = unfolded.has(title) ? items.length : few;
  const list = element("ul", { class: style }, ...items.slice(0, first).map((make) => make()));
  const rest = items.slice(first);
  if (rest.length) {
    const more = button(`${rest.length} more`, () => {
      unfolded.add(title);
      list.lastElementChild?.remove();
      list.append(...rest.map((make) => make()));
      /** @type {HTMLElement | null} */ (list.children[few].querySelector("a"))?.focus();
    });
    list.append(element("li", {}, more));
  }
  return [element("h3", {}, title), list];
}

/**
 * @param {Surroundings} around
 * @param {GraphNode} node
 */
function link(around, node) {
  return element(
    "a",
    { href: around.hrefOf(node), dir: "auto", title: KIND_NAMES[node.kind] },
    around.atlas.name(node),
  );
}

/**
 * @param {Surroundings} around
 * @param {number} row
 */
function paperLink(around, row) {
  return link(around, { kind: "paper", row });
}
