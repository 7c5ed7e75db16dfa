"""What a file is said to be that is in no form that is read."""

from pathlib import Path

import pytest

import paperatlas
from tests.paperatlas.conftest import DIGEST

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f'{XML}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords></ListRecords></OAI-PMH>',
            "OAI-PMH",
        ),
        (f"{XML}<xml><records><record><database>x</database></record></records></xml>", "EndNote's XML"),
        (
            f'{XML}<!DOCTYPE article PUBLIC "x" "y">\n<article article-type="research-article"><front/></article>',
            "JATS",
        ),
        (f'{XML}<TEI xmlns="http://www.tei-c.org/ns/1.0"></TEI>', "TEI"),
    ],
)
def test_a_form_that_is_not_read_is_told_by_its_name(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "digest.md").write_text(DIGEST)
    (tmp_path / "x.xml").write_text(text)
    report = paperatlas.check(tmp_path)
    assert [(problem.file, problem.code) for problem in report.problems] == [("x.xml", "unknown-format")]
    assert said in report.problems[0].message
    assert "a form that is not read; " in report.problems[0].message


def test_other_xml_is_nothing_to_wonder_at(tmp_path: Path) -> None:
    (tmp_path / "digest.md").write_text(DIGEST)
    (tmp_path / "feed.xml").write_text(f"{XML}<rss version='2.0'><channel><title>Blog</title></channel></rss>")
    (tmp_path / "pom.xml").write_text(f"{XML}<project></project>")
    report = paperatlas.check(tmp_path)
    assert report.problems == ()
    assert [Path(each.path).name for each in report.skipped] == ["feed.xml", "pom.xml"]
