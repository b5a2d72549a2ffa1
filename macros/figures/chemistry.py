"""Four pictures of the same nine elements in three organisations; a fifth part tells of the
way back from the third to the first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import pi

from ..model import Data
from .kit import Circle, Drawing, Glyph, Line, Rect, around, bonds

PICTURES = ("stable", "catalyst", "new-bonds", "reinforced")
WIDTH, HEIGHT, R, ACROSS, DOWN = 132.0, 150.0, 12.0, 43.0, 40.0


@dataclass(frozen=True)
class Elements(Glyph):
    """Nine circles in three columns. `loose`: their vertical bonds give way; `bonded`: the
    circles that horizontal bonds join; `support`: help that arrives from above."""

    circles: tuple[Circle, ...]
    vertical: tuple[Line, ...]
    loose: bool
    outlines: tuple[Rect, ...] = ()
    spark: Circle | None = None
    rays: tuple[Line, ...] = ()
    bonded: tuple[Circle, ...] = ()
    horizontal: tuple[Line, ...] = ()
    support: tuple[Line, ...] = ()
    learning: Rect | None = None


def layout(data: Data) -> dict[str, Elements]:
    """The four pictures by the id of their part."""
    x, y = WIDTH / 2, HEIGHT / 2 + 10
    grid = [[Circle(x + (i - 1) * ACROSS, y + (j - 1) * DOWN, R) for j in range(3)] for i in range(3)]
    circles = tuple(circle for column in grid for circle in column)
    vertical = tuple(bond for column in grid for one, two in pairwise(column) for bond in bonds(one, two))
    middle = tuple(column[1] for column in grid)
    single, triple = (tuple(bond for one, two in pairwise(middle) for bond in bonds(one, two, count, 5)) for count in (1, 3))
    spark = middle[1]
    rays = [Line(start, end) for start, end in zip(around(8, x, y, R + 4, pi / 8), around(8, x, y, R + 10, pi / 8), strict=True)]
    top = y - DOWN - R
    return {
        "stable": Elements(
            WIDTH, HEIGHT, circles, vertical, loose=False,
            outlines=tuple(Rect(column[0].x - R - 5, top - 5, 2 * R + 10, 2 * (DOWN + R) + 10, 6) for column in grid),
        ),
        "catalyst": Elements(WIDTH, HEIGHT, circles, vertical, loose=True, spark=spark, rays=tuple(rays)),
        "new-bonds": Elements(WIDTH, HEIGHT, circles, vertical, loose=True, bonded=middle, horizontal=single),
        "reinforced": Elements(
            WIDTH, HEIGHT, circles, vertical, loose=True, bonded=middle, horizontal=triple,
            support=tuple(Line((circle.x, top - 20), (circle.x, top - 5)) for circle in middle),
            learning=Rect(middle[0].x - R - 6, y - R - 6, 2 * (ACROSS + R + 6), 2 * (R + 6), R + 6),
        ),
    }


DRAWING = Drawing(layout, parts={**dict.fromkeys((*PICTURES, "falling-back"), ("text", "link")), "context": ()})
