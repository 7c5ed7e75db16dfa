"""How thoroughly the tests that try many inputs do so, and what the processes that tests start are told."""

import os

LONG = os.environ.get("PAPERATLAS_LONG") == "1"
"""As long as `make hostile` lets them, not shortly."""


def unmeasured() -> dict[str, str]:
    """The environment for a process whose disk is full: one that measured coverage could not write its data either."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS_")}
