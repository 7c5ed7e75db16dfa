"""Python looks for circles of objects as often after a build as before, whatever happened in it."""

import gc
import threading
from pathlib import Path

import pytest

import paperatlas
from paperatlas.base.collecting import collecting_rarely
from paperatlas.base.errors import InputError

DIGEST = """\
## 2024-04-16

### [Sparse Attention](https://arxiv.org/abs/2404.00001)

- Sparse attention is an attention with zeros.
"""


def test_python_looks_rarely_within_and_as_before_behind() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="fails"), collecting_rarely():
        assert gc.get_threshold() > before
        raise ValueError("fails")
    assert gc.get_threshold() == before


def test_the_last_thread_that_leaves_puts_it_back() -> None:
    before = gc.get_threshold()
    first_is_in, second_is_in, first_is_out = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with collecting_rarely():
            first_is_in.set()
            second_is_in.wait()
        first_is_out.set()

    thread = threading.Thread(target=first)
    thread.start()
    first_is_in.wait()
    with collecting_rarely():
        second_is_in.set()
        first_is_out.wait()
        assert gc.get_threshold() > before
    thread.join()
    assert gc.get_threshold() == before


@pytest.mark.parametrize("text", [DIGEST, "no paper"])
def test_a_build_leaves_it_as_it_was(tmp_path: Path, text: str) -> None:
    digest = tmp_path / "2024-04-16.md"
    digest.write_text(text, encoding="utf-8")
    before = gc.get_threshold()
    try:
        paperatlas.build([digest], tmp_path / "atlas", jobs=1)
    except InputError:
        assert text != DIGEST
    assert gc.get_threshold() == before
