"""Headings of lists that are topics of the papers below them, and those that are none."""

import pytest

from paperatlas.parsers.fields.topics import MAX_HEADING, topic_of
from tests.parsers.reading import read


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Tool Use", "Tool Use"),
        ("🛠️ 2.1 Tool Use [中文] (12)", "Tool Use"),
        ("1️⃣ [Agents](#agents) <a name='agents'></a>", "Agents"),
        ("**Week 12: Memory** :brain:", "Memory"),
        ("Papers on Retrieval-Augmented Generation (RAG)", "Retrieval-Augmented Generation (RAG)"),
        ("API & Software Operation (from elsewhere)", "API & Software Operation"),
        ("Awesome-Diffusion-Models [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)", "Diffusion Models"),
        ("ML Papers of The Week", "ML"),
        ("4. 3D Gaussian Splatting [[Back to top](#toc)]", "3D Gaussian Splatting"),
        ("Reading Comprehension", "Reading Comprehension"),
        ("C++ Code Generation", "C++ Code Generation"),
        (r"$\alpha$-Divergences", "α-Divergences"),
        ("第3章 智能体", "智能体"),
        ("时间序列预测相关论文", "时间序列预测"),
        ("生成モデルの論文", "生成モデル"),
        ("의료 인공지능 논문", "의료 인공지능"),
        ("0-shot learning", "0-shot learning"),
    ],
)
def test_a_heading_is_a_topic_without_numbers_emoji_and_marks_of_languages(heading: str, topic: str) -> None:
    assert topic_of(heading) == topic


@pytest.mark.parametrize(
    "heading",
    """Papers|Paper List|New Papers|Related Work|Other Resources|Contents|Table of contents|📑 目录|Overview|
    Introduction|
    How to contribute|Star History|Surveys and Reviews|2024|May 2024|2024-04-16|May Highlights|January 1 - January 7|
    Top ML Papers of the Week (January 1 - January 7) - 2024|2023 and before|Updated on 2026.06.29|NeurIPS 2023|ICLR'24|
    7|III. |A|[中文]|English / 한국어|🔥🔥|cs.CL|What is new?|论文列表|참고 문헌|その他|第12期|
    A sentence that is much too long to be the name of any topic at all""".replace("\n    ", "").split("|"),
)
def test_other_headings_are_none(heading: str) -> None:
    assert topic_of(heading) is None


LIST = """# Looms of the World

## 🧵 Weaving [EN]

- [First](https://arxiv.org/abs/2404.00001)

### 2024

- [Second](https://arxiv.org/abs/2404.00002)

### Weaving by Numbers

- [Third](https://arxiv.org/abs/2404.00003)

#### [Fourth](https://arxiv.org/abs/2404.00004)

It has a heading of its own.

<h2 align="center">Dyeing</h2>

- [Fifth](https://arxiv.org/abs/2404.00005)

## Papers

- [Sixth](https://arxiv.org/abs/2404.00006)
"""


def test_papers_have_the_topics_that_they_stand_under_the_nearest_first() -> None:
    assert [(paper.title, paper.keywords) for paper in read(LIST, "looms.md").papers] == [
        ("First", ("Weaving",)),
        ("Second", ("Weaving",)),
        ("Third", ("Weaving by Numbers", "Weaving")),
        ("Fourth", ("Weaving by Numbers", "Weaving")),
        ("Fifth", ("Dyeing",)),
        ("Sixth", ()),
    ]


def test_the_title_of_a_page_is_a_topic_where_it_says_that_it_is_a_list_of_papers() -> None:
    (first, *_, last) = read(LIST.replace("Looms of the World", "Awesome Looms"), "looms.md").papers
    assert (first.keywords, last.keywords) == (("Weaving", "Looms"), ("Looms",))
    (paper,) = read("# Looms\n\n- [First](https://arxiv.org/abs/2404.00001)\n", "looms.md").papers
    assert paper.keywords == ("Looms",)


def test_tables_have_topics_too() -> None:
    table = (
        "| Title | Date | Keywords |\n|---|---|---|\n| [A](https://arxiv.org/abs/2404.00001) | 2024-04-16 | yarn |\n"
    )
    (paper,) = read(f"# Updates\n\n## Weaving\n\n{table}", "README.md").papers
    assert paper.keywords == ("yarn", "Weaving")


@pytest.mark.parametrize(
    "unit", ["[", "(", "the ", "new ", "1.", "\\(", "<a ", "![", ":a", "第1章", "papers of the week ", "- "]
)
def test_hostile_headings_are_no_topics(unit: str) -> None:
    assert topic_of(unit * (MAX_HEADING // len(unit))) is None
    assert topic_of(unit * 1_000_000) is None


MARKED = """# Looms of the World

## Weaving

**Knots:**

- [One](https://arxiv.org/abs/2404.00001)
- Flat Knots
  - **By Hand**
    - [Two](https://arxiv.org/abs/2404.00002)
  - [Three](https://arxiv.org/abs/2404.00003)
    - Later Threads
      - [Four](https://arxiv.org/abs/2404.00004)
- [Five](https://arxiv.org/abs/2404.00005)
- Papers
  - [Six](https://arxiv.org/abs/2404.00006)

**2024**

* [Seven](https://arxiv.org/abs/2404.00007)

__Spinning__

1. [Eight](https://arxiv.org/abs/2404.00008)

**Of Threads and Needles**

It is about threads.

- [Nine](https://arxiv.org/abs/2404.00009)

## Dyes

- [Ten](https://arxiv.org/abs/2404.00010)
"""


def test_bold_lines_above_lists_and_outer_items_are_topics() -> None:
    assert [(paper.title, paper.keywords) for paper in read(MARKED, "x.md").papers] == [
        ("One", ("Knots", "Weaving")),
        ("Two", ("By Hand", "Flat Knots", "Knots", "Weaving")),
        ("Three", ("Flat Knots", "Knots", "Weaving")),
        ("Four", ("Flat Knots", "Knots", "Weaving")),
        ("Five", ("Knots", "Weaving")),
        ("Six", ("Knots", "Weaving")),
        ("Seven", ("Weaving",)),
        ("Eight", ("Spinning", "Weaving")),
        ("Nine", ("Spinning", "Weaving")),
        ("Ten", ("Dyes",)),
    ]


def test_a_bold_line_above_a_table_is_a_topic() -> None:
    row = "|Looms|[paper](https://arxiv.org/abs/2404.00001)|"
    (paper,) = read(f"**Weaving**\n\n|Title|Link|\n|---|---|\n{row}\n", "x.md").papers
    assert paper.keywords == ("Weaving",)
