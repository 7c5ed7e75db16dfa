"""Titles of papers that chats, mails, notes and a README link to: what is said of a paper is none."""

import pytest

from paperatlas.parsers import UnknownFormat
from tests.parsers.reading import read

WHATSAPP = """12/05/2024, 10:32 - Ann: look at https://arxiv.org/abs/2404.00001
12/05/2024, 10:33 - Bo Roe: Looms, all of them https://arxiv.org/abs/2404.00002
[12/05/24, 10:34:11] Cy: cool, thanks
[12/05/24, 10:35:11] Cy: see also https://arxiv.org/abs/2404.00003 for the proofs
"""
SLACK = """Ann Lee  10:32 AM
have a look at https://arxiv.org/abs/2404.00001
Looms by numbers: https://arxiv.org/abs/2404.00002 :tada:
Bo Roe  10:35 AM
Nice paper! https://arxiv.org/abs/2404.00003
Has anyone read https://arxiv.org/abs/2404.00004?
"""
DISCORD = """**Ann Lee** — 12/05/2024 10:32 AM
Looms are fun: https://arxiv.org/abs/2404.00001
**Bo**: look https://arxiv.org/abs/2404.00002
really nice work by [Lee et al.](https://arxiv.org/abs/2404.00003)
- 10:40 Ann presents https://arxiv.org/abs/2404.00005
"""
IRC = """<ann> look at https://arxiv.org/abs/2404.00001
<bo> https://arxiv.org/abs/2404.00002 is better
<ann> Looms https://arxiv.org/abs/2404.00003
[10:33] <ann> hm https://arxiv.org/abs/2404.00004
"""
NAMES = """Ann: look at https://arxiv.org/abs/2404.00001
Bo: fine
Ann: https://arxiv.org/abs/2404.00002
Ann: Looms that weave https://arxiv.org/abs/2404.00003
Bo: one more https://arxiv.org/abs/2404.00004
"""
MAIL = """On Tue, 5 May 2024 at 10:32, Ann Lee <ann@example.org> wrote:
> Dear all,
> please read https://arxiv.org/abs/2404.00001 until Monday; the proofs are
> in Looms That Learn (https://arxiv.org/abs/2404.00002), which
> we saw last week.
> The second paper (https://arxiv.org/abs/2404.00003)

I agree. See https://doi.org/10.1000/182 for the proofs.
Another one: https://arxiv.org/abs/2404.00005
"""
NOTES = """# Reading group

## May 1, 2024
https://arxiv.org/abs/2404.00013

## Papers
- Ann presented https://arxiv.org/abs/2404.00001 on looms
- Bo will read https://arxiv.org/abs/2404.00002 until Monday
- Next week: https://arxiv.org/abs/2404.00003
- Discussed https://arxiv.org/abs/2404.00004
- Paper: https://arxiv.org/abs/2404.00005
- Looms (https://arxiv.org/abs/2404.00007) are used everywhere
- We talked about [this paper](https://arxiv.org/abs/2404.00008).
- Ann: read [the new one](https://arxiv.org/abs/2404.00009)
- see https://arxiv.org/abs/2404.00010
"""
README = """# Loomer

It is based on the [paper](https://arxiv.org/abs/2404.00002) by Lee et al.
Looms (https://arxiv.org/abs/1706.03762) are used.
The loss is described in https://arxiv.org/abs/2404.00003.
**Paper link**: https://arxiv.org/abs/2404.00006
We use [graph networks](https://arxiv.org/abs/2404.00008) and [Lee et al.](https://arxiv.org/abs/2404.00009).

A preprint of the paper can be found here: https://arxiv.org/abs/2108.04731
"""
CHINESE = """推荐大家看这篇论文 https://arxiv.org/abs/2404.00001
이 논문 보세요 https://arxiv.org/abs/2404.00003
论文：https://arxiv.org/abs/2404.00004
詳しくは https://arxiv.org/abs/2404.00005 を参照してください
"""


@pytest.mark.parametrize(
    "text",
    [WHATSAPP, SLACK, DISCORD, IRC, NAMES, MAIL, NOTES, README, CHINESE],
    ids=["whatsapp", "slack", "discord", "irc", "names", "mail", "notes", "readme", "chinese"],
)
def test_what_is_said_of_a_paper_is_no_title(text: str) -> None:
    parsed = read(text, "x.md")
    assert {paper.title for paper in parsed.papers} == {""}
    assert {each for paper in parsed.papers for each in paper.ids} == {
        each for paper in read(text.replace("\n", "\n\n"), "x.md").papers for each in paper.ids
    }
    assert len(parsed.papers) == text.count("https://")
    (problem,) = (problem for problem in parsed.problems if problem.code == "no-title")
    assert problem.count == len(parsed.papers)


