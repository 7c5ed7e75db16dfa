"""Real lists of every form, where they are there; the counts are facts, got with other readers."""

import os
from pathlib import Path

import pytest

from paperatlas.parsers import claimants, parse

REAL_SOURCES = os.environ.get("PAPERATLAS_TEST_SOURCES")
COUNTS = {
    "hf-daily/2024-05-27.json": ("daily-json", 13, 97),
    "hf-daily/2024-12-12.json": ("daily-json", 18, 136),
    "hf-daily/2025-01-10.json": ("daily-json", 9, 49),
    "hf-daily/2025-06-02.json": ("daily-json", 20, 136),
    "hf-daily/2026-01-15.json": ("daily-json", 16, 143),
    "arxiv-daily-jsonl/2025-12-20.jsonl": ("arxiv-daily", 52, 349),
    "arxiv-daily-jsonl/2025-12-20_AI_enhanced_Chinese.jsonl": ("arxiv-daily", 28, 184),
    "arxiv-table/cv-arxiv-daily-cut.md": ("markdown-table", 141, 141),
    "arxiv-table/dailyarxiv-cut.md": ("markdown-table", 102, 0),
    "arxiv-table/cv-arxiv-daily-cut.json": ("other-json", 45, 45),
    "digest-table/2024-10-02.md": ("markdown-table", 12, 54),
    "awesome-list/2026-05-may.md": ("link-list", 40, 0),
    "awesome-list/tool-use.md": ("link-list", 118, 0),
    "chinese-digest/20230926-hf-daily-papers.md": ("chinese-digest", 6, 0),
    "chinese-digest/2025-01-21_daily_paper.md": ("chinese-digest", 1, 0),
    "front-matter/2026-02-11_detailed_analysis.md": ("link-list", 1, 1),
    "front-matter/one-paper.md": ("front-matter", 1, 4),
    "front-matter/web-world-models.yaml": ("front-matter", 1, 1),
    "other-json/hf-scraped-2026-06-10.json": ("other-json", 18, 27),
    "front-matter/2020-06-29---Hot-Papers.md": ("front-matter", 10, 52),
    "front-matter/2022-01-13---Hot-Papers.md": ("front-matter", 8, 44),
    "digest-table/2025-01-13.md": ("markdown-table", 10, 46),
    "digest-table/2025-10-02.md": ("markdown-table", 26, 60),
    "other-json/japanese-report.json": ("other-json", 13, 36),
}
"""By file: its form, the number of its papers, and of their authors."""


if REAL_SOURCES is not None:

    @pytest.mark.parametrize("name", COUNTS)
    def test_a_real_list_gives_what_was_counted(name: str) -> None:
        path = Path(REAL_SOURCES or "") / name
        form, papers, authors = COUNTS[name]
        parsed = parse(path)
        assert list(claimants(path.read_text(encoding="utf-8"), path.name)) == [form]
        assert (len(parsed.papers), sum(len(paper.names) for paper in parsed.papers)) == (papers, authors)
