"""How thoroughly the tests that try many inputs do so, and what the processes that tests start are told."""

import os

LONG = os.environ.get("PAPERATLAS_LONG") == "1"
"""As long as `make hostile` lets them, not shortly."""


def unmeasured() -> dict[str, str]:
    """The environment for a process that measures no coverage.

    One whose disk is full could not write its data either, one that runs a copy of the package would have the copy
    counted as well, and measuring takes as long as starting does: many that go the same ways need not each do it.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS_")}
