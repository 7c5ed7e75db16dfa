"""Bytes of all kinds: what is text comes through, what is not says what it looks like."""

import datetime
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from paperatlas.parsers import parse_bytes
from paperatlas.parsers.decoding import NotText, cleaned, decode

HEAD = "## Daily Papers (2024-04-16)\n\n### [A Title](https://arxiv.org/abs/2404.09656)\n\nVote: 3\n\n"
KOREAN = HEAD + "Authors: 김민지, Ann Lee\n\n- 작은 모델이 큰 모델의 답을 따라 배우는 방법을 설명한다.\n"
JAPANESE = HEAD + "Authors: Ann Lee\n\n- 小さなモデルが大きなモデルから学ぶ方法を説明します。速くて安いです。\n"
CHINESE = HEAD + "Authors: Ann Lee\n\n- 本文介绍一种让小模型向大模型学习的方法,训练又快又便宜。\n"
TAIWANESE = HEAD + "Authors: Ann Lee\n\n- 本文介紹一種讓小模型向大模型學習的方法,訓練又快又便宜。\n"
WESTERN = HEAD + "Authors: José Núñez, Zoë Müller, François Élan\n\n- Small models learn from large ones.\n"
RUSSIAN = HEAD + "Authors: Ann Lee\n\n- Маленькая модель учится у большой, и это быстро и дёшево.\n"
CZECH = (
    HEAD + "Authors: Ann Lee\n\n- Malý model se učí od velkého, což je rychlé; šetří čas, řeší žádosti, též zpětně.\n"
)
FRENCH = HEAD + "Authors: Ann Lee\n\n- Café – “quoted”: it’s Müller’s.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_unicode_with_a_byte_order_mark_is_read(encoding: str) -> None:
    text = KOREAN if encoding in ("utf-8-sig", "utf-16", "utf-32") else "\ufeff" + KOREAN
    assert parse_bytes(text.encode(encoding), "d.md") == parse_bytes(KOREAN.encode(), "d.md")


def test_a_cut_off_end_in_utf_16_keeps_what_is_there() -> None:
    (paper,) = parse_bytes(KOREAN.encode("utf-16")[:-3], "d.md").papers
    assert (paper.votes, paper.names) == (3, ("김민지", "Ann Lee"))


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (KOREAN, "cp949", "CP949 (EUC-KR)"),
        (KOREAN, "utf-16-le", "UTF-16LE without a byte order mark"),
        (KOREAN, "utf-16-be", "UTF-16BE without a byte order mark"),
        (WESTERN, "utf-16-le", "UTF-16LE without a byte order mark"),
        (KOREAN, "utf-32-le", "UTF-32LE without a byte order mark"),
        (JAPANESE, "shift_jis", "CP932 (Shift-JIS)"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (JAPANESE, "iso2022_jp", "ISO-2022-JP"),
        (CHINESE, "gb18030", "GB18030"),
        (TAIWANESE, "big5", "BIG5"),
        (WESTERN, "latin-1", "CP1252 (Latin-1)"),
        (RUSSIAN, "cp1251", "CP1251"),
        (CZECH, "cp1250", "CP1250"),
        (FRENCH, "cp1252", "CP1252 (Latin-1)"),
        (HEAD + "Authors: Jörg Müller\n", "latin-1", "CP1252 (Latin-1)"),
        (HEAD + "Authors: José Lee\n", "latin-1", "CP1252 (Latin-1)"),
        (HEAD + "Authors: Ånn Lee, Bo ÅSTRÖM\n", "latin-1", "CP1252 (Latin-1)"),
    ],
)
def test_another_encoding_is_named_and_the_conversion_works(
    text: str, encoding: str, named: str, tmp_path: Path
) -> None:
    data = text.encode(encoding)
    with pytest.raises(NotText, match=re.escape(f"my file.md: this is not UTF-8 text; it looks like {named}")) as error:
        parse_bytes(data, "2024/my file.md")
    (tmp_path / "my file.md").write_bytes(data)
    command = str(error.value).partition("convert it: ")[2]
    assert "'my file.md'" in command
    subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True)
    converted = (tmp_path / shlex.split(command)[-1]).read_bytes()
    assert parse_bytes(converted, "d.md") == parse_bytes(text.encode(), "d.md")


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"%PDF-1.7\n\x00\x01\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a ZIP archive"),
        (b"\x1f\x8b\x08\x00\x00\x00", "compressed by gzip"),
        (bytes(range(256)) * 4, "binary data (it holds NUL bytes)"),
        (bytes(range(1, 256)) * 4, "binary data (it fits no encoding)"),
        (b"\0" * 4_096, "binary data (it holds NUL bytes)"),
    ],
)
def test_what_is_no_text_at_all_is_named(data: bytes, named: str) -> None:
    with pytest.raises(NotText, match=re.escape(named)):
        decode(data, "x.md")


