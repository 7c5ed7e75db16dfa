"""An atlas that grows and shrinks step by step is, byte for byte, the one that is built at once."""

import functools
import os
import random
import re
import resource
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from paperatlas import building, joins
from paperatlas.base.errors import OutputError, ProblemsError, ShortageError
from paperatlas.building import build_atlas
from paperatlas.graph.joining import join_readings
from paperatlas.graph.records import AuthorRecord, Detail, PaperRecord, Passage, ReferenceId
from paperatlas.graph.relations import COMPUTED, ONE_ROW, RELATIONS, relation, tables_read
from paperatlas.graph.relations import kept as relations_kept
from paperatlas.graph.relations.grains import GRAINS, WHOLE
from paperatlas.graph.relations.kept import kept_tables
from paperatlas.parsers.record_lines import record_lines
from paperatlas.settings import Settings
from tests.benchmarks.generate import generate
from tests.conftest import EXAMPLES
from tests.paperatlas.test_building import content

WORKS = (
    ("article", "journal={Journal of Looms}, volume=7, pages={1--9}"),
    ("inproceedings", "booktitle={Days of Yarn}, organization={Yarn Society}, series={Days}"),
    ("phdthesis", "school={Ghent}"),
    ("misc", "note={Draft}, ids={draft}"),
)

