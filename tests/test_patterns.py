"""Patterns on texts that repeat one piece."""

import resource
import subprocess
import sys

ENOUGH = 1_200
"""Seconds of the processor: all patterns take half a minute, and a bad one would take years."""


def test_every_pattern_comes_to_the_end_of_a_text_that_repeats_one_piece() -> None:
    tried = subprocess.run(
        [sys.executable, "-m", "tests.patterns"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (ENOUGH, ENOUGH)),
    )
    names = tried.stdout.split()
    assert len(names) > 300
    assert tried.returncode == 0, f"{names[-1]} does not: {tried.stderr}"
