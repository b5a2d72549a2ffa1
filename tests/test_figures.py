"""The drawings: nothing clipped, nothing on top of anything else, nothing left out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from math import hypot
from pathlib import Path
from posixpath import join, normpath
from typing import Any

import pytest

from macros import figures
from macros.figures import Arrow, Box, Circle, Label, Rect
from macros.figures import Path as Line
from macros.load import load
from macros.render import Renderer

ROOT = Path(__file__).resolve().parent.parent
DATA, _ = load(ROOT)
PAGE = "start/framework.md"
SVG = "{http://www.w3.org/2000/svg}"
LAYOUTS = [
    pytest.param(figure, layout, id=f"{figure}-{layout['name']}")
    for figure in figures.GEOMETRIES
    for layout in figures.geometry(figure, DATA)["layouts"]
]


def shapes(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every shape of a layout, once, with the key that it stands under."""
    if isinstance(value, (Label, Circle, Rect, Line, Arrow)):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from shapes(inner, key)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from shapes(inner, name)


def labels(layout: dict[str, Any]) -> list[Label]:
    return list(dict.fromkeys(shape for _, shape in shapes(layout) if isinstance(shape, Label)))


def apart(one: Box, two: Box, slack: float = 0.5) -> bool:
    return one.right <= two.left + slack or two.right <= one.left + slack or one.bottom <= two.top + slack or two.bottom <= one.top + slack


def render(figure: str) -> str:
    renderer = Renderer(DATA)
    renderer.page = PAGE
    return renderer.figure(figure)


def drawings(figure: str) -> list[ET.Element]:
    found = re.findall(r"<svg.*?</svg>", render(figure), re.S)
    return [ET.fromstring(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)) for svg in found]


def words(element: ET.Element) -> str:
    """All that a drawing prints, without its title and description."""
    return " ".join(" ".join("".join(text.itertext()).split()) for text in element.iter(f"{SVG}text"))


def printed(figure: str) -> list[str]:
    """All that a drawing has to print: its parts, and the labels that have another home."""
    elsewhere: dict[str, list[str]] = {
        "framework": [phase.title for phase in DATA.phases.values() if phase.part != "context"],
        "ways-of-working": [text for way in DATA.ways_of_working.values() for text in (way.name, way.gloss)],
        "sense-making": [
            text
            for domain in DATA.domains.values()
            for text in (domain.name, domain.cause_effect, *domain.practices, " ".join(domain.response).title())
        ],
        "life-cycle": [
            *(text for stage in DATA.stages.values() for text in (stage.name, str(stage.number))),
            *(zone.name for zone in DATA.zones.values()),
            "Short cut from stage 2",
            "Ways out from any stage",
        ],
        "trio": [role.name for role in DATA.roles.values()],
    }
    return [part.label for part in DATA.figures[figure].parts] + elsewhere.get(figure, [])


def test_every_record_has_a_drawing_and_every_drawing_a_record() -> None:
    assert list(figures.GEOMETRIES) == list(DATA.figures)


def test_an_id_without_a_drawing_has_no_geometry() -> None:
    assert figures.geometry("no-such-drawing", DATA) == {}


# --- geometry --------------------------------------------------------------------------


@pytest.mark.parametrize(("figure", "layout"), LAYOUTS)
def test_nothing_leaves_the_view_box(figure: str, layout: dict[str, Any]) -> None:
    outside = [
        (name, shape)
        for name, shape in shapes(layout)
        if shape.box.left < -0.5 or shape.box.top < -0.5 or shape.box.right > layout["width"] + 0.5 or shape.box.bottom > layout["height"] + 0.5
    ]
    assert outside == []


@pytest.mark.parametrize(("figure", "layout"), LAYOUTS)
def test_no_label_lies_on_another(figure: str, layout: dict[str, Any]) -> None:
    clashes = [(one.lines, two.lines) for one, two in combinations(labels(layout), 2) if not apart(one.box, two.box)]
    assert clashes == []


@pytest.mark.parametrize(("figure", "layout"), LAYOUTS)
def test_a_label_is_inside_a_circle_or_clear_of_it(figure: str, layout: dict[str, Any]) -> None:
    clashes = []
    for name, circle in shapes(layout):
        if not isinstance(circle, Circle) or name == "ring":
            continue
        for label in labels(layout):
            box = label.box
            # The box of a line is higher than its letters: half a descender is let off.
            corners = [(x, y) for x in (box.left, box.right) for y in (box.top + label.size * 0.1, box.bottom - label.size * 0.2)]
            near = (min(max(circle.x, box.left), box.right), min(max(circle.y, box.top), box.bottom))
            inside = all(hypot(x - circle.x, y - circle.y) <= circle.r + 0.5 for x, y in corners)
            clear = hypot(near[0] - circle.x, near[1] - circle.y) >= circle.r - 0.5
            if not inside and not clear:
                clashes.append((label.lines, circle))
    assert clashes == []


