"""How thoroughly the tests that try many inputs do so: shortly, or as long as `make hostile` lets them."""

import os

LONG = os.environ.get("PAPERATLAS_LONG") == "1"
