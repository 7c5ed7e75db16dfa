"""The ids in a note that are the paper's own, told from those of other papers that it mentions."""

import re

from paperatlas.graph.identifiers import ids_in, recognised

_PART = re.compile(r"[\n;]|(?=\\?_eprint:)")
# What may stand before an id that is the paper's own: anything else may speak of another paper.
_BEFORE = re.compile(
    r"(?:arxiv|preprints?|e-?prints?|corr|doi|pmid|pmcid|pubmed|available|at|from|online|abs/|url|http|note|"
    r"\\?_eprint|\\(?:url|href|texttt|emph|tt|em)|[\s:{<(\[,.~])*(?<![a-z])",
    re.IGNORECASE,
)
_OF_PUBMED = re.compile(r"pmc?id|pubmed", re.IGNORECASE)
_EDGES = "{(<[})>],.~"


def noted_ids(text: str) -> list[str]:
    r"""The ids that a field is made of, a part of it, or its beginning.

    >>> noted_ids("arXiv:1706.03762 [cs]"), noted_ids("arXiv preprint arXiv:1706.03762, 2017")
    (['arxiv:1706.03762'], ['arxiv:1706.03762'])
    >>> noted_ids(r"Publisher: Press \_eprint: https://arxiv.org/pdf/1706.03762"), noted_ids("Erratum to doi:10.1000/1")
    (['arxiv:1706.03762'], [])
    """
    found: list[str] = []
    for part in map(str.strip, _PART.split(text)):
        own = _first_ids(part)
        if not own and ids_in(part):
            break  # of other papers, and so may be what follows
        found += own
    return list(dict.fromkeys(found))


def _first_ids(part: str) -> list[str]:
    """The ids that a part of a note begins with."""
    before = _BEFORE.match(part)
    own: list[str] = []
    for printed in part[before.end() if before else 0 :].split():
        each = recognised(printed.strip(_EDGES))
        if each is None:
            break
        own.append(each)
    is_number = not own and before is not None and _OF_PUBMED.search(before[0])
    return ids_in(part)[:1] if is_number else own
