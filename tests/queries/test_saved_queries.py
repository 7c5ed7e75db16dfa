"""The headers of saved queries, the values they take, and what is said of those they do not take."""

import re
import subprocess
import sys
from datetime import date, datetime
from importlib.resources import files

import pytest

from paperatlas.base.errors import UsageError
from paperatlas.base.visible import quoted
from paperatlas.queries import (
    PARAMETER_TYPES,
    Parameter,
    SavedQuery,
    find_saved_query,
    free_value,
    parse_saved_query,
    saved_queries,
)

TEXT = """\
// Papers of a day
// param day: date = "2024-04-16"; the day
// param author: author; who wrote them; in any spelling
// param month: month = null; all where left out
RETURN $day AS day, $author AS author, $month AS month
"""


READ = [
    ("string", "LoRA", "LoRA"),
    ("string", "12", "12"),
    ("string", "", ""),
    ("integer", "12", 12),
    ("integer", "0", 0),
    ("integer", 12, 12),
    ("float", "0.5", 0.5),
    ("float", "2", 2.0),
    ("float", 2, 2.0),
    ("float", 0.5, 0.5),
    ("boolean", "true", True),
    ("boolean", "False", False),
    ("boolean", True, True),
    ("date", "2024-04-16", date(2024, 4, 16)),
    ("date", date(2024, 4, 16), date(2024, 4, 16)),
    ("month", "2024-04", "2024-04"),
    ("author", 'Sercan "O. Arık', "author:sercan o arik"),
    ("author", "author:sercan o arik", "author:sercan o arik"),
    ("paper", "2404.09656", "arxiv:2404.09656"),
    ("paper", "2413.00001", "arxiv:2413.00001"),
    ("paper", " arxiv:2404.09656 ", "arxiv:2404.09656"),
    ("paper", "https://arxiv.org/pdf/2404.09656v2.pdf", "arxiv:2404.09656"),
    ("paper", "https://huggingface.co/papers/2404.09656", "arxiv:2404.09656"),
    ("paper", "https://arxiv.org/abs/2404.09656/", "arxiv:2404.09656"),
    ("paper", "https://arxiv.org/pdf/2404.09656v12.pdf?download=1#page=3", "arxiv:2404.09656"),
    ("paper", "https://paperswithcode.com/paper?id=2404.09656", "arxiv:2404.09656"),
    ("paper", "arXiv:2404.09656V2", "arxiv:2404.09656"),
    ("paper", "https://arxiv.org/abs/2404.09656/extra", "https://arxiv.org/abs/2404.09656/extra"),
    ("paper", " Attention Is All You Need", "Attention Is All You Need"),
    ("paper", "２４０４.０９６５６", "２４０４.０９６５６"),
    ("paper", "title: On  Looms", "title:on looms"),
    ("paper", "key:Roe2016", "key:Roe2016"),
    ("concept", "LoRA", "LoRA"),
    ("concept", "concept:lora", "concept:lora"),
    ("day", "2024-04-16", date(2024, 4, 16)),
    ("day", date(2024, 4, 16), date(2024, 4, 16)),
    *((f"letters-of-{kind}", "", "(?s).*.*") for kind in ("author", "concept", "paper", "venue")),
    ("letters-of-author", "로", "(?s).*[로][\u0300-\u036f\"'`´‘’‚‛“”„‟′″«»]*.*"),
]


def query_of(type_: str) -> SavedQuery:
    return parse_saved_query("ask", f"// Ask\n// param value: {type_}; anything\nRETURN $value AS value\n")


