"""Records out of XML: nothing from outside, nothing expanded, and around what is broken all is read."""

from pathlib import Path

import pytest

from paperatlas.graph.records import Problem
from paperatlas.parsers.xml_records import text_in, xml_records


def read(text: str, *outer: str) -> tuple[list[tuple[int, str]], list[str]]:
    problems: list[Problem] = []
    records = [(line, text_in(element)) for line, element, _ in xml_records(text, "x.xml", problems, ["b"], outer)]
    return records, [f"{problem.line} {problem.code}" for problem in problems]


@pytest.mark.parametrize(
    ("text", "records", "problems"),
    [
        ("<a>\n<b>x</b>\n<b>y <i>z</i></b></a>", [(2, "x"), (3, "y z")], []),
        ("<b>x</b><b>y</b></a>", [(1, "x"), (1, "y")], []),
        ("<a><b>J&uuml;rgen &amp; &#233; &lt;</b><b/></a>", [(1, "Jürgen & é <"), (1, "")], []),
        ("<a><b>R & D, &nothing; &x</b></a>", [(1, "R & D, &nothing; &x")], []),
        ("<a>\n<b>x</b>\n<b>cut", [(2, "x")], ["3 cut-off"]),
        ("<a><b>x\n<b>y</b></a>", [(2, "y")], ["1 cut-off"]),
        ("<a><b><c>x</d></b><b>y</b></a>", [(1, "x"), (1, "y")], ["1 broken-xml"]),
        ("<a><!-- <b>no</b>\n --><b>x</b></a>", [(2, "x")], []),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><a><b>é</b></a>', [(1, "é")], []),
        ('<a xmlns:n="urn:n"><b n:k="1"><n:c>x</n:c></b></a>', [(1, "x")], []),
        ("<a><b>" + "<c>" * 10_000 + "</c>" * 10_000 + "</b><b>x</b></a>", [(1, ""), (1, "x")], ["1 broken-xml"]),
        ("<a><b>a&#8203;b&#0;</b><b>x</b></a>", [(1, "ab"), (1, "x")], ["1 broken-xml"]),
        ("<a><b>&#101;&#769;</b></a>", [(1, "é")], []),
        ("", [], []),
    ],
)
def test_records(text: str, records: list[tuple[int, str]], problems: list[str]) -> None:
    assert read(text) == (records, problems)


def test_a_billion_laughs_are_none() -> None:
    laughs = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">\n' for n in range(1, 10))
    records, problems = read(f'<!DOCTYPE a [\n<!ENTITY lol0 "ha">\n{laughs}]>\n<a>\n<b>&lol9;</b></a>')
    assert (records, problems) == ([(14, "&lol9;")], ["2 xml-entities"])


def test_no_file_is_read_for_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    for declared in (f'<!ENTITY s SYSTEM "{secret.as_uri()}">', f'<!ENTITY % s SYSTEM "{secret.as_uri()}"> %s;'):
        records, problems = read(f"<!DOCTYPE a [{declared}]><a><b>&s;</b></a>")
        assert (records, problems) == ([(1, "&s;")], ["1 xml-entities"])
    assert read(f'<!DOCTYPE a SYSTEM "{secret.as_uri()}"><a><b>&s;</b></a>') == ([(1, "&s;")], [])


def test_attributes_of_what_is_around() -> None:
    text = "<v id=\"1\"><b>1</b></v><v id='R&amp;D'><b>2</b></v>"
    found = [record.within["v"]["id"] for record in xml_records(text, "x.xml", [], ["b"], ["v"])]
    assert found == ["1", "R&D"]


@pytest.mark.parametrize(
    "piece",
    ["<b>", "<b ", "<!--", "<!DOCTYPE ", "<!DOCTYPE [", "<!DOCTYPE ['", "&", "<b>&a;</b>", "<b><c></b>", "<b ='", "<?"],
)
def test_hostile_texts_hide_no_record_before_them(piece: str) -> None:  # for hours, were the work quadratic
    records, _ = read("<a><b>1</b>" + piece * 150_000)
    assert records
