"""What arrays of figures are called here, and the spans that follow one another in one."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]
Whole = NDArray[np.int64]


def starts(sizes: Whole) -> Whole:
    """Where each of some spans starts that follow one another, and where the last ends."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def spans(first: Whole, sizes: Whole) -> Whole:
    """The numbers of some spans, one after the other."""
    ends = np.cumsum(sizes)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + sizes, sizes)
