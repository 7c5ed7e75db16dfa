"""Digests in Chinese, mostly without ids and authors."""

import datetime

from tests.parsers.reading import codes, form_of, read

LINKED = """# Hugging Face 2024-04-16 论文日报

## 📊 今日论文统计
- 总论文数：1

### 1. 会学习的织机

**原文标题：** Looms That Learn

**摘要：**
我们织布。它很好。

**论文链接：** [HuggingFace](https://huggingface.co/papers/2404.09656) | [arXiv](https://arxiv.org/abs/2404.09656)

---
"""
BARE = """# 【2024-04-16】每日论文速览

## Looms That Learn

1. **本文的主要工作：**

我们织布。

3. **核心关键词：**

- Looms (织机)

- Weaving (织布)

## Second

**1. 本文主要工作**

另一个。

[到论文主页查看详情](https://huggingface.co/papers/2404.00002)
"""


def test_a_digest_with_links_and_titles_in_two_languages() -> None:
    assert form_of(LINKED, "x.md") == ["chinese-digest"]
    (paper,) = (parsed := read(LINKED, "x.md")).papers
    assert (paper.ids, paper.title) == (("arxiv:2404.09656",), "Looms That Learn")
    assert paper.day == datetime.date(2024, 4, 16)
    assert [(passage.section, passage.text) for passage in paper.passages] == [
        ("", "我们织布。"), ("", "它很好。"), ("title", "会学习的织机"),
    ]  # fmt: skip
    assert codes(parsed) == ["6 no-authors"]


def test_a_digest_without_ids() -> None:
    assert form_of(BARE, "x.md") == ["chinese-digest"]
    parsed = read(BARE, "20240416-papers.md")
    assert [(paper.ids, paper.title) for paper in parsed.papers] == [
        ((), "Looms That Learn"),
        (("arxiv:2404.00002",), "Second"),
    ]
    assert parsed.papers[0].keywords == ("Looms", "Weaving")
    assert {paper.day for paper in parsed.papers} == {datetime.date(2024, 4, 16)}
    assert ("本文的主要工作", "我们织布。") in [(each.section, each.text) for each in parsed.papers[0].passages]
    assert codes(parsed) == ["3 no-authors", "3 no-id"]


def test_a_paper_whose_link_stands_below_a_heading_of_its_own_is_called_by_the_heading_above() -> None:
    more = """
## Third

### 论文总结

**1. 本文主要工作**

第三个。

[到论文主页查看详情](https://huggingface.co/papers/2404.00003)

## Fourth

### 1. 主要工作

第四个。

### 2. 打分

[到论文主页查看详情](https://huggingface.co/papers/2404.00004)
"""
    parsed = read(BARE + more, "20240416-papers.md")
    assert [paper.title for paper in parsed.papers] == ["Looms That Learn", "Second", "Third", "Fourth"]
    assert parsed.papers[3].ids == ("arxiv:2404.00004",)
