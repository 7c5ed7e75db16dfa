"""Colours of regions: near ones get colours that every eye tells apart."""

import numpy as np
from numpy.typing import NDArray

from paperatlas.viz.layout.forces import Numbers, Points
from paperatlas.viz.layout.pairs import Rows

PALETTE = ("#588cff", "#e4ae28", "#9a2d0a", "#69c1fc", "#803a71", "#dd939c", "#6349c1", "#a87f19", "#b368a2")
"""No two nearer than 0.13 in OKLab, for normal, deutan and protan eyes."""

_DEUTAN = [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]
_PROTAN = [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]
"""What is left of linear RGB (G. Machado et al., 2009)."""
_TO_LMS = [[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]]
_TO_LAB = [[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]]
"""OKLab (B. Ottosson, 2020)."""
REUSE = 6.0
"""What it costs to give a colour again."""


def colour_distances() -> NDArray[np.float64]:
    """The least distance of each two colours in OKLab, over the three kinds of eyes."""
    linear = np.array([[int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)] for colour in PALETTE]) ** 2.2
    distances = []
    for eyes in (np.eye(3), np.array(_DEUTAN), np.array(_PROTAN)):
        cones = np.cbrt(np.clip(linear @ eyes.T, 0, 1) @ np.array(_TO_LMS).T)
        lab = cones @ np.array(_TO_LAB).T
        distances.append(np.linalg.norm(lab[:, None] - lab[None], axis=2))
    return np.asarray(np.min(distances, axis=0))


def region_colours(points: Points, community: Rows, weight: Numbers) -> list[int]:
    """The number of each community's colour, in turn one that is far from those of its neighbours."""
    count = int(community.max(initial=-1)) + 1
    middles, spreads = np.zeros((count, 2)), np.ones(count)
    for number in range(count):
        members = community == number
        middles[number] = np.average(points[members], axis=0, weights=weight[members] + 1e-9)
        away = points[members] - middles[number]
        spreads[number] = np.sqrt(np.median((away**2).sum(axis=1))) + 1e-9
    distances = np.maximum(colour_distances(), 0.02)
    chosen: list[int] = []
    used = np.zeros(len(PALETTE))
    for number in range(count):
        before = slice(0, number)
        away = np.hypot(*(middles[before] - middles[number]).T)
        nearness = np.exp(-away / (spreads[before] + spreads[number]))
        clash = (nearness[None, :] / distances[:, chosen] ** 2).sum(axis=1) if chosen else 0.0
        colour = int(np.argmin(clash + REUSE * used**2))
        chosen.append(colour)
        used[colour] += 1
    return chosen
