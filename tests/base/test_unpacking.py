"""Compressed files that are damaged, or hold more than one part."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from paperatlas.base.errors import InputError
from paperatlas.base.unpacking import PACKED, unpacked_content

CONTENT = b"".join(b"- [Looms %d](https://arxiv.org/abs/2404.%05d)\n" % (at, at) for at in range(3_000))
COMPRESS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


def content_of(packed: bytes, suffix: str, folder: Path) -> tuple[bytes, str]:
    path = folder / f"x.md{suffix}"
    path.write_bytes(packed)
    return unpacked_content(path)


def test_a_wrong_checksum_costs_a_byte_at_most(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(CONTENT))
    packed[-6] ^= 1  # of the checksum
    content, fault = content_of(bytes(packed), ".gz", tmp_path)
    assert content == CONTENT[:-1]  # zlib looks at the checksum before it gives the last byte
    assert "incorrect data check" in fault


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_what_is_before_the_damage_is_read(share: float, tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(CONTENT))
    at = round(share * len(packed))
    packed[at : at + 40] = b"\xff" * 40
    content, fault = content_of(bytes(packed), ".gz", tmp_path)
    assert len(content) > 0.8 * share * len(CONTENT)
    assert CONTENT.startswith(content[: round(0.8 * share * len(CONTENT))])
    assert fault


@pytest.mark.parametrize("suffix", COMPRESS)
def test_parts_that_were_put_together_are_one(suffix: str, tmp_path: Path) -> None:
    packed = COMPRESS[suffix](CONTENT) + COMPRESS[suffix](CONTENT)
    assert content_of(packed, suffix, tmp_path) == (CONTENT * 2, "")
    assert suffix in PACKED


def test_zeros_behind_the_end_are_nothing(tmp_path: Path) -> None:
    assert content_of(gzip.compress(CONTENT) + b"\0" * 200_000, ".gz", tmp_path) == (CONTENT, "")


def test_something_else_behind_the_end_is_told(tmp_path: Path) -> None:
    content, fault = content_of(gzip.compress(CONTENT) + b"something", ".gz", tmp_path)
    assert content == CONTENT
    assert "can't be unpacked" in fault


@pytest.mark.parametrize("size", [0, 5, 30])
def test_a_file_that_is_cut_at_once_says_so(size: int, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"too early|can't be unpacked"):
        content_of(gzip.compress(CONTENT)[:size][: size or 1], ".gz", tmp_path)


def test_a_file_that_is_cut_in_the_middle_is_read_up_to_there(tmp_path: Path) -> None:
    packed = gzip.compress(CONTENT)
    content, fault = content_of(packed[: len(packed) // 2], ".gz", tmp_path)
    assert len(content) > len(CONTENT) // 4
    assert CONTENT.startswith(content)
    assert fault.startswith("this file ends too early")
