"""A triangle of roles where the vertical line of the organisation meets the horizontal line
of the network; the client stands beside them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from ..model import Data
from .kit import Circle, Drawing, Line, Rect, bonds

ROLES = ("public-entrepreneur", "guardian-angel", "fellow-travellers", "active-client")
DOES = ("strategy-and-circumstances", "system-and-case", "common-goal", "new-ways")


@dataclass(frozen=True)
class Layout:
    """`roles`: circles in the order of ROLES; `loose`: the bonds to the client; the last
    three: room for labels."""

    name: str
    width: float
    height: float
    size: float
    roles: tuple[Circle, ...]
    bonds: tuple[Line, ...]
    loose: tuple[Line, ...]
    vertical: Line
    horizontal: Line
    vertical_name: Rect
    horizontal_name: Rect
    together: Rect


def layout(data: Data) -> list[Layout]:
    """The wide and the narrow layout."""
    return [
        _layout(
            "wide", 720, 364, 16, Circle(110, 296, 62), Circle(250, 96, 62), Circle(390, 296, 62), Circle(626, 296, 62), beside=(2,),
            vertical_name=Rect(120, 0, 260, 24), horizontal_name=Rect(178, 302, 144, 46), together=Rect(410, 186, 196, 46),
        ),
        _layout(
            "narrow", 340, 524, 14, Circle(62, 276, 56), Circle(170, 92, 56), Circle(278, 276, 56), Circle(170, 430, 56), beside=(0, 2),
            vertical_name=Rect(20, 0, 300, 22), horizontal_name=Rect(122, 282, 96, 58), together=Rect(10, 496, 320, 22),
        ),
    ]


def _layout(
    name: str, width: float, height: float, size: float, starter: Circle, angel: Circle, others: Circle, client: Circle, *,
    beside: tuple[int, ...], vertical_name: Rect, horizontal_name: Rect, together: Rect,
) -> Layout:
    roles = (starter, angel, others, client)
    level = starter.y
    return Layout(
        name, width, height, size, roles,
        bonds=tuple(bond for one, two in combinations(roles[:3], 2) for bond in bonds(one, two)),
        loose=tuple(bond for index in beside for bond in bonds(roles[index], client)),
        vertical=Line((angel.x, vertical_name.box.bottom + 2), (angel.x, level)),
        horizontal=Line((2, level), (width - 2, level)),
        vertical_name=vertical_name, horizontal_name=horizontal_name, together=together,
    )


DRAWING = Drawing(
    layout,
    parts={**dict.fromkeys(("vertical", "horizontal", "together", *DOES), ()), "co-production": ("link",)},
    records={"roles": ROLES},
)