@pytest.mark.parametrize(("figure", "layout"), LAYOUTS)
def test_a_label_is_inside_a_box_or_clear_of_it(figure: str, layout: dict[str, Any]) -> None:
    clashes = []
    for name, rect in shapes(layout):
        if not isinstance(rect, Rect) or name == "ring":
            continue
        # A label may run on past the end of its own step on a phone.
        if figure == "ways-of-working" and layout["name"] == "narrow":
            continue
        outer = rect.box
        for label in labels(layout):
            box = label.box
            inside = box.left >= outer.left and box.top >= outer.top and box.right <= outer.right and box.bottom <= outer.bottom
            if not inside and not apart(box, outer):
                clashes.append((label.lines, name))
    assert clashes == []


def along(line: Line) -> Iterator[tuple[float, float]]:
    """Points along a line or a cubic curve."""
    steps = [i / 40 for i in range(41)]
    if " C" in line.d:
        a, b, c, d = line.points
        for t in steps:
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            yield tuple(sum(w * p[i] for w, p in zip(weights, (a, b, c, d), strict=True)) for i in (0, 1))
    elif "A" not in line.d and "a" not in line.d:
        for (x0, y0), (x1, y1) in pairwise(line.points):
            yield from ((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) for t in steps)


@pytest.mark.parametrize(("figure", "layout"), LAYOUTS)
def test_no_line_runs_through_a_label(figure: str, layout: dict[str, Any]) -> None:
    found = [shape for name, shape in shapes(layout) if name != "field"]
    circles = [shape.box for shape in found if isinstance(shape, Circle)]
    lines = [shape.line if isinstance(shape, Arrow) else shape for shape in found if isinstance(shape, (Line, Arrow))]
    clashes = []
    for label in labels(layout):
        box = label.box
        if any(c.left <= box.left and c.top <= box.top and c.right >= box.right and c.bottom >= box.bottom for c in circles):
            continue  # a circle is painted over the lines that end in it
        clashes += [(label.lines, line.d) for line in lines if any(box.left < x < box.right and box.top < y < box.bottom for x, y in along(line))]
    assert clashes == []


@pytest.mark.parametrize(("figure", "layout"), LAYOUTS)
def test_text_is_large_enough_where_a_layout_is_smallest(figure: str, layout: dict[str, Any]) -> None:
    room = {"wide": 560, "narrow": 288}[layout["name"]]  # figures.css; a phone of 320 px less its margins
    sizes = {label.size * room / layout["width"] for label in labels(layout)}
    assert min(sizes) >= 11


@pytest.mark.parametrize(("figure", "layout"), LAYOUTS)
def test_labels_break_between_words_only(figure: str, layout: dict[str, Any]) -> None:
    assert all(line and line == line.strip() for label in labels(layout) for line in label.lines)


@pytest.mark.parametrize("width", [60, 90, 150, 400])
@pytest.mark.parametrize("style", ["name", "text"])
def test_wrap_keeps_every_word_and_the_measure(width: int, style: Any) -> None:
    text = "People find it harder to know and name the right category"
    lines = figures.wrap(text, width, 14, style)
    assert " ".join(lines) == text
    assert all(figures.measure(line, 14, style) <= width or " " not in line for line in lines)


def test_wrap_makes_lines_of_about_the_same_length() -> None:
    text = "one two three four five six seven"
    assert figures.wrap(text, figures.measure("one two three four five six", 10), 10) == ("one two three", "four five six seven")


def test_longer_labels_push_what_follows_down() -> None:
    record = DATA.figures["trio"]
    longer = [
        part.model_copy(update={"label": part.label + " and then a good deal more than that"}) if part.id == "common-goal" else part
        for part in record.parts
    ]
    changed = replace(DATA, figures={**DATA.figures, "trio": record.model_copy(update={"parts": tuple(longer)})})
    before, after = (figures.geometry("trio", data)["layouts"][1] for data in (DATA, changed))
    assert after["height"] > before["height"]
    assert all(apart(one.box, two.box) for one, two in combinations(labels(after), 2))


def test_the_ways_of_working_rise() -> None:
    wide, narrow = figures.geometry("ways-of-working", DATA)["layouts"]
    heights = [step["block"].height for step in wide["steps"]]
    widths = [step["block"].width for step in narrow["steps"]]
    assert heights == sorted(set(heights)) and widths == sorted(set(widths))


def test_each_domain_is_in_its_corner_and_the_middle_is_empty() -> None:
    wide = figures.geometry("sense-making", DATA)["layouts"][0]
    for cell in wide["cells"]:
        box = cell["field"].box
        row, column = cell["domain"].position.split("-")
        assert (box.bottom + box.top < wide["height"]) == (row == "top")
        assert (box.right + box.left < wide["width"]) == (column == "left")
    assert len({(cell["field"].x, cell["field"].y) for cell in wide["cells"]}) == 4


def test_unjoined_uprights_lean_and_braced_ones_stand() -> None:
    for layout in figures.geometry("connected-levels", DATA)["layouts"]:
        slopes = {
            entry["part"].id: any(abs(line.points[0][0] - line.points[1][0]) > 1 for line in entry["uprights"]) for entry in layout["structures"]
        }
        assert slopes == {"top-only": True, "bottom-only": True, "braced": False}
        assert {entry["part"].id: len(entry["links"]) for entry in layout["structures"]} == {"top-only": 2, "bottom-only": 2, "braced": 8}
        assert [bool(entry["braces"]) for entry in layout["structures"]] == [False, False, True]