def test_header() -> None:
    assert parse_saved_query("day-of", TEXT) == SavedQuery(
        "day-of",
        "Papers of a day",
        TEXT,
        (
            Parameter("day", "date", "the day", required=False, default=date(2024, 4, 16)),
            Parameter("author", "author", "who wrote them; in any spelling"),
            Parameter("month", "month", "all where left out", required=False),
        ),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "first line is the title"),
        ("RETURN 1 AS one\n", "first line is the title"),
        ("//\nRETURN 1 AS one\n", "first line is the title"),
        ("// param limit: integer = 10; how many\nRETURN $limit AS n\n", "first line is the title"),
        ("// Title\n// limit: integer; how many\n", "is not `// param"),
        ("// Title\n// param limit: integer\n", "is not `// param"),
        ("// Title\n// param limit: integer = ; how many\n", "is not `// param"),
        (
            "// Title\n// param limit: number; how many\n",
            "limit is of type number; the types are string, letters-of-author",
        ),
        ("// Title\n// param limit: integer = ten; how many\n", "Expecting value"),
        ('// Title\n// param limit: integer = "ten"; how many\n', "invalid literal"),
    ],
)
def test_malformed_header(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_saved_query("ask", text)


@pytest.mark.parametrize(("type_", "given", "value"), READ)
def test_values_are_read_by_type(type_: str, given: object, value: object) -> None:
    bound = query_of(type_).bind({"value": given})["value"]
    assert (bound, type(bound)) == (value, type(value))


@pytest.mark.parametrize(
    ("type_", "given"),
    [
        ("string", 12),
        ("string", None),
        ("integer", "ten"),
        ("integer", "1.5"),
        ("integer", ""),
        ("integer", True),
        ("integer", 1.5),
        ("integer", 2**63),
        ("integer", -1),
        ("integer", "-1"),
        ("integer", None),
        ("float", "half"),
        ("float", "nan"),
        ("float", float("inf")),
        ("float", True),
        ("float", None),
        ("float", 10**400),
        ("boolean", "yes"),
        ("boolean", 1),
        ("boolean", None),
        ("date", "16.4.2024"),
        ("date", "2024-02-30"),
        ("date", datetime(2024, 4, 16)),
        ("date", 20240416),
        ("month", "2024-4"),
        ("month", "2024-13"),
        ("month", date(2024, 4, 16)),
        ("author", "..."),
        ("author", 12),
        ("author", None),
        ("paper", "  "),
        ("concept", "  "),
        ("concept", 12),
        ("day", "16.4.2024"),
        ("day", datetime(2024, 4, 16)),
        ("letters-of-author", "..."),
        ("letters-of-author", 12),
        ("paper", 2404.09656),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_values_of_the_wrong_type(type_: str, given: object) -> None:
    with pytest.raises(UsageError) as raised:
        query_of(type_).bind({"value": given})
    assert str(raised.value) == f"ask: 'value' takes {PARAMETER_TYPES[type_].expected}, not {quoted(given)}"


def test_every_type_is_tried() -> None:
    assert {type_ for type_, _, _ in READ} == set(PARAMETER_TYPES)


def test_defaults() -> None:
    query = parse_saved_query("day-of", TEXT)
    assert query.bind({"author": "Tri Dao"}) == {"day": date(2024, 4, 16), "author": "author:tri dao", "month": None}
    assert query.bind({"author": "Tri Dao", "month": None})["month"] is None


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        (
            "top-collaborators",
            {"auther": "Tri Dao"},
            "top-collaborators has no parameter 'auther', did you mean 'author'? It takes author, limit (10).",
        ),
        (
            "most-voted",
            {"year": "2024"},
            "most-voted has no parameter 'year'. It takes month (optional), limit (10).",
        ),
        ("papers-by-month", {"month": "2024-04"}, "papers-by-month has no parameter 'month'. It takes none."),
        (
            "top-collaborators",
            {"limit": 3},
            "top-collaborators needs a value for 'author'. It takes author, limit (10).",
        ),
        (
            "most-voted",
            {"limit": None},
            f"most-voted: 'limit' takes {PARAMETER_TYPES['integer'].expected}, not None",
        ),
    ],
)
def test_wrong_parameters(name: str, given: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        find_saved_query(name).bind(given)
    assert str(raised.value) == message


def test_unknown_query() -> None:
    with pytest.raises(
        UsageError, match=r"^there is no saved query 'top-colaborators', did you mean 'top-collaborators'\?"
    ):
        find_saved_query("top-colaborators")
    with pytest.raises(UsageError, match=r"^there is no saved query 'x'\. The saved ones are authors-citing-authors, "):
        find_saved_query("x")


def test_saved_queries_are_the_packaged_files_sorted() -> None:
    names = [path.name for path in files("paperatlas.queries").iterdir() if path.name.endswith(".cypher")]
    assert list(saved_queries()) == sorted(name.removesuffix(".cypher") for name in names)
    assert all(find_saved_query(name).name == name for name in saved_queries())


@pytest.mark.parametrize("query", saved_queries().values(), ids=saved_queries())
def test_packaged_query_is_in_good_form(query: SavedQuery) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)
    assert set(re.findall(r"\$(\w+)", query.cypher)) == {parameter.name for parameter in query.parameters}
    statement = "\n".join(line for line in query.cypher.splitlines() if not line.startswith("//"))
    assert re.search(r"\nRETURN .*\nORDER BY [^\n]+(\nLIMIT \$limit)?$", statement, re.DOTALL)
    assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|keys|properties|id)\s*\(", statement)


def test_parameters_follow_their_names() -> None:
    """A name has one type and one meaning of being left out wherever it stands."""
    by_name: dict[str, set[tuple[str, bool]]] = {}
    for query in saved_queries().values():
        for parameter in query.parameters:
            by_name.setdefault(parameter.name, set()).add((parameter.type, parameter.required))
    assert by_name.pop("other") == {("author", True), ("concept", True), ("paper", True)}
    kinds = ("author", "concept", "paper", "venue")
    assert by_name.pop("word") == {(f"letters-of-{kind}", True) for kind in kinds}
    assert {name: len(uses) for name, uses in by_name.items()} == dict.fromkeys(by_name, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-0.5", -0.5),
        ("true", True),
        ("null", None),
        ('"12"', "12"),
        ('["a", 1]', ["a", 1]),
        ('{"a": 1}', {"a": 1}),
        ("Tri Dao", "Tri Dao"),
        ("2024-04-16", "2024-04-16"),
        ("NaN", "NaN"),
        ("-Infinity", "-Infinity"),
        ("", ""),
        ("9" * 5000, "9" * 5000),
        ("[" * 100_000, "[" * 100_000),
    ],
    ids=lambda value: str(value)[:12],
)
def test_free_value(text: str, value: object) -> None:
    assert free_value(text) == value


def test_import_is_light() -> None:
    heavy = "{'pyarrow', 'duckdb', 'kglite', 'pandas', 'numpy', 'spacy', 'networkx'}"
    script = f"import sys, paperatlas.queries as q; q.saved_queries(); print(sorted({heavy} & sys.modules.keys()))"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
