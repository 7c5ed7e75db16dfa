"""Names that are words of general language too, so that another thing may bear them: *FLAME*; not *ChatGLM*."""

import pyarrow as pa

from paperatlas.graph.concepts.words import zipf_frequency

_LEAST_ZIPF = 2.5
"""Frequency, log10 per billion. Of names of papers that older papers use, those below it mostly mean the same."""


def common_names(names: pa.Table) -> pa.Table:
    """Those of some names that general language has.

    Args:
        names: With `key`.
    """
    is_common = [zipf_frequency(key) >= _LEAST_ZIPF for key in names["key"].to_pylist()]
    return names.select(["key"]).filter(pa.array(is_common, pa.bool_()))
