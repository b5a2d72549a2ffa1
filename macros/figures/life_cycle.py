"""A path through four stages and the fall to the fifth; dashed ways out, the short cut from
the second stage, and the zone between the second and the third. The wide layout has the
proportions of a projector's screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..model import Data
from .kit import Circle, Curve, Drawing, Line, Point, Rect


@dataclass(frozen=True)
class Layout:
    """`names`: the room for each stage's name; `drops` and `out`: the ways out to the last
    stage, along the ground; the last four: room for the labels that belong to them."""

    name: str
    width: float
    height: float
    size: float
    stages: tuple[Circle, ...]
    names: tuple[Rect, ...]
    course: tuple[Curve, ...]
    fall: Curve
    short_cut: Curve
    drops: tuple[Line, ...]
    out: Line
    zone: Rect
    zone_name: Rect
    short_cut_name: Rect
    exits_name: Rect
    fail: Rect


def layout(data: Data) -> list[Layout]:
    """The wide and the narrow layout."""
    return [
        _layout(
            "wide", 720, 405, size=18, r=26, places=((72, 176), (214, 262), (414, 160), (566, 80), (650, 332)),
            names=(Rect(0, 114, 144, 26), Rect(108, 296, 150, 26), Rect(370, 194, 150, 26), Rect(496, 18, 140, 26), Rect(580, 366, 140, 26)),
            pulls=((284, 326), (480, 312)), zone=Rect(264, 16, 96, 276), zone_name=Rect(264, 24, 96, 46),
            short_cut_name=Rect(424, 276, 196, 26), exits_name=Rect(72, 342, 240, 26), fail=Rect(556, 184, 84, 30),
        ),
        _layout(
            "narrow", 340, 404, size=14, r=18, places=((36, 152), (100, 226), (206, 148), (270, 66), (304, 352)),
            names=(Rect(0, 108, 76, 20), Rect(40, 252, 98, 20), Rect(174, 172, 108, 20), Rect(220, 20, 100, 20), Rect(262, 376, 78, 20)),
            pulls=((190, 280), (226, 330)), zone=Rect(129, 44, 42, 196), zone_name=Rect(103, 2, 94, 40),
            short_cut_name=Rect(42, 290, 108, 40), exits_name=Rect(36, 360, 200, 22), fail=Rect(226, 226, 68, 26),
        ),
    ]


def _layout(
    name: str, width: float, height: float, *, size: float, r: float, places: Sequence[Point], names: tuple[Rect, ...], pulls: tuple[Point, Point],
    zone: Rect, zone_name: Rect, short_cut_name: Rect, exits_name: Rect, fail: Rect,
) -> Layout:
    stages = tuple(Circle(x, y, r) for x, y in places)
    one, two, three, four, five = stages
    ground = five.y
    return Layout(
        name, width, height, size, stages, names,
        course=tuple(Curve((a.x, a.y), ((a.x + b.x) / 2, a.y), ((a.x + b.x) / 2, b.y), (b.x, b.y)) for a, b in pairwise((one, two, three, four))),
        fall=Curve((four.x + r, four.y), (five.x, four.y), (five.x, four.y + 50), (five.x, ground - r - 6)),
        short_cut=Curve((two.x + r + 3, two.y + 8), *pulls, (five.x - r - 6, ground - 8)),
        drops=(Line((one.x, one.y + r), (one.x, ground)), Line((three.x, names[2].box.bottom), (three.x, ground))),
        out=Line((one.x, ground), (five.x - r - 5, ground)),
        zone=zone, zone_name=zone_name, short_cut_name=short_cut_name, exits_name=exits_name, fail=fail,
    )


DRAWING = Drawing(layout, parts=dict.fromkeys(("fail", "short-cut", "exits", "shape"), ()), records={"zones": ("crossover",)}, counts={"stages": 5})
