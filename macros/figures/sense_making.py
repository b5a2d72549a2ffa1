"""Four fields, each with a small picture of where it stands. Nothing is in the middle: the
sources print no centre."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Data, Domain
from .kit import Drawing, Glyph, Rect

ORDER = ("top-left", "top-right", "bottom-left", "bottom-right")
SIDE, GAP = 9.0, 3.0


@dataclass(frozen=True)
class Field(Glyph):
    """A domain and the four squares of its picture; `here` is its own."""

    domain: Domain
    places: tuple[Rect, ...]
    here: Rect


def layout(data: Data) -> list[Field]:
    """The domains row by row."""
    edge = 2 * SIDE + GAP + 2
    places = tuple(Rect(1 + column * (SIDE + GAP), 1 + row * (SIDE + GAP), SIDE, SIDE) for row in range(2) for column in range(2))
    domains = sorted(data.domains.values(), key=lambda domain: ORDER.index(domain.position))
    return [Field(edge, edge, domain, places, places[ORDER.index(domain.position)]) for domain in domains]


DRAWING = Drawing(layout)