# Names of several things, acronyms by what another language says, and what is meant where a longer name is beside it.
SAYING = (
    ("ZorbNet: Maps of Wool", "ZorbNet draws maps with an FID of {0}.3. A language model (LM) on vZLM."),
    ("ZORBnet: Looms of Wool", "ZORBnet has 일관성 모델(CM) and 비디오 품질 평가(VQA), a CM with FID {0}.7."),
    ("Ferret: Yarn of Wool", "Ferret runs the VZLM. LLM decoding of a language model, and 언어 모델(language model)."),
    ("On Wool", "It compares ZorbNet and Ferret. Visual question answering (VQA), and a consistency model on vZLM."),
    ("On more Wool", "A VZLM and a Ferret. A large language model (LLM); 3D Gaussians of 3D Gaussian splatting."),
)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Joins of any size are kept."""
    monkeypatch.setattr(building, "LARGE", 0)


def cited_papers(order: random.Random, numbers: range) -> Iterator[PaperRecord]:
    """Papers that cite each other and works that are not there, of a few people with affiliations."""
    for number in numbers:
        people = order.sample(range(9), 3)
        names = [
            AuthorRecord(
                f"{'AB'[one % 2]}. Name{one}" if order.random() < 0.3 else f"{'AB'[one % 2]}nna Name{one}",
                (f"orcid:0000-0000-0000-{one:04}",) if one < 2 else (),
                (f"Place {order.randrange(3)}",),
                f"Name{one}" if order.random() < 0.3 else None,
            )
            for one in people
        ]
        cited = tuple(f"doi:10.1000/{each}" for each in order.sample(range(60), 8) if each != number)
        renamed = tuple(ReferenceId(each, f"pmid:{each[12:]}") for each in cited if order.random() < 0.2)
        yield PaperRecord(
            ids=(f"doi:10.1000/{number}",),
            title=f"On graph neural networks of kind {number}",
            published="2023-05",
            authors=tuple(names),
            authors_complete=True,
            venue=f"Venue {number % 3}",
            work_type=order.choice(("article", "article-journal", "document", None)),
            citation_key=f"key{number % 7}",
            details=tuple(
                Detail(name, f"{order.randrange(9)}") for name in order.sample(("volume", "page", "note"), 2)
            ),
            references=cited,
            reference_ids=renamed,
            source="",
            line=1,
            passages=(Passage("Abstract", f"We train diffusion models (DM) and state space models {number}.", 1),),
        )


# Each name is that of two people with ids; they are told apart by topics, by whom they write with, or by a year.
NAMESAKES = ("Mei Tan", "Kai Ros", "Lin Abt", "Jo Vance")
ORCIDS = tuple(
    f"orcid:0000-0002-1825-{end}" for end in ("0097", "010X", "0118", "0126", "0134", "0142", "0150", "0169")
)
PARTNERS = ("Ada", "Bo", "Cy", "Dora", "Edgar", "Flo", "Gus", "Hal", "Ida", "Jan", "Kim", "Lea")
TOPICS = ("diffusion models", "state space models", "graph neural networks")


def papers_of_namesakes(order: random.Random, numbers: range) -> Iterator[PaperRecord]:
    """Papers of people who share names, and of those whom they write with."""
    for number in numbers:
        one = order.randrange(len(ORCIDS))
        namesake = AuthorRecord(NAMESAKES[one % len(NAMESAKES)], ORCIDS[one : one + 1])
        partners = [
            AuthorRecord(f"{order.choice((name, name[0] + '.'))} {name}loom")
            for name in order.sample(PARTNERS, order.randrange(3))
        ]
        said = "".join(f" We train {topic} (T{number})." for topic in order.sample(TOPICS, order.randrange(3)))
        yield PaperRecord(
            ids=(f"doi:10.1001/{number}",),
            title=f"On wool of kind {number}",
            published=f"{2015 + number % 5}-05",
            authors=(namesake, *partners),
            authors_complete=True,
            source="",
            line=1,
            passages=(Passage("Abstract", f"Of wool.{said}", 1),),
        )


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("generated")
    generate(directory, papers=60, digests=8, seed=3)
    for path in EXAMPLES.glob("2*.md"):
        shutil.copy(path, directory / f"example-{path.name}")
    order = random.Random(1)
    for start in range(0, 45, 9):  # a part of the papers twice
        lines = record_lines(cited_papers(order, range(start, start + 12)))
        (directory / f"records-{start}.jsonl").write_text("".join(lines), encoding="utf-8")
    for start in range(0, 40, 4):
        lines = record_lines(papers_of_namesakes(order, range(start, start + 4)))
        (directory / f"namesakes-{start}.jsonl").write_text("".join(lines), encoding="utf-8")
    for number in range(6):
        entries = (
            f"### [{title}](https://arxiv.org/abs/24{month:02}.{number:03}{month:02})\n\n- {said.format(number)}\n\n"
            for month, (title, said) in zip(order.sample(range(1, 13), 3), order.sample(SAYING, 3), strict=True)
        )
        day = f"2024-12-{number + 1:02}"
        (directory / f"{day}.md").write_text(f"## Daily Papers ({day})\n\n{''.join(entries)}", encoding="utf-8")
    for number in range(4):  # works of one title
        entries = (
            f"@{kind}{{k{number}{at}, title={{On the Looms of the North}}, author={{Lee, Ann}}, "
            f"year={2020 + at % 2}, {of}}}\n"
            for at, (kind, of) in enumerate(order.sample(WORKS, 3))
        )
        (directory / f"works-{number}.bib").write_text("".join(entries), encoding="utf-8")
    return directory


def at_once(digests: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    with monkeypatch.context() as patch:
        patch.setattr(building, "LARGE", 10**12)
        made = content(build_atlas([digests], out, Settings(), jobs=1).build)
    shutil.rmtree(out)
    return made


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("seed", (0, 5))
def test_steps_in_any_order_end_where_one_does(
    seed: int, generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relations_kept, "LISTINGS_AT_ONCE", 40)  # so that there are several pieces
    order = random.Random(seed)
    digests, atlas = tmp_path / "digests", tmp_path / "atlas"
    digests.mkdir()
    names = sorted(path.name for path in generated.iterdir())
    for name in order.sample(names, len(names) // 2):
        shutil.copy(generated / name, digests)
    for _ in range(4):
        for name in order.sample(names, order.randint(1, 3)):
            there = digests / name
            if not there.exists():
                shutil.copy(generated / name, there)
            elif order.random() < 0.5:
                there.unlink()
            else:
                changed = there.read_text(encoding="utf-8").replace("diffusion", "fusion").replace("and", "&", 3)
                there.write_text(changed, encoding="utf-8")
        made = content(build_atlas([digests], atlas, Settings(), jobs=1).build)
        assert (atlas / "cache" / "joins.duckdb").exists()
        whole = at_once(digests, tmp_path / "once", monkeypatch)
        assert [name for name in whole if made[name] != whole[name]] == []
        assert made.keys() == whole.keys()


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("first", "more", "figure"),
    [
        ("쟁기 돌림(plough turning)", ("쟁기 모음(plough heap)", "쟁기 나눔(plough sharing)"), "translated"),
        ("얼굴 표현(face representation)", ("얼굴 표현(facial expression)", "얼굴 표현(facial expression)"), "verdict"),
    ],
)
def test_what_one_paper_says_of_a_name_changes_what_is_thought_of_others(
    first: str, more: tuple[str, ...], figure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests, atlas = tmp_path / "digests", tmp_path / "atlas"
    digests.mkdir()
    thought = []
    for day, said in enumerate((first, *more, *more, *more), start=1):
        entry = f"### [Weaving {day}](https://arxiv.org/abs/2401.0000{day})\n\n- Wool: {said}을 다룬다.\n"
        (digests / f"2024-01-0{day}.md").write_text(f"## Daily Papers (2024-01-0{day})\n\n{entry}", encoding="utf-8")
        built = build_atlas([digests], atlas, Settings(), jobs=1).build
        whole = at_once(digests, tmp_path / "once", monkeypatch)
        assert [name for name in whole if content(built)[name] != whole[name]] == []
        pairs = pq.read_table(built / "tables" / "glossary.parquet").to_pylist()
        thought += [row[figure] for row in pairs if f"{row['name']}({row['english']})" == first]
    assert len(set(thought)) > 1


def opens_another(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("CREATE VIEW stranger AS SELECT 1")


def leads_elsewhere(database: Path) -> None:
    database.with_name("joins.duckdb.spill").symlink_to(database.parent.parent)


def is_overwritten(path: Path, first: float) -> None:
    """Tables are damaged from a place on; the head is whole, so that the database opens."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        for at in range(round(first * size), size, 9_000):
            file.seek(at)
            file.write(b"\xff" * 64)


