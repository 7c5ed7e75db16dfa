"""Who is who: which mentions of authors are one person's, by what a list of papers says."""

from paperatlas.graph.people.resolution import Contradiction, Resolution
from paperatlas.graph.people.telling import tell_apart

__all__ = ["Contradiction", "Resolution", "tell_apart"]
