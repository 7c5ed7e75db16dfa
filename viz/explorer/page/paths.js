/** The shortest way between two people over papers they wrote. */

/** @typedef {import("./atlas.js").Atlas} Atlas */

/**
 * People and papers in turn, from one person to the other; null where there is no way. Papers of teams too large to be
 * collaborations lead nowhere, nor
 * do names of which it is not known whose they are.
 * @param {Atlas} atlas
 * @param {number} from
 * @param {number} to
 * @param {(paper: number) => boolean} isShown
 * @returns {{ people: number[], papers: number[] } | null}
 */
export function shortestPath(atlas, from, to, isShown = () => true) {
  /** @type {Map<number, { person: number, paper: number } | null>} */
  const reached = new Map([[from, null]]);
  let frontier = atlas.resolved[from] ? [from] : [];
  while (frontier.length && !reached.has(to)) {
    const next = [];
    for (const person of frontier) {
      for (const paper of atlas.papersOfAuthor.row(person)) {
        const team = atlas.authored.row(paper);
        if (team.length > atlas.topics.maxTeam || !isShown(paper)) continue;
        for (const other of team) {
          if (reached.has(other) || !atlas.resolved[other]) continue;
          reached.set(other, { person, paper });
          next.push(other);
        }
      }
    }
    frontier = next;
  }
  if (!reached.has(to)) return null;
  const people = [to];
  const papers = [];
  for (let step = reached.get(to); step; step = reached.get(step.person)) {
    people.unshift(step.person);
    papers.unshift(step.paper);
  }
  return { people, papers };
}
