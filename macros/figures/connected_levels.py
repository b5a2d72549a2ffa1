"""Three scaffolds of three uprights with a circle at each level: joined at the top, at the
bottom, and braced at all levels. Unjoined uprights lean."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ..model import Data
from .kit import Circle, Drawing, Glyph, Line, bonds

STRUCTURES = ("top-only", "bottom-only", "braced")
WIDTH, RUNG, APART = 176.0, 52.0, 48.0
DRIFT = {"top-only": (-30.0, 13.0, 28.0), "bottom-only": (-30.0, -13.0, 28.0)}  # of the loose ends


@dataclass(frozen=True)
class Scaffold(Glyph):
    """Uprights with a circle at each level; links along a level, braces across two."""

    circles: tuple[Circle, ...]
    uprights: tuple[Line, ...]
    links: tuple[Line, ...]
    braces: tuple[Line, ...]
    rungs: tuple[Line, ...]


def layout(data: Data) -> dict[str, Scaffold]:
    """A scaffold for each structure, with a rung for every level."""
    levels = sum(part.id.startswith("level-") for part in data.figures["connected-levels"].parts)
    return {name: scaffold(name, levels) for name in STRUCTURES}


def scaffold(name: str, levels: int) -> Scaffold:
    """What holds its uprights together, and where the loose ends drift."""
    held = {"top-only": [0], "bottom-only": [levels - 1]}.get(name, list(range(levels)))
    rungs = [RUNG * (level + 0.5) for level in range(levels)]
    uprights = [
        [
            Circle(WIDTH / 2 + (i - 1) * APART + drift * min(abs(level - fixed) for fixed in held) / max(levels - 1, 1), y, 8)
            for level, y in enumerate(rungs)
        ]
        for i, drift in enumerate(DRIFT.get(name, (0.0, 0.0, 0.0)))
    ]
    bays = [(one, two, level) for one, two in pairwise(uprights) for level in range(levels - 1)]
    return Scaffold(
        WIDTH, RUNG * levels,
        circles=tuple(circle for upright in uprights for circle in upright),
        uprights=tuple(bond for upright in uprights for one, two in pairwise(upright) for bond in bonds(one, two)),
        links=tuple(bond for level in held for one, two in pairwise(uprights) for bond in bonds(one[level], two[level])),
        braces=tuple(
            bond for one, two, level in bays if name == "braced"
            for bond in (*bonds(one[level], two[level + 1]), *bonds(one[level + 1], two[level]))
        ),
        rungs=tuple(Line((0, y), (WIDTH, y)) for y in rungs),
    )


DRAWING = Drawing(layout, parts=dict.fromkeys(STRUCTURES, ("text",)), groups=("level-",))