def is_of_others(database: Path) -> None:
    database.unlink()
    with duckdb.connect(str(database)) as connection:
        connection.execute("CREATE TABLE papers AS SELECT 1 AS id")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "damage",
    [
        lambda database: database.write_bytes(b"no database" * 1000),
        lambda database: os.truncate(database, database.stat().st_size // 2),
        lambda database: database.unlink(),
        opens_another,
        leads_elsewhere,
        is_of_others,
        *(functools.partial(is_overwritten, first=eighth / 8) for eighth in range(1, 8)),
    ],
)
def test_a_database_that_is_not_ours_is_made_again(
    damage: Callable[[Path], None], digests: Path, tmp_path: Path, atlas_of_digests: Path
) -> None:
    atlas = tmp_path / "atlas"
    late = max(digests.glob("*.md"))
    text = late.read_bytes()
    late.unlink()
    build_atlas([digests], atlas, Settings(), jobs=1)
    damage(atlas / "cache" / "joins.duckdb")
    late.write_bytes(text)
    made = content(build_atlas([digests], atlas, Settings(), jobs=1).build)
    assert made == content((atlas_of_digests / "current").resolve())
    left = {path.name for path in (atlas / "cache").iterdir() if path.name.startswith("joins.duckdb")}
    assert left == {"joins.duckdb", "joins.duckdb.people"}


@pytest.mark.usefixtures("kept")
def test_a_build_that_fails_leaves_the_database_as_it_was(
    digests: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas = tmp_path / "atlas"
    build_atlas([digests], atlas, Settings(), jobs=1)
    late = max(digests.glob("*.md"))
    text = late.read_text(encoding="utf-8")
    late.write_text(text.replace("arxiv.org/abs/", "arxiv.org/abs/x"), encoding="utf-8")
    with pytest.raises(ProblemsError):
        build_atlas([digests], atlas, Settings(), jobs=1, strict=True)
    late.write_text(text.replace("and", "or"), encoding="utf-8")
    made = content(build_atlas([digests], atlas, Settings(), jobs=1).build)
    assert made == at_once(digests, tmp_path / "once", monkeypatch)
    settled = content(build_atlas([digests], atlas, Settings(max_team=2), jobs=1).build)
    assert settled != made


@pytest.mark.usefixtures("kept")
def test_joins_that_need_more_memory_than_they_get_are_made_with_more(
    generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas = tmp_path / "atlas"
    monkeypatch.setattr(joins, "KEPT_LEAST", 4)
    with monkeypatch.context() as tight:
        tight.setattr(joins, "limit_of_joins", lambda: 4)
        with pytest.raises(ShortageError, match="too little memory"):
            build_atlas([generated], atlas, Settings(), jobs=1)
    made = content(build_atlas([generated], atlas, Settings(), jobs=1).build)
    assert made == at_once(generated, tmp_path / "once", monkeypatch)


def test_a_new_database_that_finds_no_room_on_the_disk_is_no_damaged_one(tmp_path: Path) -> None:
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, most))
    try:
        with (
            pytest.raises(OutputError, match="disk"),
            kept_tables(tmp_path / "joins.duckdb", "key", 1, 100, is_new=True),
        ):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