def test_the_life_cycle_dips_rises_and_falls() -> None:
    for layout in figures.geometry("life-cycle", DATA)["layouts"]:
        forming, frustration, functioning, flying, failing = (entry["circle"] for entry in layout["stages"])
        assert flying.y < functioning.y < frustration.y < failing.y and forming.y < frustration.y
        assert frustration.x < layout["zone"].x and layout["zone"].box.right < functioning.x


# --- what is drawn ---------------------------------------------------------------------


@pytest.mark.parametrize("figure", DATA.figures)
def test_both_layouts_print_every_label(figure: str) -> None:
    for drawing in drawings(figure):
        text = words(drawing)
        assert [label for label in printed(figure) if label not in text] == []


@pytest.mark.parametrize("figure", DATA.figures)
def test_every_drawing_has_a_title_and_a_description(figure: str) -> None:
    record, found = DATA.figures[figure], drawings(figure)
    assert len(found) == 2
    ids = [element.attrib["id"] for drawing in found for element in drawing.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids)) and all(name.startswith(f"{figure}-") for name in ids)
    for drawing in found:
        title, description = drawing.find(f"{SVG}title"), drawing.find(f"{SVG}desc")
        assert title is not None and title.text == record.title and drawing.attrib["aria-labelledby"] == title.attrib["id"]
        assert description is not None and description.text == record.description and drawing.attrib["aria-describedby"] == description.attrib["id"]


@pytest.mark.parametrize("figure", DATA.figures)
def test_a_drawing_with_links_is_a_group_and_any_other_an_image(figure: str) -> None:
    for drawing in drawings(figure):
        assert drawing.attrib["role"] == ("group" if list(drawing.iter(f"{SVG}a")) else "img")


@pytest.mark.parametrize("figure", DATA.figures)
def test_colours_are_in_the_style_sheet_only(figure: str) -> None:
    for drawing in drawings(figure):
        assert not [element for element in drawing.iter() if {"fill", "stroke", "style", "color"} & set(element.attrib)]


@pytest.mark.parametrize("figure", DATA.figures)
def test_every_class_that_is_drawn_has_a_style(figure: str) -> None:
    css = (ROOT / "docs/assets/css/figures.css").read_text()
    used = {name for drawing in drawings(figure) for element in drawing.iter() for name in element.attrib.get("class", "").split()}
    assert [name for name in sorted(used) if not re.search(rf"\.{name}(?![\w-])", css)] == []


@pytest.mark.parametrize("figure", DATA.figures)
def test_links_lead_to_a_heading_of_a_page(figure: str) -> None:
    for drawing in drawings(figure):
        for anchor in drawing.iter(f"{SVG}a"):
            path, _, fragment = anchor.attrib["href"].partition("#")
            place = normpath(join("start/framework/", path))
            page = ROOT / "docs" / f"{place}.md"
            assert page.is_file(), f"{anchor.attrib['href']} leads to no page"
            printed = {f"{kind}-{name}" for kind, names in (("way", DATA.ways_of_working), ("domain", DATA.domains), ("stage", DATA.stages)) for name in names}
            known = not fragment or fragment in printed or re.search(rf"\{{ #{fragment} |id=\"{fragment}\"", page.read_text("utf-8"))
            assert known, f"{anchor.attrib['href']} leads to no heading"


@pytest.mark.parametrize("figure", DATA.figures)
def test_every_part_with_a_link_is_a_link_with_a_name_and_a_focus_ring(figure: str) -> None:
    renderer = Renderer(DATA)
    renderer.page = PAGE
    wanted = {renderer.link(part.link) for part in DATA.figures[figure].parts if part.link}
    if figure == "framework":
        wanted |= {renderer.link(phase.page) for phase in DATA.phases.values() if phase.part != "context"}
    for drawing in drawings(figure):
        anchors = list(drawing.iter(f"{SVG}a"))
        assert wanted <= {anchor.attrib["href"] for anchor in anchors}
        assert all(words(anchor) for anchor in anchors)
        assert all(any("bcs-fig__ring" in element.attrib.get("class", "") for element in anchor) for anchor in anchors)


@pytest.mark.parametrize("figure", DATA.figures)
def test_a_lost_drawing_says_that_it_is_a_reconstruction(figure: str) -> None:
    record, html = DATA.figures[figure], render(figure)
    assert ("the printed drawing is lost" in html) == bool(record.inference)
    assert ("This edition’s drawing" in html) == bool(record.addition)
    assert not record.credit or record.credit in html


def test_what_is_unknown_is_said_in_the_drawing() -> None:
    for drawing in drawings("learning-loop"):
        assert "What each one held is lost." in words(drawing)
    for drawing in drawings("life-cycle"):
        assert "this edition’s inference" in words(drawing)
