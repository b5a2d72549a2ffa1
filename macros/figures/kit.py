"""What all drawings are made of: shapes with their measures, and what a drawing needs.

Numbers only. A shape's unit is one unit of its drawing's view box; y grows downwards,
angles are radians, clockwise from three o'clock. Each shape knows its `box`, by which
tests find what overlaps. templates/figures/_shapes.html.j2 has one macro for each shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, cos, pi, sin

from ..model import Data

Point = tuple[float, float]
TOP = -pi / 2


@dataclass(frozen=True)
class Box:
    """Left, top, right and bottom edge."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Circle:
    """Centre and radius."""

    x: float
    y: float
    r: float

    @property
    def box(self) -> Box:
        return Box(self.x - self.r, self.y - self.r, self.x + self.r, self.y + self.r)

    @property
    def ring(self) -> Circle:
        """Where the focus ring runs."""
        return Circle(self.x, self.y, self.r + 4)

    @property
    def room(self) -> Rect:
        """Room for a label of up to three lines inside; the corners touch nothing that is
        written, since lines are centred."""
        return Rect(self.x - self.r * 0.86, self.y - self.r * 0.7, self.r * 1.72, self.r * 1.4)

    def rim(self, angle: float, aside: float = 0) -> Point:
        """The point of the edge in a direction, moved aside by some units."""
        return (self.x + self.r * cos(angle) - aside * sin(angle), self.y + self.r * sin(angle) + aside * cos(angle))


@dataclass(frozen=True)
class Rect:
    """Upper left corner, width, height and corner radius."""

    x: float
    y: float
    width: float
    height: float
    r: float = 0

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.x + self.width, self.y + self.height)

    @property
    def ring(self) -> Rect:
        """Where the focus ring runs."""
        return Rect(self.x - 4, self.y - 4, self.width + 8, self.height + 8, self.r + 4)

    @property
    def room(self) -> Rect:
        """Room for a label inside."""
        return Rect(self.x + 8, self.y, self.width - 16, self.height)


@dataclass(frozen=True)
class Line:
    """A straight line."""

    start: Point
    end: Point

    @property
    def box(self) -> Box:
        return _bounds(self.start, self.end)


@dataclass(frozen=True)
class Curve:
    """A cubic curve: its ends and the two points that pull it."""

    start: Point
    one: Point
    two: Point
    end: Point

    @property
    def box(self) -> Box:
        return _bounds(self.start, self.one, self.two, self.end)


@dataclass(frozen=True)
class Arc:
    """Part of a circle, clockwise, less than half of it: its ends and its radius."""

    start: Point
    end: Point
    r: float

    @property
    def box(self) -> Box:
        return _bounds(self.start, self.end)


def _bounds(*points: Point) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


Shape = Circle | Rect | Line | Curve | Arc


@dataclass(frozen=True)
class Glyph:
    """The size of a small picture."""

    width: float
    height: float


def around(count: int, x: float, y: float, radius: float, start: float = TOP) -> list[Point]:
    """Points spaced evenly on a circle, clockwise from `start`."""
    return [(x + radius * cos(start + 2 * pi * i / count), y + radius * sin(start + 2 * pi * i / count)) for i in range(count)]


def through(*points: Point) -> tuple[Line, ...]:
    """Straight lines from each point to the next."""
    return tuple(Line(one, two) for one, two in pairwise(points))


def bonds(one: Circle, two: Circle, count: int = 1, apart: float = 6) -> tuple[Line, ...]:
    """One or more parallel lines from rim to rim, `apart` units from each other."""
    angle = atan2(two.y - one.y, two.x - one.x)
    sides = [(i - (count - 1) / 2) * apart for i in range(count)]
    return tuple(Line(one.rim(angle, side), two.rim(angle + pi, -side)) for side in sides)


@dataclass(frozen=True)
class Drawing:
    """A drawing: how its layout follows from the data, and what the data must have for it.

    `parts`: the parts of its record in figures.yml, each with the fields that it needs
    besides its label. `groups`: beginnings of part ids, at least one of each. `records`:
    ids by kind. `counts`: kinds for which the drawing has a fixed number of places."""

    layout: Callable[[Data], object]
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
