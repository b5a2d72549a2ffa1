"""Five ways, one below the other, each with two circles that are ever more closely bonded."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from ..model import Data
from .kit import Circle, Drawing, Glyph, Line, bonds

GAPS = (2.0, 1.9, 1.7, 1.45, 0.62)  # half the distance between the centres, in radii


@dataclass(frozen=True)
class Lens:
    """What two circles of radius `r` share: its upper and its lower tip."""

    x: float
    top: float
    bottom: float
    r: float


@dataclass(frozen=True)
class Pair(Glyph):
    """Two circles: apart, in touch (dashed), bonded, bonded twice, sharing ground."""

    one: Circle
    two: Circle
    dashed: tuple[Line, ...] = ()
    bonds: tuple[Line, ...] = ()
    shared: Lens | None = None


def layout(data: Data) -> list[Pair]:
    """A pair for every way of working, in the order of the scale."""
    return [pair(step) for step in range(len(data.ways_of_working))]


def pair(step: int, r: float = 13) -> Pair:
    """The picture of a step; the last one stands for all further steps."""
    step = min(step, len(GAPS) - 1)
    width, height = 6 * r + 4, 2 * r + 4
    x, y, gap = width / 2, height / 2, GAPS[step] * r
    one, two = Circle(x - gap, y, r), Circle(x + gap, y, r)
    if step == 4:
        half = sqrt(r * r - gap * gap)
        return Pair(width, height, one, two, shared=Lens(x, y - half, y + half, r))
    return Pair(width, height, one, two, dashed=bonds(one, two) if step == 1 else (), bonds=bonds(one, two, step - 1, 8) if step > 1 else ())


DRAWING = Drawing(layout, parts=dict.fromkeys(("lighter", "intensive", "none-better"), ()))