def test_what_is_said_is_the_text_of_the_paper() -> None:
    said = [passage.text for paper in read(README + WHATSAPP, "x.md").papers for passage in paper.passages]
    assert said == [
        "It is based on the paper by Lee et al.",
        "The loss is described in",
        "We use graph networks and Lee et al..",
        "A preprint of the paper can be found here:",
        "Looms, all of them",
        "see also for the proofs",
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("We compare with [Looms That Learn](https://arxiv.org/abs/2404.00001) in §2.", "Looms That Learn"),
        ('See "Looms that learn" (https://arxiv.org/abs/2404.00001) for the proofs.', "Looms that learn"),
        ("See **Looms that learn** (https://arxiv.org/abs/2404.00001).", "Looms that learn"),
        ("Lee, A. (2020). Looms that learn. ICLR. https://arxiv.org/abs/2404.00001", "Looms that learn"),
        ("10:30 Ann: [Looms that learn](https://arxiv.org/abs/2404.00001)", "Looms that learn"),
        ("[1] Looms that learn: https://arxiv.org/abs/2404.00001 <br />", "Looms that learn"),
        ("1\\. Looms that learn [pdf](https://arxiv.org/abs/2404.00001)", "Looms that learn"),
        ("Looms That Learn from Threads https://arxiv.org/abs/2404.00001", "Looms That Learn from Threads"),
        ("> - Looms that learn https://arxiv.org/abs/2404.00001", "Looms that learn"),
        ("- Attention is all you need: https://arxiv.org/abs/2404.00001", "Attention is all you need"),
        ("- Looms for all that we need [pdf](https://arxiv.org/abs/2404.00001)", "Looms for all that we need"),
        ("- See, hear, explore https://arxiv.org/abs/2404.00001", "See, hear, explore"),
        ("- Paper: [graph attention](https://arxiv.org/abs/2404.00001)", "graph attention"),
    ],
)
def test_a_title_in_running_text_is_one(line: str, title: str) -> None:
    paper, *_ = read(f"All is told here.\n{line}\nNo more of it is told.\n\n{README}", "x.md").papers
    assert (paper.ids, paper.title) == (("arxiv:2404.00001",) if "ICLR" not in line else paper.ids, title)


PLAIN_LIST = """Looms that learn https://arxiv.org/abs/2404.00001
Adam: a study https://arxiv.org/abs/2404.00002
We need no looms, https://arxiv.org/abs/2404.00003

https://arxiv.org/abs/2404.00004 Carpets in space
Attention is all you need (https://arxiv.org/abs/2404.00005)
This looks like that https://arxiv.org/abs/2404.00006
图神经网络综述 https://arxiv.org/abs/2404.00007
Weft https://arxiv.org/abs/2404.00008
"""


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_a_list_of_a_line_a_paper_needs_no_marks(name: str) -> None:
    assert [paper.title for paper in read(PLAIN_LIST, name).papers] == [
        "Looms that learn",
        "Adam: a study",
        "We need no looms",
        "Carpets in space",
        "Attention is all you need",
        "This looks like that",
        "图神经网络综述",
        "Weft",
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("# Loomer\n\nSee {} for it.\n\n## Weft\n\n- Weft: {}\n", ["", "Weft"]),
        ('# Loomer\n\nCode of "Looms at Rest" ({}).\n\n- {}\n', ["Looms at Rest", ""]),
        ("## Papers\n- Looms at rest {}\n## Looms\n- Link: {}\n", ["Looms at rest", "Looms"]),
    ],
)
def test_a_heading_is_the_title_of_what_only_links_stand_under(text: str, titles: list[str]) -> None:
    text = text.format("https://arxiv.org/abs/2404.00001", "https://arxiv.org/abs/2404.00002")
    assert [paper.title for paper in read(text, "x.md").papers] == titles


def test_items_in_html_are_items() -> None:
    item = '<li>Warp and weft <a href="https://arxiv.org/abs/2404.000{}">pdf</a></li>'
    text = f"# Looms\n\nSome looms.\n\n<ul>\n{item.format(10)}\n</ul>\nAnd more.\n<ul>\n{item.format(11)}\n</ul>\n"
    assert [paper.title for paper in read(text, "x.md").papers] == ["Warp and weft"] * 2


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
@pytest.mark.parametrize(
    "stamp",
    ["[12.03.24, 09:14:02] ", "\u200e[3/12/24, 9:14:02\u202fPM] ", "12.03.24, 09:14 - ", "12/03/2024 9:14 pm - "],
)
def test_what_a_messenger_exports_is_read_for_what_it_links_to(stamp: str, name: str) -> None:
    said = ["Good morning", "https://arxiv.org/abs/2404.00001", "so many looms", "see https://arxiv.org/abs/2404.00002"]
    chat = "".join(f"{stamp}{who}: {text}\n" for who, text in zip(["Anna", "Bo Lee"] * 2, said, strict=True))
    assert [paper.title for paper in read(chat, name).papers] == ["", ""]


@pytest.mark.parametrize("who", ["INFO", "fetcher", "web.client"])
def test_what_a_program_logs_is_no_chat(who: str) -> None:
    log = f"[2024-03-12 09:14:02] {who}: GET https://arxiv.org/abs/2404.00001\n" * 3
    with pytest.raises(UnknownFormat):
        read(log, "x.txt")
