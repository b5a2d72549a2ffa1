"""The drawings: nothing clipped, nothing on top of anything else, nothing left out.

Geometry is also held against tests/drawings/, one file a drawing, so that no shape moves
unseen. After a change that is meant, look at the drawing and then write them anew with
`python tests/test_figures.py`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import combinations, pairwise
from math import hypot, pi
from pathlib import Path
from posixpath import join, normpath
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parent.parent / name) for name in ("", "tools")]

from conftest import ROOT, real

from macros.check import drawings
from macros.figures import DRAWINGS, connected_levels, kit, needs_continuum, wants, ways_of_working
from macros.figures.kit import Arc, Box, Circle, Curve, Line, Rect
from macros.render import Renderer

APPROVED = ROOT / "tests/drawings"
DATA = real()
PAGE = "start/framework.md"
IN_SVG = ("framework", "learning-loop", "life-cycle", "trio")
POSITIONS = ("bottom-right", "top-left", "bottom-left", "top-right")

# As much of the data as layouts read, so that no edit of a label or a list moves a shape.
EXAMPLE: Any = SimpleNamespace(
    phases={name: SimpleNamespace(part=part) for name, part in (*((f"p{i}", "phase") for i in range(4)), ("learning", "reinforcement"), ("around", "context"))},
    stages=dict.fromkeys(range(5)),
    ways_of_working=dict.fromkeys(range(5)),
    domains={position: SimpleNamespace(position=position) for position in POSITIONS},
    figures={"connected-levels": SimpleNamespace(parts=[SimpleNamespace(id=name) for name in ("braced", *(f"level-{i}" for i in range(4)))])},
)


# --- shapes ----------------------------------------------------------------------------


def numbers(value: Any) -> str:
    """A shape or a plain value as one line."""
    if is_dataclass(value):
        return f"{type(value).__name__} " + " ".join(numbers(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, tuple):
        return ",".join(map(numbers, value))
    return f"{value + 0.0:.2f}".rstrip("0").rstrip(".").replace("-0", "0") if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def shapes(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every shape and number of a layout with the path to it."""
    if isinstance(value, kit.Shape | ways_of_working.Lens):
        yield path, value
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "domain":
                yield from shapes(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from shapes(inner, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from shapes(inner, f"{path}.{getattr(inner, 'name', index)}")
    else:
        yield path, value


def pictures(value: Any) -> Iterator[Any]:
    """Whatever has a view box of its own."""
    if hasattr(value, "width") and not isinstance(value, Rect):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from pictures(getattr(value, field.name))
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from pictures(inner)


def geometry(figure: str) -> str:
    return "".join(f"{path} {numbers(value)}\n" for path, value in shapes(DRAWINGS[figure].layout(EXAMPLE)))


@pytest.mark.parametrize("figure", DRAWINGS)
def test_no_shape_moves_unseen(figure: str) -> None:
    assert geometry(figure) == (APPROVED / f"{figure}.txt").read_text("utf-8")


@pytest.mark.parametrize("figure", DRAWINGS)
def test_nothing_leaves_the_view_box(figure: str) -> None:
    found = list(pictures(DRAWINGS[figure].layout(DATA)))
    assert found
    for picture in found:
        for path, shape in shapes(picture):
            if isinstance(shape, kit.Shape) and not (isinstance(shape, Curve)):
                box = shape.box
                assert box.left >= 0 and box.top >= 0 and box.right <= picture.width and box.bottom <= picture.height, (path, shape)


def apart(one: Box, two: Box) -> bool:
    return one.right <= two.left or two.right <= one.left or one.bottom <= two.top or two.bottom <= one.top


ROOMS = {"names", "contexts", "band", "zone_name", "short_cut_name", "exits_name", "fail", "processes", "vertical_name", "horizontal_name", "together"}
LAYOUTS = [pytest.param(layout, id=f"{figure}-{layout.name}") for figure in IN_SVG for layout in DRAWINGS[figure].layout(EXAMPLE)]


def rooms(layout: Any) -> list[Rect]:
    """Where a layout has words outside its shapes."""
    return [shape for path, shape in shapes(layout) if path.split(".")[1] in ROOMS]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_words_lie_on_others_or_across_a_circle(layout: Any) -> None:
    found = rooms(layout)
    assert found and all(apart(one.box, two.box) for one, two in combinations(found, 2))
    for path, circle in shapes(layout):
        if not isinstance(circle, Circle) or path.split(".")[1] in ("disc", "inner", "moat"):
            continue
        for room in found:
            box = room.box
            near = (min(max(circle.x, box.left), box.right), min(max(circle.y, box.top), box.bottom))
            assert hypot(near[0] - circle.x, near[1] - circle.y) >= circle.r - 6, (path, room)


def along(line: Line | Curve) -> Iterator[tuple[float, float]]:
    points = (line.start, line.end) if isinstance(line, Line) else (line.start, line.one, line.two, line.end)
    for t in (i / 60 for i in range(61)):
        at = points
        while len(at) > 1:
            at = tuple(((a[0] + (b[0] - a[0]) * t), (a[1] + (b[1] - a[1]) * t)) for a, b in pairwise(at))
        yield at[0]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_line_runs_through_words(layout: Any) -> None:
    lines = [(path, shape) for path, shape in shapes(layout) if isinstance(shape, Line | Curve)]
    assert lines
    for path, line in lines:
        for room in rooms(layout):
            box = room.box
            assert not any(box.left < x < box.right and box.top < y < box.bottom for x, y in along(line)), (path, room)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_text_is_large_enough_on_a_phone(layout: Any) -> None:
    room = {"wide": 560, "narrow": 343}[layout.name]  # figures.css: 35rem; a phone of 375 px less its margins
    assert layout.size * room / layout.width >= (14 if layout.name == "narrow" else 12.4)


def test_the_life_cycle_dips_rises_and_falls_and_fits_a_projector() -> None:
    for layout in DRAWINGS["life-cycle"].layout(EXAMPLE):
        forming, frustration, functioning, flying, failing = layout.stages
        assert flying.y < functioning.y < frustration.y < failing.y and forming.y < frustration.y
        assert frustration.box.right < layout.zone.x and layout.zone.box.right < functioning.box.left
        assert [curve.start for curve in layout.course] == [(stage.x, stage.y) for stage in layout.stages[:3]]
        assert [curve.end for curve in layout.course] == [(stage.x, stage.y) for stage in layout.stages[1:4]]
        assert layout.fall.end[1] < failing.box.top and layout.short_cut.end[0] < failing.box.left
    wide = DRAWINGS["life-cycle"].layout(EXAMPLE)[0]
    assert wide.width / wide.height == pytest.approx(16 / 9, abs=0.01)
    assert wide.size * 1280 / wide.width >= 32  # pixels on a projector 1280 pixels across


def test_the_framework_has_a_place_for_every_phase() -> None:
    for layout in DRAWINGS["framework"].layout(DATA):
        assert len(layout.phases) == len(layout.arcs) == sum(phase.part == "phase" for phase in DATA.phases.values())
        for one, two in combinations((*layout.phases, layout.core), 2):
            assert hypot(one.x - two.x, one.y - two.y) > one.r + two.r
        for phase in layout.phases:
            assert hypot(phase.x - layout.inner.x, phase.y - layout.inner.y) + phase.r < layout.inner.r


def test_each_domain_is_in_its_corner() -> None:
    found = DRAWINGS["sense-making"].layout(DATA)
    assert [field.domain.position for field in found] == ["top-left", "top-right", "bottom-left", "bottom-right"]
    for field in found:
        row, column = field.domain.position.split("-")
        assert (field.here.y < field.height / 2 - 5) == (row == "top") and (field.here.x < field.width / 2 - 5) == (column == "left")


def test_unjoined_uprights_lean_and_braced_ones_stand() -> None:
    found = DRAWINGS["connected-levels"].layout(EXAMPLE)
    lean = {name: any(abs(line.start[0] - line.end[0]) > 1 for line in seen.uprights) for name, seen in found.items()}
    assert lean == {"top-only": True, "bottom-only": True, "braced": False}
    assert {name: len(seen.links) for name, seen in found.items()} == {"top-only": 2, "bottom-only": 2, "braced": 8}
    assert {name: len(seen.braces) for name, seen in found.items()} == {"top-only": 0, "bottom-only": 0, "braced": 12}
    assert {line.start[1] for line in found["top-only"].links} == {found["top-only"].rungs[0].start[1]}
    assert {line.start[1] for line in found["bottom-only"].links} == {found["bottom-only"].rungs[-1].start[1]}
    assert len(connected_levels.scaffold("top-only", 1).circles) == 3


def test_ways_are_ever_more_closely_bonded() -> None:
    pairs = [ways_of_working.pair(step) for step in range(5)]
    gaps = [pair.two.x - pair.one.x for pair in pairs]
    assert gaps == sorted(gaps, reverse=True) and [bool(pair.dashed) for pair in pairs] == [False, True, False, False, False]
    assert [len(pair.bonds) for pair in pairs] == [0, 0, 1, 2, 0] and [pair.shared is not None for pair in pairs] == [False] * 4 + [True]
    assert ways_of_working.pair(9) == pairs[-1]
    lens = pairs[-1].shared
    assert lens and all(hypot(lens.x - pairs[-1].one.x, y - pairs[-1].one.y) == pytest.approx(lens.r) for y in (lens.top, lens.bottom))


def test_needs_grow_from_one_circle_to_a_tangle() -> None:
    found = DRAWINGS["needs-continuum"].layout(EXAMPLE)
    assert isinstance(found, needs_continuum.Layout)
    clusters = (found.simple, *found.grey, found.tangled)
    assert [(len(seen.circles), len(seen.bonds)) for seen in clusters] == [(1, 0), (2, 1), (3, 3), (4, 6), (5, 10), (8, 28)]


# --- the kit ---------------------------------------------------------------------------


def test_shapes_know_their_boxes() -> None:
    assert Circle(10, 20, 5).box == Box(5, 15, 15, 25) and Circle(10, 20, 5).ring == Circle(10, 20, 9)
    assert Circle(0, 0, 50).room == Rect(-43, -35, 86, 70)
    assert Rect(1, 2, 30, 40, 3).box == Box(1, 2, 31, 42) and Rect(1, 2, 30, 40, 3).ring == Rect(-3, -2, 38, 48, 7)
    assert Rect(1, 2, 30, 40).room == Rect(9, 2, 14, 40)
    assert Line((5, 1), (2, 8)).box == Box(2, 1, 5, 8) == Arc((5, 1), (2, 8), 9).box
    assert Curve((0, 0), (9, -4), (3, 12), (5, 5)).box == Box(0, -4, 9, 12)


def test_points_and_lines() -> None:
    assert Circle(10, 20, 5).rim(0) == (15, 20) and Circle(10, 20, 5).rim(0, 2) == (15, 22)
    assert Circle(10, 20, 5).rim(pi / 2, 2) == pytest.approx((8, 25))
    assert kit.around(4, 10, 20, 5) == [pytest.approx(point) for point in ((10, 15), (15, 20), (10, 25), (5, 20))]
    assert kit.around(2, 0, 0, 1, 0) == [pytest.approx((1, 0)), pytest.approx((-1, 0))]
    assert kit.through((0, 0), (1, 0), (1, 2)) == (Line((0, 0), (1, 0)), Line((1, 0), (1, 2)))
    (bond,) = kit.bonds(Circle(0, 0, 2), Circle(10, 0, 3))
    assert (bond.start, bond.end) == (pytest.approx((2, 0)), pytest.approx((7, 0)))
    upper, lower = kit.bonds(Circle(0, 0, 2), Circle(10, 0, 3), 2)
    assert (upper.start, upper.end, lower.start, lower.end) == tuple(pytest.approx(point) for point in ((2, -3), (7, -3), (2, 3), (7, 3)))


# --- what a drawing needs --------------------------------------------------------------


def test_every_record_has_a_drawing_and_every_drawing_a_record_and_a_template() -> None:
    assert list(DRAWINGS) == list(DATA.figures)
    modules = {path.stem for path in (ROOT / "macros/figures").glob("*.py")} - {"__init__", "kit", "aotearoa"}  # the map belongs to the stories
    assert modules == {path.name.removesuffix(".html.j2") for path in (ROOT / "macros/templates/figures").glob("[a-z]*.j2")}
    assert modules == {figure.replace("-", "_") for figure in DRAWINGS}


def test_the_data_has_all_that_drawings_show() -> None:
    assert list(drawings(DATA, ROOT)) == []


def told(figure: str, **changes: Any) -> list[tuple[tuple[str | int, ...], str]]:
    return list(wants(DATA.figures[figure], replace(DATA, **changes)))


@pytest.mark.parametrize(("figure", "part"), [(figure, part) for figure, drawing in DRAWINGS.items() for part in drawing.parts])
def test_a_missing_part_or_field_is_told(figure: str, part: str) -> None:
    record = DATA.figures[figure]
    without = record.model_copy(update={"parts": tuple(found for found in record.parts if found.id != part)})
    assert list(wants(without, DATA)) == [(("parts",), f'has no part "{part}". The drawing prints its label: add it, with id and label')]
    index = [found.id for found in record.parts].index(part)
    nothing = {"text": None, "link": None}
    bare = record.model_copy(update={"parts": tuple(found.model_copy(update=nothing) if found.id == part else found for found in record.parts)})
    assert list(wants(bare, DATA)) == [
        (("parts", index), f'the part "{part}" has no {field}. The drawing needs one') for field in DRAWINGS[figure].parts[part]
    ]


@pytest.mark.parametrize(("figure", "group"), [(figure, group) for figure, drawing in DRAWINGS.items() for group in drawing.groups])
def test_a_missing_group_is_told(figure: str, group: str) -> None:
    record = DATA.figures[figure]
    without = record.model_copy(update={"parts": tuple(part for part in record.parts if not part.id.startswith(group))})
    assert list(wants(without, DATA)) == [(("parts",), f'has no part whose id begins with "{group}". The drawing lists them: add at least one')]


def test_missing_records_are_told_once() -> None:
    roles = {name: role for name, role in DATA.roles.items() if name != "guardian-angel"}
    assert told("trio", roles=roles) == [
        ((), 'the drawing shows "guardian-angel", which data/roles.yml does not have. Put it back, or ask for a new drawing')
    ]
    assert told("trio", roles=roles, broken={**DATA.broken, "roles": {"guardian-angel"}}) == []
    assert told("trio", roles={}, broken={"roles": set()}) == []  # the file is broken, and says so itself


def test_a_stage_too_many_is_told() -> None:
    six = {**DATA.stages, "sixth": next(iter(DATA.stages.values()))}
    assert told("life-cycle", stages=six) == [
        ((), "the drawing has 5 places for stages, data/life-cycle.yml has 6. Keep 5, or ask for a new drawing")
    ]
    assert told("life-cycle", stages={}, broken={"stages": set(), "zones": set()}) == []


def test_a_figure_without_a_drawing_wants_nothing() -> None:
    assert list(wants(DATA.figures["trio"].model_copy(update={"id": "new", "parts": ()}), DATA)) == []


# --- what is drawn ---------------------------------------------------------------------


@cache
def render(figure: str) -> Tag:
    renderer = Renderer(DATA)
    renderer.page = PAGE
    found = BeautifulSoup(renderer.figure(figure), "html5lib").find("figure")
    assert isinstance(found, Tag)
    return found


def layouts(figure: str) -> list[Tag]:
    """The drawings of a figure: two in SVG, one of boxes."""
    return render(figure).select("svg.bcs-fig--wide, svg.bcs-fig--narrow") or render(figure).select(".bcs-figure__drawing")


def words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


ELSEWHERE: dict[str, list[str]] = {
    "framework": [phase.title for phase in DATA.phases.values() if phase.part != "context"],
    "ways-of-working": [text for way in DATA.ways_of_working.values() for text in (way.name, way.gloss)],
    "sense-making": [
        text for domain in DATA.domains.values()
        for text in (domain.name, domain.cause_effect, *domain.practices, " ".join(step.capitalize() for step in domain.response))
    ],
    "life-cycle": [
        *(text for stage in DATA.stages.values() for text in (stage.name, str(stage.number))),
        *(zone.name for zone in DATA.zones.values()),
    ],
    "trio": [DATA.roles[name].name for name in ("public-entrepreneur", "guardian-angel", "fellow-travellers", "active-client")],
}


@pytest.mark.parametrize("figure", DATA.figures)
def test_every_label_is_in_the_drawing_and_in_its_words(figure: str) -> None:
    record = DATA.figures[figure]
    drawing = render(figure).select_one(".bcs-figure__drawing")
    assert drawing
    for title in drawing.select("title, desc"):
        assert title.get_text() in (record.title, record.description)
    printed = words(drawing)
    assert [label for label in (*ELSEWHERE.get(figure, ()), *(part.label for part in record.parts)) if label not in printed] == []
    told = render(figure).select_one("details")
    assert told and [text for text in (record.description, *(part.label for part in record.parts)) if text not in words(told)] == []


@pytest.mark.parametrize("figure", IN_SVG)
def test_both_layouts_have_the_same_words_and_links(figure: str) -> None:
    wide, narrow = layouts(figure)
    assert words(wide) == words(narrow)
    assert [link["href"] for link in wide.select("a")] == [link["href"] for link in narrow.select("a")] != []


def linked(figure: str) -> list[str]:
    """Where the links of a drawing lead, from data, by their order in the drawing."""
    parts = [part.link for part in DATA.figures[figure].parts if part.link]
    return {
        "framework": [phase.page for part in ("phase", "reinforcement") for phase in DATA.phases.values() if phase.part == part] + parts,
        "ways-of-working": [f"start/ways-of-working.md#way-{name}" for name in DATA.ways_of_working],
        "sense-making": [f"guide/getting-together.md#domain-{name}" for name in ("complex", "knowable", "chaos", "known")],
        "life-cycle": [f"guide/sustaining.md#stage-{name}" for name in ("forming", "frustration", "functioning", "flying", "failing")],
        "trio": [*(DATA.sections[DATA.roles[name].section or ""].homes[0] for name in
                   ("public-entrepreneur", "guardian-angel", "fellow-travellers", "active-client")), *parts],
    }.get(figure, parts)


@pytest.mark.parametrize("figure", DATA.figures)
def test_links_lead_where_the_data_says(figure: str) -> None:
    renderer = Renderer(DATA)
    renderer.page = PAGE
    for drawing in layouts(figure):
        assert [link["href"] for link in drawing.select("a")] == [renderer.link(place) for place in linked(figure)]
        assert all(words(link) for link in drawing.select("a"))


@pytest.mark.parametrize("figure", DATA.figures)
def test_pages_of_links_exist(figure: str) -> None:
    for link in render(figure).select("a:not(.bcs-copy, .bcs-show)"):  # slides are checked in test_present.py
        path = normpath(join("start/framework/", str(link["href"]).partition("#")[0]))
        assert (ROOT / "docs" / f"{path}.md").is_file(), link


@pytest.mark.parametrize("figure", IN_SVG)
def test_links_in_a_picture_have_a_ring_around_them(figure: str) -> None:
    for drawing in layouts(figure):
        assert all(link.select(".bcs-fig__ring") for link in drawing.select("a"))


@pytest.mark.parametrize("figure", DATA.figures)
def test_title_and_description_have_their_permanent_ids(figure: str) -> None:
    """Nobody can tell who links to them, so a drawing of boxes keeps both pairs."""
    record, html = DATA.figures[figure], render(figure)
    for layout in ("wide", "narrow"):
        for kind, text in (("title", record.title), ("desc", record.description)):
            found = html.select(f"#{figure}-{layout}-{kind}")
            assert len(found) == 1 and words(found[0]) == " ".join(text.split())
    ids = [str(element["id"]) for element in html.select("[id]")]
    assert len(ids) == len(set(ids))
    for named in html.select("[aria-labelledby]"):
        assert {named["aria-labelledby"], named["aria-describedby"]} <= set(ids)
    for used in html.select("[marker-end]"):
        assert str(used["marker-end"]).removeprefix("url(#").removesuffix(")") in ids
    assert bool(html.select("[marker-end]")) == bool(html.select("marker")) == (figure in ("framework", "learning-loop", "life-cycle", "chemistry"))


@pytest.mark.parametrize("figure", DATA.figures)
def test_the_frame_is_sound(figure: str) -> None:
    """The caption is the figure's first child, as HTML asks; what search leaves out is in
    the one section; nothing styles itself; small pictures are hidden from screen readers."""
    html = render(figure)
    children = [child.name for child in html.children if isinstance(child, Tag)]
    assert children == ["figcaption", "section", "details"]
    assert [tag.has_attr("data-search-exclude") for tag in html.select("section")] == [True]
    assert not html.select("[style], [fill], [stroke]")
    for svg in html.select("svg"):
        assert svg.get("aria-hidden") == "true" and not svg.select("a, foreignObject") if "bcs-glyph" in svg["class"] else svg["role"] == "group"
    assert bool(html.get("aria-labelledby")) != (figure in IN_SVG)


@pytest.mark.parametrize("figure", DATA.figures)
def test_every_class_that_is_drawn_has_a_style(figure: str) -> None:
    css = "".join(path.read_text("utf-8") for path in (ROOT / "docs/assets/css").rglob("*.css"))
    used = {name for element in render(figure).select("[class]") for name in element["class"]}
    assert [name for name in sorted(used) if not re.search(rf"\.{name}(?![\w-])", css)] == []


@pytest.mark.parametrize("figure", DATA.figures)
def test_a_lost_drawing_says_that_it_is_a_reconstruction(figure: str) -> None:
    record, html = DATA.figures[figure], words(render(figure))
    assert ("the printed drawing is lost" in html) == bool(record.inference)
    assert ("This edition’s drawing" in html) == bool(record.addition)
    assert not record.credit or f"After {record.credit}." in html
    assert all(line in html for line in record.inference)


def test_templates_have_the_paths_and_modules_the_numbers() -> None:
    for path in (ROOT / "macros/figures").glob("*.py"):
        code = re.sub(r'"""[\s\S]*?"""|#.*', "", path.read_text("utf-8"))
        assert not re.search(r'"[MLACQZ][ \d{-]|<svg|f"[MLC]', code), path.name


if __name__ == "__main__":
    APPROVED.mkdir(exist_ok=True)
    for name in DRAWINGS:
        (APPROVED / f"{name}.txt").write_text(geometry(name), "utf-8")
