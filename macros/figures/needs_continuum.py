"""From a single circle to a tangle, through a grey field that grows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import pi

from ..model import Data
from .kit import TOP, Circle, Drawing, Glyph, Line, around, bonds

ENDS = ("simple-identity", "simple-services", "complex-identity", "complex-services")


@dataclass(frozen=True)
class Cluster(Glyph):
    """Circles on a ring, every one bonded to every other."""

    circles: tuple[Circle, ...]
    bonds: tuple[Line, ...]


@dataclass(frozen=True)
class Layout:
    """The pictures of the two ends and of the field between them."""

    simple: Cluster
    grey: tuple[Cluster, ...]
    tangled: Cluster


def layout(data: Data) -> Layout:
    """One circle, two to five, eight."""
    return Layout(
        cluster(1, 44, 0, 20),
        (cluster(2, 60, 18, 7, 0), cluster(3, 60, 20, 7), cluster(4, 60, 21, 7, pi / 4), cluster(5, 60, 22, 7)),
        cluster(8, 104, 42, 8),
    )


def cluster(count: int, side: float, spread: float, r: float, start: float = TOP) -> Cluster:
    """Circles around the middle of a square."""
    circles = tuple(Circle(x, y, r) for x, y in around(count, side / 2, side / 2, spread, start))
    return Cluster(side, side, circles, tuple(bond for one, two in combinations(circles, 2) for bond in bonds(one, two)))


DRAWING = Drawing(
    layout, parts=dict.fromkeys(("axis", *ENDS, "grey", "processes", "trends", "question"), ()), groups=("process-", "trend-"),
)