def test_rows_that_are_put_in_are_let_go_before_the_transaction_ends(tmp_path: Path) -> None:
    rows = pa.table({"text": [f"{number:0100}" for number in range(10_000)]})
    with kept_tables(tmp_path / "joins.duckdb", "key", threads=1, memory=100, is_new=True) as kept:
        kept.declare("listed", rows.schema)
        before = pa.total_allocated_bytes()
        for _ in range(5):
            kept.append("listed", pa.table({"text": rows["text"].combine_chunks().take(pa.array(range(len(rows))))}))
        assert pa.total_allocated_bytes() - before < rows.nbytes
        assert kept.count("SELECT count(*) FROM listed") == 50_000


INPUTS = join_readings([]).tables
FIXED = {"settings", "boilerplate", "known_name", "vocabulary", "decisions", "corpus", "languages"} | {
    name for name in INPUTS if name.startswith("override_")
}
"""What changes with the user's word or the version, with the number of all papers in steps, or a first paper in a
language: all is made anew."""


def test_each_relation_takes_a_difference_or_says_why_not() -> None:
    assert GRAINS.keys() | WHOLE.keys() == set(RELATIONS)
    assert not GRAINS.keys() & WHOLE.keys()
    given = {table for computed in COMPUTED.values() for table in computed.gives}
    for name, grains in GRAINS.items():
        known = {table for grain in grains for table in (*grain.parts, *grain.routes)}
        assert known <= tables_read(name), name
        assert (tables_read(name) - known).intersection({*RELATIONS, *given, *INPUTS}) <= FIXED, name


def test_no_table_but_those_of_one_row_stands_behind_a_comma() -> None:
    tables = {*RELATIONS, *INPUTS}
    for name in RELATIONS:
        for select in COMPUTED[name].selects if name in COMPUTED else (relation(name),):
            listed = re.findall(
                r"\b(?:FROM|JOIN)\s+[^()]*?(?=\b(?:WHERE|GROUP|ORDER|HAVING|UNION|SELECT)\b|\)|$)", select
            )
            behind = {word for part in listed for word in re.findall(r",\s*(\w+)", re.sub(r"\bON\b.*", "", part))}
            assert behind & tables <= {*ONE_ROW}, name


def test_names_found_are_the_longest_in_whatever_order_their_places_are_kept() -> None:
    places = [(1, 0, 0, 5), (1, 0, 0, 9), (1, 0, 6, 12), (1, 1, 0, 4), (2, 0, 3, 8), (2, 0, 9, 14)]
    found = []
    for rows in (places, places[::-1]):
        with duckdb.connect() as connection:
            connection.execute(
                'CREATE TABLE believed_places (listing BIGINT, passage BIGINT, start BIGINT, "end" BIGINT)'
            )
            connection.executemany("INSERT INTO believed_places VALUES (?, ?, ?, ?)", rows)
            computed = COMPUTED["found_names"]
            (made,) = computed.made("found_names", [connection.sql(computed.selects[0]).to_arrow_table()]).values()
            found.append([tuple(row.values()) for row in made.to_pylist()])
    assert found == [[(1, 0, 0, 9), (1, 1, 0, 4), (2, 0, 3, 8), (2, 0, 9, 14)]] * 2
