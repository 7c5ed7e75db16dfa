"""A graph in which people share a name, papers of the name are nobody's, and a person has two names."""

from pathlib import Path

import pyarrow as pa

from paperatlas.graph.concepts.overrides import NO_OVERRIDES, Overrides
from paperatlas.graph.extraction import reading_of
from paperatlas.graph.joining import join_readings
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage
from tests.conftest import relations_of

PICTURES, PROTEINS = "orcid:0000-0002-1825-0097", "orcid:0000-0001-5109-3700"
IMAGES = "We study diffusion models for image generation."
FOLDING = "We study protein folding with graph neural networks."


def namesakes_graph(spill: Path, overrides: Overrides = NO_OVERRIDES) -> dict[str, pa.Table]:
    """The tables of the graph; the same ones each time."""
    parsed = ParsedFile(tuple(_papers()), ())
    inputs = join_readings([("papers.jsonl", reading_of(parsed))], overrides).tables
    return relations_of(inputs, spill, 6, 0)


def _papers() -> list[PaperRecord]:
    of_pictures, of_proteins = AuthorRecord("Wei Zhang", (PICTURES,)), AuthorRecord("Wei Zhang", (PROTEINS,))
    short = AuthorRecord("W. Zhang", (PROTEINS,))
    bo, cy, eva, ida = map(AuthorRecord, ("Bo Li", "Cy Poe", "Eva Roe", "Ida Ivy"))
    told = [
        _paper("2101.00001", "Diffusion models for images", IMAGES, of_pictures, bo),
        _paper("2102.00002", "Diffusion models for films", IMAGES, of_pictures, bo, cy),
        _paper("2103.00003", "Diffusion models for sound", IMAGES, of_pictures, cy),
        _paper("math/0309136", "Folding of proteins", FOLDING, of_proteins, eva, ida),
        _paper("2201.00004", "Folding of longer proteins", FOLDING, short, eva),
        _paper("2202.00005", "Leaves in the wind", "", ida, bo),
    ]
    alone = AuthorRecord("Wei Zhang")
    titles = ("Tides", "Rust on bridges", "The price of salt", "Voices of frogs", "Roofs of Rome", "Ink")
    return told + [_paper(f"23{at:02}.0001{at}", title, "", alone) for at, title in enumerate(titles, start=1)]


def _paper(number: str, title: str, text: str, *authors: AuthorRecord) -> PaperRecord:
    year = "2003-09" if "/" in number else f"20{number[:2]}-{number[2:4]}"
    return PaperRecord(
        ids=(f"arxiv:{number}",),
        title=title,
        authors=authors,
        authors_complete=True,
        published=year,
        passages=(Passage("", text, 1),) if text else (),
        references=("arxiv:2101.00001",) if number != "2101.00001" else (),
        line=int(number[-5:]),
    )
