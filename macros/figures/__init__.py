"""The drawings: one module each, named like its template in templates/figures/.

A module has the drawing's layout as dataclasses, without text and without SVG: labels
are in data/, shapes and words meet in the template. `DRAWINGS` lists them by the id that
the record in data/figures.yml has.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import KIND_BY_NAME, Data, Figure
from . import chemistry, connected_levels, framework, learning_loop, life_cycle, needs_continuum, sense_making, trio, ways_of_working
from .kit import Drawing

DRAWINGS: dict[str, Drawing] = {
    "framework": framework.DRAWING,
    "ways-of-working": ways_of_working.DRAWING,
    "needs-continuum": needs_continuum.DRAWING,
    "sense-making": sense_making.DRAWING,
    "learning-loop": learning_loop.DRAWING,
    "connected-levels": connected_levels.DRAWING,
    "life-cycle": life_cycle.DRAWING,
    "trio": trio.DRAWING,
    "chemistry": chemistry.DRAWING,
}


def wants(figure: Figure, data: Data) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What a record of data/figures.yml lacks for its drawing: the field's path and what
    is wrong. Nothing for an id that has no drawing."""
    drawing = DRAWINGS.get(figure.id)
    if drawing is None:
        return
    found = {part.id: (index, part) for index, part in enumerate(figure.parts)}
    for name, fields in drawing.parts.items():
        if name not in found:
            yield ("parts",), f'has no part "{name}". The drawing prints its label: add it, with id and label'
            continue
        index, part = found[name]
        for field in fields:
            if getattr(part, field) is None:
                yield ("parts", index), f'the part "{name}" has no {field}. The drawing needs one'
    for group in drawing.groups:
        if not any(name.startswith(group) for name in found):
            yield ("parts",), f'has no part whose id begins with "{group}". The drawing lists them: add at least one'
    for kind, names in drawing.records.items():
        known = {*data.of(kind), *data.broken[kind]}
        for name in [name for name in names if known and name not in known]:
            yield (), f'the drawing shows "{name}", which data/{KIND_BY_NAME[kind].file} does not have. Put it back, or ask for a new drawing'
    for kind, count in drawing.counts.items():
        known = {*data.of(kind), *data.broken[kind]}
        if known and len(known) != count:
            yield (), f"the drawing has {count} places for {kind}, data/{KIND_BY_NAME[kind].file} has {len(known)}. Keep {count}, or ask for a new drawing"