@pytest.mark.parametrize("nul", [b"\0", b"\0" * 10_000])
def test_text_with_nul_bytes_is_read_without_them(nul: bytes) -> None:
    data = KOREAN.encode().replace(b"Lee", b"L" + nul + b"ee")
    digest = parse_bytes(data, "d.md")
    assert digest.papers == parse_bytes(KOREAN.encode(), "d.md").papers
    ((line, code, message),) = [(it.line, it.code, it.message) for it in digest.problems]
    assert (line, code) == (7, "nul-bytes")
    count = "1 NUL byte is" if len(nul) == 1 else f"{len(nul):,} NUL bytes are"
    assert message.startswith(f"{count} left out")


def test_a_damaged_byte_costs_no_paper() -> None:
    for text in (HEAD + "- Only ASCII.\n", KOREAN):
        data = text.encode()
        digest = parse_bytes(data[:-3] + b"\xff" + data[-3:], "d.md")
        assert [paper.day for paper in digest.papers] == [datetime.date(2024, 4, 16)]
        assert [problem.code for problem in digest.problems] == ["invalid-utf8"]


def test_a_letter_of_latin_1_in_a_long_file_and_half_a_letter_are_damage() -> None:
    long = HEAD + "Authors: José Lee\n\n- " + "Only ASCII. " * 1_000
    half = "Authors: José Lee\n".encode()[:13] + b" Lee\n"
    for data in (long.encode("latin-1"), HEAD.encode() + half, HEAD.encode() + "- Ends in é".encode()[:-1]):
        digest = parse_bytes(data, "d.md")
        assert [paper.votes for paper in digest.papers] == [3]
        assert [problem.code for problem in digest.problems] == ["invalid-utf8"]


HIDDEN = [*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]


@pytest.mark.parametrize("character", [chr(code) for code in HIDDEN if chr(code) not in "\0\t\n\r"], ids=ascii)
def test_control_and_direction_characters_are_in_nothing_that_is_read(character: str) -> None:
    text = (
        HEAD.replace("A Title", f"A {character}Title")
        + f"Authors: Ann {character}Lee\n\n- **Wh{character}y**: te{character}xt\n"
    )
    digest = parse_bytes(text.encode(), "d.md")
    (paper,) = digest.papers
    assert ([" ".join(paper.title.split())], list(paper.names), digest.problems) == (["A Title"], ["Ann Lee"], ())
    shown = "".join([paper.title, *paper.names, paper.passages[0].section, paper.passages[0].text])
    assert character not in shown
    assert shown.isprintable()


@pytest.mark.parametrize(
    "sequence", ["\x1b[1m", "\x9b31;1m", "\x1b]0;title\x07", "\x1b]8;;https://x\x1b\\", "\x9dx\x9c"]
)
def test_a_sequence_for_a_terminal_goes_as_a_whole(sequence: str) -> None:
    assert decode(f"Ann{sequence} Lee".encode(), "a.md") == ("Ann Lee", [])


def test_one_nul_byte_is_one() -> None:
    assert decode(b"some text\0 and more" * 1 + b" of it" * 50, "a.md")[1][0].message.startswith(
        "1 NUL byte is left out"
    )


def test_a_letter_whose_half_is_not_seen_is_put_together() -> None:
    assert decode("Aurora RamÃ\xadrez, Ã\x89mile, MÃ\xadO".encode(), "x.md")[0] == "Aurora Ramírez, Émile, MÃO"
    assert cleaned("RamÃ\xadrez") == "Ramírez"
