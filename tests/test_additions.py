"""What an editor adds is marked wherever the origin of a printed record would stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from conftest import ROOT, real

from macros.check import origins
from macros.model import KINDS, Data, Named, Sourced
from macros.render import Renderer

DATA = real()
MARK = "This edition’s addition"


def added(kind: str) -> tuple[Data, Named]:
    """The data with one more record of a kind, a copy of the last as this edition's own."""
    records = DATA.of(kind)
    last = list(records.values())[-1]
    changes: dict[str, object] = {"id": "our-own", "addition": True}
    if isinstance(last, Sourced):
        changes["section"] = None
    own = last.model_copy(update=changes)
    return replace(DATA, **{kind: {**records, "our-own": own}}), own


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS if kind.name not in ("documents", "sections", "published", "shorts", "synonyms", "item_sets")])
def test_every_kind_takes_an_addition(kind: str) -> None:
    data, own = added(kind)
    assert "addition" in type(own).model_fields
    assert type(own).model_validate(own.model_dump(exclude_none=True)) == own
    assert not [problem for problem in origins(replace(data, origins={**data.origins, (kind, "our-own"): data.origins[kind, list(DATA.of(kind))[-1]]}), ROOT)]


SHOWN: dict[str, Callable[[Renderer], str]] = {
    "factors": lambda show: show.factor("our-own"),
    "voices": lambda show: show.voice("our-own"),
    "roles": lambda show: show.role("our-own"),
    "examples": lambda show: show.example("our-own"),
    "terms": lambda show: show.glossary(),
    "references": lambda show: show.references(),
    "errata": lambda show: show.errata(),
    "domains": lambda show: show.sense_making(),
    "ways_of_working": lambda show: show.ways_of_working(),
    "stages": lambda show: show.life_cycle(),
    "jumps": lambda show: show.life_cycle(),
    "zones": lambda show: show.life_cycle(),
    "cases": lambda show: show.cases(),
}


@pytest.mark.parametrize("kind", SHOWN)
def test_an_addition_is_marked_where_it_stands(kind: str) -> None:
    before, after = (SHOWN[kind](Renderer(data)) if "our-own" in data.of(kind) or kind not in ("factors", "voices", "roles", "examples") else ""
                     for data in (DATA, added(kind)[0]))
    assert after.count(MARK) == before.count(MARK) + 1


@pytest.mark.parametrize(("kind", "show"), [("voices", Renderer.voices), ("examples", Renderer.examples), ("roles", Renderer.roles)])
def test_lists_of_everything_mark_it_too(kind: str, show: Callable[[Renderer], str]) -> None:
    assert show(Renderer(added(kind)[0])).count(MARK) == show(Renderer(DATA)).count(MARK) + 1


@pytest.mark.parametrize("added", [True, None])
def test_a_card_says_when_its_explanation_is_this_editions(added: bool | None) -> None:
    factor = next(iter(DATA.factors.values())).model_copy(update={"added": added})
    show = Renderer(replace(DATA, factors={**DATA.factors, factor.id: factor}))
    assert ("Explanation: this edition’s" in show.factor(factor.id)) is bool(added)


def test_useful_links_mark_it() -> None:
    data = added("references")[0]
    section = DATA.references[list(DATA.references)[-1]].uses[0].section
    assert Renderer(data).links(section).count(MARK) == Renderer(DATA).links(section).count(MARK) + 1


def test_kinds_are_those_that_data_declares() -> None:
    assert [kind.name for kind in KINDS] == [field.name for field in fields(Data) if field.name not in ("origins", "broken")]
    assert all(record is DATA.of(kind.name)[record.id] for kind, record in DATA.all())
