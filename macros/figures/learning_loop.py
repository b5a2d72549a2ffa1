"""A loop with four stations; within it a community issue, two black boxes and policy
interventions in a row (narrow: one below the other), with horizontal processes between."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Data
from .kit import Circle, Drawing, Line, Rect, through

STATIONS = ("learning", "doing", "evaluation", "doing-again")
WITHIN = ("community-issue", "policy-interventions", "black-box-1", "black-box-2", "horizontal-processes", "unknown", "alone")


@dataclass(frozen=True)
class Layout:
    """`stations`: clockwise from the upper left; `turns`: the last bit of the loop before
    each next station; `span`: the bracket that says how far the processes reach."""

    name: str
    width: float
    height: float
    size: float
    loop: Rect
    stations: tuple[Rect, ...]
    turns: tuple[Line, ...]
    issue: Circle
    policy: Circle
    boxes: tuple[Rect, ...]
    bonds: tuple[Line, ...]
    span: tuple[Line, ...]
    processes: Rect


def layout(data: Data) -> list[Layout]:
    """The wide and the narrow layout."""
    return [_wide(), _narrow()]


def _wide() -> Layout:
    y, top, low = 170.0, 30.0, 310.0
    rows = [Rect(x - 112, row - 27, 224, 54, 27) for x, row in ((182, top), (538, top), (538, low), (182, low))]
    first, second, third, fourth = (station.box for station in rows)
    left, right = Circle(128, y, 62), Circle(592, y, 62)
    boxes = (Rect(234, y - 36, 106, 72), Rect(380, y - 36, 106, 72))
    edges = ((left.box.right, boxes[0].x), (boxes[0].box.right, boxes[1].x), (boxes[1].box.right, right.box.left))
    return Layout(
        "wide", 720, 340, 16,
        loop=Rect(20, top, 680, low - top, 28),
        stations=tuple(rows),
        turns=(
            Line((second.left - 30, top), (second.left - 5, top)),
            Line((third.right + 20, low), (third.right + 5, low)),
            Line((fourth.right + 30, low), (fourth.right + 5, low)),
            Line((first.left - 20, top), (first.left - 5, top)),
        ),
        issue=left, policy=right, boxes=boxes,
        bonds=tuple(Line((a, y + side), (b, y + side)) for a, b in edges for side in (-4, 4)),
        span=through((left.box.right, 220), (left.box.right, 228), (right.box.left, 228), (right.box.left, 220)),
        processes=Rect(220, 234, 280, 26),
    )


def _narrow() -> Layout:
    x, left, right = 118.0, 26.0, 314.0
    rows = [Rect(8, 4, 156, 52, 24), Rect(176, 4, 156, 52, 24), Rect(176, 520, 156, 76, 24), Rect(8, 520, 156, 76, 24)]
    first, second, third, fourth = (station.box for station in rows)
    top, low = 30.0, 558.0
    upper, lower = Circle(x, 134, 54), Circle(x, 442, 54)
    boxes = (Rect(x - 50, 222, 100, 56), Rect(x - 50, 298, 100, 56))
    edges = ((upper.box.bottom, boxes[0].y), (boxes[0].box.bottom, boxes[1].y), (boxes[1].box.bottom, lower.box.top))
    side = 204.0
    return Layout(
        "narrow", 340, 600, 14,
        loop=Rect(left, top, right - left, low - top),
        stations=tuple(rows),
        turns=(
            Line((first.right + 2, top), (second.left - 2, top)),
            Line((right, third.top - 25), (right, third.top - 5)),
            Line((third.left - 2, low), (fourth.right + 2, low)),
            Line((left, first.bottom + 25), (left, first.bottom + 5)),
        ),
        issue=upper, policy=lower, boxes=boxes,
        bonds=tuple(Line((x + dx, a), (x + dx, b)) for a, b in edges for dx in (-4, 4)),
        span=through((side - 8, upper.box.bottom), (side, upper.box.bottom), (side, lower.box.top), (side - 8, lower.box.top)),
        processes=Rect(side + 8, 268, 98, 40),
    )


DRAWING = Drawing(layout, parts={**dict.fromkeys(STATIONS, ("link",)), **dict.fromkeys(WITHIN, ())})
