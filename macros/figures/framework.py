"""Four phases on a ring, learning inside it, supporting as a band around it, and the four
contexts as the outer fields."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, atan2, pi

from ..model import Data
from .kit import TOP, Arc, Circle, Drawing, Line, Rect, around, bonds

PARTS = ("organisational-context", "public-sector-context", "political-context", "community-context")
GUTTER = 6.0


@dataclass(frozen=True)
class Layout:
    """`band`: the room for the name on the band between `disc` and `inner`; `corners`: the
    fields around, and `contexts` the room for their names, row by row."""

    name: str
    width: float
    height: float
    size: float
    disc: Circle
    inner: Circle
    moat: Circle
    core: Circle
    phases: tuple[Circle, ...]
    arcs: tuple[Arc, ...]
    spokes: tuple[Line, ...]
    band: Rect
    corners: tuple[Rect, ...]
    contexts: tuple[Rect, ...]


def layout(data: Data) -> list[Layout]:
    """The wide and the narrow layout, with a place for every phase."""
    count = sum(phase.part == "phase" for phase in data.phases.values())
    return [
        _layout(count, "wide", 720, 540, size=16, disc=240, band=42, ring=124, phase=62, core=50, label=(212, 48)),
        _layout(count, "narrow", 340, 500, size=14, disc=164, band=26, ring=88, phase=46, core=36, label=(153, 56)),
    ]


def _layout(
    count: int, name: str, width: float, height: float, *,
    size: float, disc: float, band: float, ring: float, phase: float, core: float, label: tuple[float, float],
) -> Layout:
    x, y = width / 2, height / 2
    middle = Circle(x, y, core)
    phases = tuple(Circle(px, py, phase) for px, py in around(count, x, y, ring))
    spokes: list[Line] = []
    for circle in phases:
        angle = atan2(circle.y - y, circle.x - x)
        spokes += bonds(middle, circle, 2, 8)
        spokes += [Line(circle.rim(angle, side), Circle(x, y, disc - band).rim(angle, side)) for side in (-4, 4)]
    half, clear = 2 * asin(phase / (2 * ring)), 6 / ring  # of a phase's circle on the ring; before an arrow's tip
    path, step = Circle(x, y, ring), 2 * pi / count
    corners = tuple(Rect(cx, cy, x - GUTTER / 2, y - GUTTER / 2) for cy in (0.0, y + GUTTER / 2) for cx in (0.0, x + GUTTER / 2))
    wide, high = label
    pad = 14.0
    return Layout(
        name, width, height, size,
        disc=Circle(x, y, disc),
        inner=Circle(x, y, disc - band),
        moat=Circle(x, y, disc + GUTTER),
        core=middle,
        phases=phases,
        arcs=tuple(Arc(path.rim(TOP + i * step + half), path.rim(TOP + (i + 1) * step - half - clear), ring) for i in range(count)),
        spokes=tuple(spokes),
        band=Rect(x - 60, y - disc, 120, band),
        corners=corners,
        contexts=tuple(Rect(cx, cy, wide, high) for cy in (pad, height - pad - high) for cx in (pad, width - pad - wide)),
    )


DRAWING = Drawing(layout, parts=dict.fromkeys(PARTS, ("link",)), records={"phases": ("learning", "supporting")})
