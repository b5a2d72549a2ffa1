"""Positions of the drawings. Numbers only: templates/figures/ draws them.

`geometry` takes the data and returns, for every drawing, two layouts: "wide" for a
column of 560 pixels and more, "narrow" for a phone. The unit is always one unit of the
layout's own view box: the wide box is 720 units across, the narrow one 340. Text is
broken into lines here, with widths taken from a wide typeface (`measure`), so that no
common system font makes a label run into its neighbour. Change a label in data/ and the
drawing makes room.

A layout is a dict: `name`, `width`, `height` and the drawing's own shapes. Shapes are the
frozen records below; each knows its `box`, by which tests find what overlaps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import acos, asin, atan2, cos, hypot, pi, sin, sqrt
from typing import Any, Literal

from .model import Data, Domain, Stage

WIDE, NARROW = 720.0, 340.0

Layout = dict[str, Any]
Point = tuple[float, float]
Style = Literal["name", "text", "note"]
Anchor = Literal["start", "middle", "end"]


def geometry(figure: str, data: Data) -> dict[str, Any]:
    """Both layouts of a drawing, or nothing for an id that has no drawing."""
    build = GEOMETRIES.get(figure)
    return {"layouts": build(data)} if build else {}


# --- shapes ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Box:
    """Left, top, right and bottom edge."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Label:
    """Lines of text. `x`, `y`: the anchor of the first baseline; `size`: the type size."""

    x: float
    y: float
    size: float
    lines: tuple[str, ...]
    style: Style = "text"
    anchor: Anchor = "start"

    @property
    def leading(self) -> float:
        """From baseline to baseline."""
        return self.size * 1.28

    @property
    def rows(self) -> list[tuple[float, str]]:
        """Baseline and text of every line."""
        return [(self.y + i * self.leading, line) for i, line in enumerate(self.lines)]

    @property
    def width(self) -> float:
        """Width of the longest line, in a wide typeface."""
        return max(measure(line, self.size, self.style) for line in self.lines)

    @property
    def box(self) -> Box:
        """Around all lines, from the first capital's top to the last descender."""
        left = self.x - self.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        bottom = self.y + (len(self.lines) - 1) * self.leading + 0.24 * self.size
        return Box(left, self.y - 0.76 * self.size, left + self.width, bottom)


@dataclass(frozen=True)
class Circle:
    """Centre and radius."""

    x: float
    y: float
    r: float

    @property
    def box(self) -> Box:
        return Box(self.x - self.r, self.y - self.r, self.x + self.r, self.y + self.r)


@dataclass(frozen=True)
class Rect:
    """Upper left corner, width, height and corner radius."""

    x: float
    y: float
    width: float
    height: float
    r: float = 0.0

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.x + self.width, self.y + self.height)


@dataclass(frozen=True)
class Path:
    """A path as SVG writes it, and the points that bound it (control points included)."""

    d: str
    points: tuple[Point, ...]

    @property
    def box(self) -> Box:
        xs, ys = zip(*self.points, strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True)
class Arrow:
    """A line and the triangle at its end."""

    line: Path
    head: Path

    @property
    def box(self) -> Box:
        one, two = self.line.box, self.head.box
        return Box(min(one.left, two.left), min(one.top, two.top), max(one.right, two.right), max(one.bottom, two.bottom))


# --- text --------------------------------------------------------------------------------

# Advance widths of DejaVu Sans, in hundredths of the type size: the widest face that
# browsers are likely to use for system-ui. Characters that are not listed count as 0.64.
_WIDTHS = {
    char: width / 100
    for chars, width in (
        ("ijlIJ", 29),
        (" .,’", 32),
        (":;", 34),
        ("f-", 36),
        ("t()!", 40),
        ("r", 41),
        ("–", 50),
        ("szc?“”", 54),
        ("kFLvxy", 59),
        ("aoeTYP", 62),
        ("AVKBRXZ", 69),
        ("CUHN", 74),
        ("DGOQ", 79),
        ("wM", 85),
        ("mW", 98),
    )
    for char in chars
}
_WIDER = {"name": 1.15, "text": 1.0, "note": 1.0}  # names are set in a bold serif


def measure(text: str, size: float, style: Style = "text") -> float:
    """Width of one line of text, on the safe side."""
    return sum(_WIDTHS.get(char, 0.64) for char in text) * size * _WIDER[style]


def wrap(text: str, width: float, size: float, style: Style = "text") -> tuple[str, ...]:
    """Lines no wider than `width` where words allow, of about the same length."""
    count = len(_fill(text, width, size, style))
    low = 0.0
    while width - low > 1:  # the narrowest measure that needs no further line
        middle = (low + width) / 2
        if len(_fill(text, middle, size, style)) > count:
            low = middle
        else:
            width = middle
    return _fill(text, width, size, style)


def _fill(text: str, width: float, size: float, style: Style) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}", size, style) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _below(text: str, x: float, top: float, width: float, size: float, style: Style = "text", anchor: Anchor = "start") -> Label:
    """A label whose box begins at `top`."""
    return Label(x, top + 0.76 * size, size, wrap(text, width, size, style), style, anchor)


def _centred(text: str, x: float, y: float, width: float, size: float, style: Style = "name") -> Label:
    """A label around a centre."""
    lines = wrap(text, width, size, style)
    return Label(x, y - (len(lines) - 1) * size * 0.64 + size * 0.35, size, lines, style, "middle")


def _shifted(label: Label, down: float) -> Label:
    """The same label further down."""
    return replace(label, y=label.y + down)


def _within(circle: Circle, text: str, size: float, style: Style = "name") -> Label:
    """A label inside a circle: the fewest lines whose corners stay inside."""
    for width in (circle.r * part / 50 for part in range(97, 20, -2)):
        label = _centred(text, circle.x, circle.y, width, size, style)
        box = label.box
        if all(hypot(x - circle.x, y - circle.y) <= circle.r for x in (box.left, box.right) for y in (box.top + size * 0.1, box.bottom - size * 0.2)):
            return label
    return _centred(text, circle.x, circle.y, circle.r * 1.5, size, style)


# --- lines -------------------------------------------------------------------------------


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _path(*points: Point) -> Path:
    """Straight lines through points."""
    return Path("M" + " L".join(f"{_n(x)},{_n(y)}" for x, y in points), points)


def _curve(start: Point, one: Point, two: Point, end: Point) -> Path:
    """A cubic curve."""
    return Path(f"M{_n(start[0])},{_n(start[1])} C" + " ".join(f"{_n(x)},{_n(y)}" for x, y in (one, two, end)), (start, one, two, end))


def _head(tip: Point, angle: float, size: float) -> Path:
    """A triangle that points along `angle` (radians) and ends at `tip`."""
    corners = [(tip[0] - size * cos(angle + turn), tip[1] - size * sin(angle + turn)) for turn in (0.46, -0.46)]
    path = _path(tip, *corners)
    return Path(path.d + " Z", path.points)


def _arrow(*points: Point, size: float = 10.0) -> Arrow:
    """Straight lines through points, with a head at the last."""
    (x0, y0), (x1, y1) = points[-2:]
    angle = atan2(y1 - y0, x1 - x0)
    stop = (x1 - size * 0.8 * cos(angle), y1 - size * 0.8 * sin(angle))
    return Arrow(_path(*points[:-1], stop), _head((x1, y1), angle, size))


def _curved(start: Point, one: Point, two: Point, end: Point, size: float = 10.0) -> Arrow:
    """A cubic curve with a head."""
    angle = atan2(end[1] - two[1], end[0] - two[0])
    stop = (end[0] - size * 0.8 * cos(angle), end[1] - size * 0.8 * sin(angle))
    return Arrow(_curve(start, one, two, stop), _head(end, angle, size))


def _bond(one: Circle, two: Circle, count: int = 1, apart: float = 6.0) -> list[Path]:
    """One or more parallel lines from rim to rim."""
    angle = atan2(two.y - one.y, two.x - one.x)
    lines = []
    for i in range(count):
        side = (i - (count - 1) / 2) * apart
        dx, dy = -sin(angle) * side, cos(angle) * side
        lines.append(
            _path(
                (one.x + one.r * cos(angle) + dx, one.y + one.r * sin(angle) + dy), (two.x - two.r * cos(angle) + dx, two.y - two.r * sin(angle) + dy)
            )
        )
    return lines


def _around(count: int, x: float, y: float, radius: float, start: float = -pi / 2) -> list[Point]:
    """Points spaced evenly on a circle, clockwise from the top."""
    return [(x + radius * cos(start + 2 * pi * i / count), y + radius * sin(start + 2 * pi * i / count)) for i in range(count)]


def _labels(data: Data, figure: str) -> dict[str, Any]:
    """The parts of a drawing by id."""
    return {part.id: part for part in data.figures[figure].parts}


def _starting(parts: dict[str, Any], prefix: str) -> list[Any]:
    return [part for name, part in parts.items() if name.startswith(prefix)]


# --- the drawings ------------------------------------------------------------------------


def framework(data: Data) -> list[Layout]:
    """Four phases on a ring, learning inside it, supporting as a band around it, and the
    four contexts as the outer fields. Units: the view box's own."""
    return [
        _framework(data, "wide", WIDE, 600, disc=280, band=48, ring=142, phase=69, core=55, size=17, corner=150),
        _framework(data, "narrow", NARROW, 470, disc=166, band=25, ring=89, phase=46, core=38, size=13.5, corner=150),
    ]


def _framework(
    data: Data,
    name: str,
    width: float,
    height: float,
    *,
    disc: float,
    band: float,
    ring: float,
    phase: float,
    core: float,
    size: float,
    corner: float,
) -> Layout:
    x, y = width / 2, height / 2
    core_circle = Circle(x, y, core)
    phases, spokes = [], []
    found = [record for record in data.phases.values() if record.part == "phase"]
    for record, (px, py) in zip(found, _around(len(found), x, y, ring), strict=True):
        circle = Circle(px, py, phase)
        phases.append({"record": record, "circle": circle, "ring": Circle(px, py, phase + 4), "label": _within(circle, record.title, size)})
        spokes += _bond(core_circle, circle, 2, 8)
        angle = atan2(py - y, px - x)
        rim = Circle(x + disc * cos(angle), y + disc * sin(angle), band)
        spokes += _bond(circle, rim, 2, 8)
    turn = 2 * asin(phase / (2 * ring))
    arcs = []
    for i in range(len(found)):
        start = -pi / 2 + 2 * pi * i / len(found) + turn
        end = -pi / 2 + 2 * pi * (i + 1) / len(found) - turn - 4 / ring
        stop = end - 7 / ring
        first, last, tip = ((x + ring * cos(a), y + ring * sin(a)) for a in (start, stop, end))
        line = Path(f"M{_n(first[0])},{_n(first[1])} A{_n(ring)},{_n(ring)} 0 0 1 {_n(last[0])},{_n(last[1])}", (first, last))
        arcs.append(Arrow(line, _head(tip, end + pi / 2 - 4 / ring, 11)))
    inner = disc - band
    learning, supporting = (data.phases[key] for key in ("learning", "supporting"))
    edge = ((x - disc, y - disc), (x + disc, y + disc))
    return {
        "name": name,
        "width": width,
        "height": height,
        "phases": phases,
        "arcs": arcs,
        "spokes": spokes,
        "learning": {"record": learning, "circle": core_circle, "ring": Circle(x, y, core + 4), "label": _within(core_circle, learning.title, size)},
        "supporting": {
            "record": supporting,
            "band": Path(_whole_circle(x, y, disc) + _whole_circle(x, y, inner), edge),
            "ring": Circle(x, y, disc + 3.5),
            "label": _centred(supporting.title, x, y - disc + band / 2 + size * (0.12 if band > 2 * size else 0), disc, size),
        },
        "contexts": [_corner(part, i, width, height, disc + 8, corner, size) for i, part in enumerate(data.figures["framework"].parts)],
    }


def _whole_circle(x: float, y: float, r: float) -> str:
    return f"M{_n(x - r)},{_n(y)} a{_n(r)},{_n(r)} 0 1 0 {_n(2 * r)},0 a{_n(r)},{_n(r)} 0 1 0 {_n(-2 * r)},0 Z"


def _corner(part: Any, i: int, width: float, height: float, r: float, measure_: float, size: float) -> dict[str, Any]:
    """One quarter of the box, less the disc in the middle; its label in the outer corner."""
    right, low = bool(i % 2), bool(i // 2)
    x, y = width / 2 + (3 if right else -3), height / 2 + (3 if low else -3)
    edge_x, edge_y = (width - 1 if right else 1.0), (height - 1 if low else 1.0)
    # Where the disc meets the middle lines, or the side of the box if that comes first.
    reach_x, reach_y = min(r, width / 2 - 1), min(r, height / 2 - 1)
    across, down = (1 if right else -1), (1 if low else -1)
    start = (x, height / 2 + down * reach_y) if reach_y == r else (width / 2 + across * sqrt(r * r - reach_y**2), edge_y)
    end = (width / 2 + across * reach_x, y) if reach_x == r else (edge_x, height / 2 + down * sqrt(r * r - reach_x**2))
    corners = [(x, edge_y)] if reach_y == r else []
    corners += [(edge_x, edge_y)]
    corners += [(edge_x, y)] if reach_x == r else []
    sweep = 1 if right == low else 0
    outline = " L".join(f"{_n(a)},{_n(b)}" for a, b in (start, *corners, end))
    field = Path(f"M{outline} A{_n(r)},{_n(r)} 0 0 {sweep} {_n(start[0])},{_n(start[1])} Z", (start, *corners, end))
    pad = 14.0
    anchor: Anchor = "end" if right else "start"
    lines = wrap(part.label, measure_, size, "name")
    label = Label(0, 0, size, lines, "name", anchor)
    top = edge_y - pad - (label.box.bottom - label.box.top) if low else edge_y + pad
    label = _below(part.label, edge_x - pad if right else edge_x + pad, top, measure_, size, "name", anchor)
    box = label.box
    return {
        "part": part,
        "field": field,
        "label": label,
        "ring": Rect(box.left - 7, box.top - 7, box.right - box.left + 14, box.bottom - box.top + 14, 5),
    }


def ways_of_working(data: Data) -> list[Layout]:
    """Five rising steps, each with two circles that are ever more closely bonded. On the
    narrow layout the steps lie on top of each other and grow to the right."""
    ways = list(data.ways_of_working.values())
    column, base, first, rise = WIDE / len(ways), 258.0, 66.0, 34.0
    steps = []
    for i, way in enumerate(ways):
        height = first + i * rise
        x, middle = i * column, (i + 0.5) * column
        name = _below(way.name, middle, base - height + 17, column - 8, 15, "name", "middle")
        steps.append(
            {
                "way": way,
                "block": Rect(x + 1.5, base - height, column - 3, height),
                "ring": Rect(x + 4.5, base - height + 3, column - 9, height - 6, 2),
                "edge": _path((x + 1.5, base - height), (x + column - 1.5, base - height)),
                "pair": _pair(i, middle, base - height - 30, 17),
                "name": name,
                "gloss": _below(way.gloss, middle, name.box.bottom + 6, column - 8, 14.5, "note", "middle"),
            }
        )
    light, heavy = (_below("Lighter", 0, base + 14, 200, 14.5, "note"), _below("More intensive", WIDE, base + 14, 200, 14.5, "note", "end"))
    level = (light.box.top + light.box.bottom) / 2
    wide = {
        "name": "wide",
        "width": WIDE,
        "height": base + 66,
        "steps": steps,
        "ends": [light, heavy],
        "axis": _arrow((light.box.right + 14, level), (heavy.box.left - 14, level)),
        "remark": _below(_NONE_BETTER, WIDE / 2, base + 44, WIDE, 15, "text", "middle"),
    }

    steps, top, row = [], 30.0, 66.0
    for i, way in enumerate(ways):
        width = 212 + i * (NARROW - 212) / (len(ways) - 1)
        name = _below(way.name, 96, top + 14, NARROW - 100, 15, "name")
        steps.append(
            {
                "way": way,
                "block": Rect(0, top, width, row - 6),
                "ring": Rect(3, top + 3, width - 6, row - 12, 2),
                "edge": _path((width - 1.5, top), (width - 1.5, top + row - 6)),
                "pair": _pair(i, 46, top + (row - 6) / 2, 13),
                "name": name,
                "gloss": _below(way.gloss, 96, name.box.bottom + 5, NARROW - 100, 14, "note"),
            }
        )
        top += row
    light, heavy = _below("Lighter", 0, 6, 160, 14, "note"), _below("More intensive", NARROW, top + 6, 200, 14, "note", "end")
    remark = _below(_NONE_BETTER, 0, heavy.box.bottom + 14, NARROW, 15, "text")
    narrow = {
        "name": "narrow",
        "width": NARROW,
        "height": remark.box.bottom + 4,
        "steps": steps,
        "ends": [light, heavy],
        "remark": remark,
        "axis": _arrow((light.box.right + 12, 13), (NARROW - 4, 13), (NARROW - 4, top - row - 12)),
    }
    return [wide, narrow]


_NONE_BETTER = "None is better in itself: the work and its goal decide."


def _pair(step: int, x: float, y: float, r: float) -> dict[str, Any]:
    """Two circles: apart, in touch, bonded, bonded twice, sharing ground."""
    gap = (2.0, 1.9, 1.7, 1.45, 0.62)[min(step, 4)] * r
    one, two = Circle(x - gap, y, r), Circle(x + gap, y, r)
    pair: dict[str, Any] = {"circles": [one, two], "dashed": [], "bonds": [], "shared": None}
    if step == 1:
        pair["dashed"] = _bond(one, two)
    elif step in (2, 3):
        pair["bonds"] = _bond(one, two, step - 1, 8)
    elif step >= 4:
        half = r * sin(acos(gap / r))
        pair["shared"] = Path(
            f"M{_n(x)},{_n(y - half)} A{_n(r)},{_n(r)} 0 0 1 {_n(x)},{_n(y + half)} A{_n(r)},{_n(r)} 0 0 1 {_n(x)},{_n(y - half)} Z",
            ((x - r + gap, y - half), (x + r - gap, y + half)),
        )
    return pair


def _cluster(count: int, x: float, y: float, spread: float, r: float, start: float = -pi / 2) -> dict[str, Any]:
    """Circles on a ring, every one bonded to every other."""
    circles = [Circle(x, y, r)] if count == 1 else [Circle(px, py, r) for px, py in _around(count, x, y, spread, start)]
    bonds = [bond for i, one in enumerate(circles) for two in circles[i + 1 :] for bond in _bond(one, two)]
    return {"circles": circles, "bonds": bonds}


_GREY = "A wide grey area lies in between"


def needs_continuum(data: Data) -> list[Layout]:
    """A line from a single circle to a tangle, through a grey field; identities and
    services at its ends; processes and trends beneath, and the question."""
    parts = _labels(data, "needs-continuum")
    size = 15.0
    simple, tangled = [
        _below(parts[f"{end}-identity"].label, x, 5, 250, size, "name", anchor)
        for end, x, anchor in (("simple", 0.0, "start"), ("complex", WIDE, "end"))
    ]
    top = max(simple.box.bottom, tangled.box.bottom)
    simple, tangled = (_shifted(label, top - label.box.bottom) for label in (simple, tangled))
    top += 18
    field = Rect(96, top, WIDE - 96 - 128, 132)
    y = top + field.height / 2
    steps = (
        [_cluster(1, 42, y, 0, 20)]
        + [
            _cluster(count, field.x + field.width * at, y, spread, 8, turn)
            for count, at, spread, turn in ((2, 0.14, 20, 0.0), (3, 0.38, 22, -pi / 2), (4, 0.62, 24, pi / 4), (5, 0.86, 26, -pi / 2))
        ]
        + [_cluster(8, WIDE - 56, y, 46, 9)]
    )
    middle = field.x + field.width / 2
    axis = _below(parts["axis"].label, middle, top + 13, field.width - 20, size, "name", "middle")
    grey = _below(_GREY, middle, top + field.height - 26, field.width - 20, 14.5, "note", "middle")
    links = [
        _path((steps[0]["circles"][0].box.right, y), (field.x + field.width * 0.14 - 28, y)),
        *[
            _path((field.x + field.width * a + b, y), (field.x + field.width * c - d, y))
            for a, b, c, d in ((0.14, 28, 0.38, 30), (0.38, 30, 0.62, 28), (0.62, 28, 0.86, 36))
        ],
    ]
    arrow = _arrow((field.x + field.width * 0.86 + 36, y), (WIDE - 56 - 58, y))
    end = top + field.height + 16
    services = [
        _below(parts[f"{kind}-services"].label, x, end, 260, size, "text", anchor)
        for kind, x, anchor in (("simple", 0.0, "start"), ("complex", WIDE, "end"))
    ]
    top = max(label.box.bottom for label in services) + 34
    lists = [
        _list(parts["processes"].label, _starting(parts, "process-"), 0, top, 340, size),
        _list(parts["trends"].label, _starting(parts, "trend-"), 380, top, 340, size),
    ]
    top = max(entry["bottom"] for entry in lists) + 24
    question = _centred(parts["question"].label, WIDE / 2, top + 30, WIDE - 60, 17)
    wide = {
        "name": "wide",
        "width": WIDE,
        "height": top + 62,
        "ends": [simple, tangled],
        "services": services,
        "field": field,
        "clusters": steps,
        "line": links,
        "arrow": arrow,
        "axis": axis,
        "grey": grey,
        "lists": lists,
        "question": question,
        "bar": Rect(0, top, WIDE, 60),
    }

    x, left, room = 46.0, 104.0, NARROW - 104
    axis = _below(parts["axis"].label, 0, 5, NARROW, 15, "name")
    top = axis.box.bottom + 20
    simple = _below(parts["simple-identity"].label, left, top, room, 14.5, "name")
    first = _below(parts["simple-services"].label, left, simple.box.bottom + 6, room, 14)
    one = _cluster(1, x, (simple.box.top + first.box.bottom) / 2, 0, 18)
    field = Rect(0, first.box.bottom + 18, NARROW, 200)
    grown = [
        _cluster(count, x, field.y + field.height * at, spread, 7, turn)
        for count, at, spread, turn in ((2, 0.13, 16, 0.0), (3, 0.37, 17, -pi / 2), (4, 0.63, 18, pi / 4), (5, 0.87, 19, -pi / 2))
    ]
    grey = _below(_GREY, left, field.y + field.height / 2 - 16, room - 16, 14, "note")
    top = field.y + field.height + 26
    tangled = _below(parts["complex-identity"].label, left, top, room, 14.5, "name")
    last = _below(parts["complex-services"].label, left, tangled.box.bottom + 6, room, 14)
    many = _cluster(8, x, top + 46, 36, 8)
    bottom = max(last.box.bottom, top + 92)
    clusters = [one, *grown, many]
    rims = [(min(c.box.top for c in group["circles"]), max(c.box.bottom for c in group["circles"])) for group in clusters]
    line = [_path((x, rims[i][1] + 3), (x, rims[i + 1][0] - 3)) for i in range(len(clusters) - 2)]
    processes = _list(parts["processes"].label, _starting(parts, "process-"), 0, bottom + 30, NARROW, 14.5)
    trends = _list(parts["trends"].label, _starting(parts, "trend-"), 0, processes["bottom"] + 26, NARROW, 14.5)
    top = trends["bottom"] + 22
    question = _below(parts["question"].label, NARROW / 2, top + 18, NARROW - 36, 16, "name", "middle")
    bar = Rect(0, top, NARROW, question.box.bottom - top + 16)
    narrow = {
        "name": "narrow",
        "width": NARROW,
        "height": bar.y + bar.height + 2,
        "ends": [simple, tangled],
        "services": [first, last],
        "field": field,
        "clusters": clusters,
        "line": line,
        "arrow": _arrow((x, rims[-2][1] + 3), (x, rims[-1][0] - 3), size=9),
        "axis": axis,
        "grey": grey,
        "lists": [processes, trends],
        "question": question,
        "bar": bar,
    }
    return [wide, narrow]


def _list(title: str, parts: Iterable[Any], x: float, top: float, width: float, size: float) -> dict[str, Any]:
    """A heading under a rule, and items with a small circle each."""
    heading = _below(title, x, top + 12, width, size + 2, "name")
    y = heading.box.bottom + 10
    entries = []
    for part in parts:
        label = _below(part.label, x + 20, y, width - 20, size)
        entries.append({"label": label, "dot": Circle(x + 5, label.y - size * 0.32, 4)})
        y = label.box.bottom + 8
    return {"rule": _path((x, top), (x + width, top)), "heading": heading, "entries": entries, "bottom": y - 8}


def sense_making(data: Data) -> list[Layout]:
    """Four fields, each with its cause and effect, its response as three bonded circles,
    and its practices. Nothing stands in the middle: the sources print no centre."""
    order = ("top-left", "top-right", "bottom-left", "bottom-right")
    domains = sorted(data.domains.values(), key=lambda domain: order.index(domain.position))
    layouts = []
    for name, width, columns in (("wide", WIDE, 2), ("narrow", NARROW, 1)):
        gap = 16.0 if columns == 2 else 14.0
        cell = (width - gap * (columns - 1)) / columns
        top, cells = 0.0, []
        for row in range(0, len(domains), columns):
            found = domains[row : row + columns]
            lines = max(len(wrap(domain.cause_effect, cell - 36, 14.5)) for domain in found)
            drawn = [_field(domain, i * (cell + gap), top, cell, order.index(domain.position), lines) for i, domain in enumerate(found)]
            bottom = max(entry["bottom"] for entry in drawn)
            cells += [
                {
                    **entry,
                    "field": Rect(entry["x"], top, cell, bottom - top, 4),
                    "ring": Rect(entry["x"] + 3, top + 3, cell - 6, bottom - top - 6, 3),
                }
                for entry in drawn
            ]
            top = bottom + gap
        layouts.append({"name": name, "width": width, "height": top - gap, "cells": cells})
    return layouts


def _field(domain: Domain, x: float, top: float, width: float, corner: int, lines: int) -> dict[str, Any]:
    """One field of the quadrant. `corner` counts from the top left, row by row; `lines` is
    the room for its cause and effect."""
    pad, inner = 18.0, width - 36
    name = _below(domain.name, x + pad, top + 20, inner, 20, "name")
    cause = _below(domain.cause_effect, x + pad, name.box.bottom + 12, inner, 14.5)
    r = 42.0
    gap = (inner - 6 * r) / 2
    y = cause.box.bottom + (lines - len(cause.lines)) * cause.leading + 18 + r
    circles = [Circle(x + pad + r + i * (2 * r + gap), y, r) for i in range(len(domain.response))]
    arrows = [_arrow((one.box.right, y), (two.box.left - 2, y), size=9) for one, two in pairwise(circles)]
    y += r + 18
    entries = []
    for practice in domain.practices:
        label = _below(practice, x + pad + 18, y, inner - 18, 14.5)
        entries.append({"label": label, "dot": Circle(x + pad + 4, label.y - 4.6, 3.5)})
        y = label.box.bottom + 7
    side = 9.0
    places = [Rect(x + width - pad - 2 * side - 3 + (i % 2) * (side + 3), top + 17 + (i // 2) * (side + 3), side, side) for i in range(4)]
    return {
        "domain": domain,
        "x": x,
        "name": name,
        "cause": cause,
        "arrows": arrows,
        "entries": entries,
        "bottom": y + 11,
        "steps": [
            {"circle": circle, "label": _within(circle, step.capitalize(), 14.5, "text")}
            for circle, step in zip(circles, domain.response, strict=True)
        ],
        "places": places,
        "place": places[corner],
    }


_UNKNOWN = "The boxes keep their printed names. What each one held is lost."
_ALONE = "No organisation by itself knows enough, or has enough, to solve a hard problem."


def learning_loop(data: Data) -> list[Layout]:
    """A loop with four stations; within it a community issue, two black boxes and policy
    interventions in a row (narrow: one below the other) with horizontal processes between."""
    parts = _labels(data, "learning-loop")
    stations = ["learning", "doing", "evaluation", "doing-again"]

    loop = Rect(20, 32, WIDE - 40, 356, 28)
    wide_stations = [
        _station(parts[key], x, y, 214, 16) for key, (x, y) in zip(stations, ((180, 32), (540, 32), (540, 388), (180, 388)), strict=True)
    ]
    y = 190.0
    left, right = Circle(126, y, 62), Circle(594, y, 62)
    boxes = [Rect(232, y - 36, 106, 72), Rect(382, y - 36, 106, 72)]
    processes = _below(parts["horizontal-processes"].label, WIDE / 2, 266, 320, 16, "name", "middle")
    wide = {
        "name": "wide",
        "width": WIDE,
        "height": 462,
        "turns": _turns(loop, wide_stations),
        "stations": wide_stations,
        "nodes": [
            {"circle": left, "label": _within(left, parts["community-issue"].label, 15)},
            {"circle": right, "label": _within(right, parts["policy-interventions"].label, 15)},
        ],
        "boxes": [
            {"rect": rect, "label": _centred(parts[key].label, rect.x + rect.width / 2, y, rect.width - 10, 15)}
            for rect, key in zip(boxes, ("black-box-1", "black-box-2"), strict=True)
        ],
        "bonds": [_path((a, y + side), (b, y + side)) for a, b in ((188, 232), (338, 382), (488, 532)) for side in (-4, 4)],
        "bracket": _path((188, 246), (188, 254), (532, 254), (532, 246)),
        "processes": processes,
        "notes": [_below(_UNKNOWN, WIDE / 2, 302, 420, 14.5, "note", "middle"), _below(_ALONE, WIDE / 2, 440, WIDE, 15, "text", "middle")],
    }

    loop = Rect(10, 40, NARROW - 20, 600, 20)
    narrow_stations = [
        _station(parts[key], x, y, 150, 14) for key, (x, y) in zip(stations, ((88, 40), (252, 40), (252, 640), (88, 640)), strict=True)
    ]
    x = 130.0
    upper, lower = Circle(x, 138, 56), Circle(x, 482, 56)
    boxes = [Rect(x - 50, 234, 100, 56), Rect(x - 50, 330, 100, 56)]
    side = 212.0
    alone = _below(_ALONE, 0, 692, NARROW, 14)
    narrow = {
        "name": "narrow",
        "width": NARROW,
        "height": alone.box.bottom + 4,
        "turns": _turns(loop, narrow_stations),
        "stations": narrow_stations,
        "nodes": [
            {"circle": upper, "label": _within(upper, parts["community-issue"].label, 14)},
            {"circle": lower, "label": _within(lower, parts["policy-interventions"].label, 14)},
        ],
        "boxes": [
            {"rect": rect, "label": _centred(parts[key].label, x, rect.y + rect.height / 2, rect.width - 10, 14)}
            for rect, key in zip(boxes, ("black-box-1", "black-box-2"), strict=True)
        ],
        "bonds": [_path((x + dx, a), (x + dx, b)) for a, b in ((194, 234), (290, 330), (386, 426)) for dx in (-4, 4)],
        "bracket": _path((side - 8, 194), (side, 194), (side, 426), (side - 8, 426)),
        "processes": _below(parts["horizontal-processes"].label, side + 9, 295, 104, 14, "name"),
        "notes": [_below(_UNKNOWN, NARROW / 2, 558, 270, 13.5, "note", "middle"), alone],
    }
    return [wide, narrow]


def _station(part: Any, x: float, y: float, width: float, size: float) -> dict[str, Any]:
    """A rounded box with a label, around a centre."""
    label = _centred(part.label, x, y, width - 24, size)
    height = max(44.0, label.box.bottom - label.box.top + 22)
    return {
        "part": part,
        "label": label,
        "rect": Rect(x - width / 2, y - height / 2, width, height, min(height / 2, 24)),
        "ring": Rect(x - width / 2 - 4, y - height / 2 - 4, width + 8, height + 8, min(height / 2, 24) + 4),
    }


def _turns(loop: Rect, stations: Sequence[dict[str, Any]]) -> list[Arrow]:
    """The loop in four arrows, clockwise, from each station to the next."""
    first, second, third, fourth = (station["rect"].box for station in stations)
    edge, r = loop.box, loop.r

    def bend(start: Point, corners: Sequence[Point], end: Point) -> Arrow:
        points, d, at = [start], f"M{_n(start[0])},{_n(start[1])}", start
        for i, corner in enumerate(corners):
            after = corners[i + 1] if i + 1 < len(corners) else end
            near, far = _towards(corner, at, r), _towards(corner, after, r)
            d += f" L{_n(near[0])},{_n(near[1])} Q{_n(corner[0])},{_n(corner[1])} {_n(far[0])},{_n(far[1])}"
            points += [near, corner, far]
            at = far
        angle = atan2(end[1] - at[1], end[0] - at[0])
        stop = (end[0] - 8 * cos(angle), end[1] - 8 * sin(angle))
        return Arrow(Path(d + f" L{_n(stop[0])},{_n(stop[1])}", (*points, stop)), _head(end, angle, 11))

    # Where a station reaches over the loop's side, the arrow starts and ends at its lower or upper edge.
    over = second.right >= edge.right - r
    right = (
        _arrow((edge.right - 14, second.bottom), (edge.right - 14, third.top - 2), size=11)
        if over
        else bend((second.right, edge.top), [(edge.right, edge.top), (edge.right, edge.bottom)], (third.right + 2, edge.bottom))
    )
    left = (
        _arrow((edge.left + 14, fourth.top), (edge.left + 14, first.bottom + 2), size=11)
        if over
        else bend((fourth.left, edge.bottom), [(edge.left, edge.bottom), (edge.left, edge.top)], (first.left - 2, edge.top))
    )
    return [
        _arrow((first.right, edge.top), (second.left - 2, edge.top), size=11 if not over else 8),
        right,
        _arrow((third.left, edge.bottom), (fourth.right + 2, edge.bottom), size=11 if not over else 8),
        left,
    ]


def _towards(start: Point, end: Point, distance: float) -> Point:
    """The point at a distance from `start` on the way to `end`."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    return (start[0] + (end[0] - start[0]) * distance / length, start[1] + (end[1] - start[1]) * distance / length)


_VERDICTS = {"top-only": "Unstable", "bottom-only": "Just as unstable", "braced": "Stands firm"}


def connected_levels(data: Data) -> list[Layout]:
    """Three scaffolds of three uprights with a circle at each level: joined at the top, at
    the bottom, and braced at all levels. Unjoined uprights lean."""
    parts = _labels(data, "connected-levels")
    levels = _starting(parts, "level-")
    structures = [part for name, part in parts.items() if not name.startswith("level-")]

    step, first, aside = 64.0, 32.0, 132.0
    column = (WIDE - aside) / len(structures)
    rungs = [first + i * step for i in range(len(levels))]
    drawn = []
    for i, part in enumerate(structures):
        x = aside + column * (i + 0.5)
        drawn.append(_scaffold(part, x, rungs, 52, _captions(part, x, rungs[-1] + 34, column - 14, "middle", 16, 14.5)))
    bottom = max(entry["captions"][-1].box.bottom for entry in drawn)
    wide = {
        "name": "wide",
        "width": WIDE,
        "height": bottom + 4,
        "structures": drawn,
        "levels": [_level(level, y, 124, 14.5, 0) for level, y in zip(levels, rungs, strict=True)],
        "rules": [_path((0, y), (WIDE, y)) for y in rungs],
    }

    drawn, names, rules, top = [], [], [], 0.0
    for part in structures:
        captions = _captions(part, 0, top + 4, NARROW, "start", 15.5, 14)
        rungs = [captions[-1].box.bottom + 34 + i * 48 for i in range(len(levels))]
        drawn.append(_scaffold(part, 236, rungs, 50, captions))
        names += [_level(level, y, 112, 13.5, 0) for level, y in zip(levels, rungs, strict=True)]
        rules += [_path((0, y), (NARROW, y)) for y in rungs]
        top = rungs[-1] + 46
    narrow = {"name": "narrow", "width": NARROW, "height": top - 32, "structures": drawn, "levels": names, "rules": rules}
    return [wide, narrow]


def _level(part: Any, y: float, width: float, size: float, x: float) -> Label:
    """The name of a level, just above its rule."""
    lines = wrap(part.label, width, size, "note")
    return Label(x, y - 7 - (len(lines) - 1) * size * 1.28, size, lines, "note")


def _captions(part: Any, x: float, top: float, width: float, anchor: Anchor, size: float, small: float) -> list[Label]:
    """What a structure is called, how it stands and why."""
    name = _below(part.label, x, top, width, size, "name", anchor)
    verdict = _below(f"{_VERDICTS[part.id]}.", x, name.box.bottom + 7, width, small, "text", anchor)
    return [name, verdict, _below(part.text, x, verdict.box.bottom + 5, width, small, "note", anchor)]


def _scaffold(part: Any, x: float, rungs: Sequence[float], apart: float, captions: list[Label]) -> dict[str, Any]:
    """Three uprights. The loose end of an upright drifts away from where it is held."""
    lean = {"top-only": (-28.0, 13.0, 28.0), "bottom-only": (-28.0, -13.0, 28.0)}.get(part.id, (0.0, 0.0, 0.0))
    held = {"top-only": 0, "bottom-only": len(rungs) - 1}.get(part.id)
    last, r = len(rungs) - 1, 8.0
    uprights = []
    for i, drift in enumerate(lean):
        shift = [drift * (0.0 if held is None else abs(level - held) / last) for level in range(len(rungs))]
        uprights.append([Circle(x + (i - 1) * apart + shift[level], y, r) for level, y in enumerate(rungs)])
    links, braces = [], []
    for level in range(len(rungs)):
        if held is None or level == held:
            links += [bond for one, two in pairwise(uprights) for bond in _bond(one[level], two[level])]
        if held is None and level < last:
            for one, two in pairwise(uprights):
                braces += _bond(one[level], two[level + 1]) + _bond(one[level + 1], two[level])
    return {
        "part": part,
        "captions": captions,
        "links": links,
        "braces": braces,
        "circles": [circle for upright in uprights for circle in upright],
        "uprights": [bond for upright in uprights for one, two in pairwise(upright) for bond in _bond(one, two)],
    }


_SHAPE = "The shape and the heights of the path are this edition’s inference."


def life_cycle(data: Data) -> list[Layout]:
    """A path through four stages and the fall to the fifth; dashed ways out from each
    stage, the short cut from the second, and the zone between the second and the third."""
    stages = sorted(data.stages.values(), key=lambda stage: stage.number)
    return [
        _life_cycle(
            data,
            stages,
            "wide",
            WIDE,
            places=((70, 176), (222, 250), (398, 160), (560, 74), (660, 350)),
            names=("above", "below", "above", "above", "below"),
            ground=350,
            zone=(253, 339, 14, 260),
            r=21,
            size=16,
            small=14.5,
            note=408,
        ),
        _life_cycle(
            data,
            stages,
            "narrow",
            NARROW,
            places=((34, 184), (100, 258), (200, 180), (266, 92), (307, 388)),
            names=("above", "below", "below", "above", "below"),
            ground=388,
            zone=(124, 168, 46, 262),
            r=18,
            size=13.5,
            small=13.5,
            note=438,
        ),
    ]


def _life_cycle(
    data: Data,
    stages: Sequence[Stage],
    name: str,
    width: float,
    *,
    places: Sequence[Point],
    names: Sequence[str],
    ground: float,
    zone: tuple[float, float, float, float],
    r: float,
    size: float,
    small: float,
    note: float,
) -> Layout:
    circles = [Circle(x, y, r) for x, y in places]
    drawn = []
    for stage, circle, side in zip(stages, circles, names, strict=True):
        if side == "above":
            label = Label(circle.x, circle.y - r - 9, size, (stage.name,), "name", "middle")
        else:
            # The second and third names keep clear of the zone between them.
            half = measure(stage.name, size, "name") / 2
            x = {2: min(circle.x, zone[0] - half), 3: max(circle.x, zone[1] + 5 + half)}.get(stage.number, circle.x)
            label = _below(stage.name, x, circle.y + r + 8, 140, size, "name", "middle")
        drawn.append(
            {
                "stage": stage,
                "circle": circle,
                "ring": Circle(circle.x, circle.y, r + 4),
                "label": label,
                "number": _centred(str(stage.number), circle.x, circle.y, r * 2, size + 1),
            }
        )
    one, two, three, four, five = circles
    path = [_curve((a.x, a.y), ((a.x + b.x) / 2, a.y), ((a.x + b.x) / 2, b.y), (b.x, b.y)) for a, b in ((one, two), (two, three), (three, four))]
    fall = _curved((four.x + r, four.y), (five.x, four.y), (five.x, four.y + 50), (five.x, five.y - r - 3))
    clear = {index: entry["label"].box.bottom + 6 if names[index] == "below" else entry["circle"].y + r for index, entry in enumerate(drawn)}
    drops = [_path((circles[i].x, clear[i]), (circles[i].x, ground)) for i in (0, 2)]
    short_text, exit_text = "Short cut from stage 2", "Ways out from any stage"
    wide = name == "wide"
    shortcut = _curved(
        (two.x + r * 0.8, two.y + r * 0.6) if wide else (two.x + r + 1, two.y + 8),
        (two.x + r + 50, ground - 40) if wide else (two.x + r + 38, ground - 54),
        (five.x - 190, ground - 34) if wide else (five.x - 100, ground - 38),
        (five.x - r - 2, five.y - 9),
    )
    crossing = data.zones["crossover"]
    left, right, top, bottom = zone
    fail = data.figures["life-cycle"].parts[0]
    labels = [
        _below(short_text, 412, ground - 68, 200, small, "note") if wide else _below(short_text, 128, ground - 66, 84, small, "note", "end"),
        _below(exit_text, one.x + 12 if wide else 6, ground + 11, 300, small, "note"),
    ]
    fail_label = Label(five.x - (18 if wide else 16), (four.y + five.y) / 2 + (10 if wide else 0), 20 if wide else 17, (fail.label,), "name", "end")
    zone_label = _below(crossing.name, (left + right) / 2, top + (10 if wide else -38), 84, small, "text", "middle")
    remark = _below(_SHAPE, 0, note, width, small, "note")
    return {
        "name": name,
        "width": width,
        "height": remark.box.bottom + 6,
        "stages": drawn,
        "path": path,
        "fall": fall,
        "drops": drops,
        "out": _arrow((one.x, ground), (five.x - r - 3, ground)),
        "shortcut": shortcut,
        "zone": Rect(left, top, right - left, bottom - top),
        "zone_label": zone_label,
        "fail": fail_label,
        "labels": labels,
        "note": remark,
    }


def trio(data: Data) -> list[Layout]:
    """A triangle of roles where the vertical line of the organisation meets the horizontal
    line of the network; the client stands beside them, and what the trio does in a list."""
    parts = _labels(data, "trio")
    does = [part for name, part in parts.items() if name not in {"vertical", "horizontal", "co-production"}]
    roles = data.roles

    def role(name: str, x: float, y: float, r: float, size: float) -> dict[str, Any]:
        circle = Circle(x, y, r)
        return {"role": roles[name], "circle": circle, "ring": Circle(x, y, r + 4), "label": _within(circle, roles[name].name, size)}

    angel, starter, others, client = (
        role("guardian-angel", 222, 118, 64, 16),
        role("public-entrepreneur", 92, 352, 64, 15.5),
        role("fellow-travellers", 352, 352, 64, 16),
        role("active-client", 626, 352, 64, 16),
    )
    co = parts["co-production"]
    items = []
    y = 84.0
    for part in does:
        label = _below(part.label, 424, y, WIDE - 424, 15)
        items.append({"label": label, "dot": Circle(409, label.y - 4.8, 4)})
        y = label.box.bottom + 10
    co_label = _below(co.label, 489, 0, 128, 14.5, "text", "middle")
    co_label = _shifted(co_label, 338 - co_label.box.bottom)
    wide = {
        "name": "wide",
        "width": WIDE,
        "height": 470,
        "roles": [starter, angel, others, client],
        "vertical": _path((222, 30), (222, 352)),
        "horizontal": _path((4, 352), (WIDE - 4, 352)),
        "vertical_label": _below(parts["vertical"].label, 222, 6, 300, 15, "text", "middle"),
        "horizontal_label": _below(parts["horizontal"].label, 222, 434, 400, 15, "text", "middle"),
        "bonds": [bond for a, b in ((angel, starter), (angel, others), (starter, others)) for bond in _bond(a["circle"], b["circle"])],
        "loose": _bond(others["circle"], client["circle"]),
        "heading": _below("Together, the trio", 400, 50, 300, 17, "name"),
        "items": items,
        "co": {"part": co, "label": co_label, "ring": _ring(co_label)},
    }

    angel, starter, others, client = (
        role("guardian-angel", 170, 98, 58, 14.5),
        role("public-entrepreneur", 62, 286, 58, 14),
        role("fellow-travellers", 278, 286, 58, 14.5),
        role("active-client", 170, 450, 58, 14.5),
    )
    horizontal = _below(parts["horizontal"].label, 170, 304, 100, 14, "text", "middle")
    co_label = _below(co.label, 170, 524, 300, 14.5, "text", "middle")
    items, y = [], co_label.box.bottom + 66
    for part in does:
        label = _below(part.label, 22, y, NARROW - 22, 14.5)
        items.append({"label": label, "dot": Circle(7, label.y - 4.6, 4)})
        y = label.box.bottom + 9
    narrow = {
        "name": "narrow",
        "width": NARROW,
        "height": y,
        "roles": [starter, angel, others, client],
        "vertical": _path((170, 26), (170, 286)),
        "horizontal": _path((2, 286), (NARROW - 2, 286)),
        "vertical_label": _below(parts["vertical"].label, 170, 4, 300, 14, "text", "middle"),
        "horizontal_label": horizontal,
        "bonds": [bond for a, b in ((angel, starter), (angel, others), (starter, others)) for bond in _bond(a["circle"], b["circle"])],
        "loose": _bond(starter["circle"], client["circle"]) + _bond(others["circle"], client["circle"]),
        "heading": _below("Together, the trio", 0, co_label.box.bottom + 34, 300, 16, "name"),
        "items": items,
        "co": {"part": co, "label": co_label, "ring": _ring(co_label)},
    }
    return [wide, narrow]


def _ring(label: Label) -> Rect:
    """Room for the focus ring around a label."""
    box = label.box
    return Rect(box.left - 6, box.top - 6, box.right - box.left + 12, box.bottom - box.top + 12, 4)


_WITHIN = "Within a context, not in a vacuum"


def chemistry(data: Data) -> list[Layout]:
    """Four pictures of the same nine elements in three organisations, and the way back from
    the third to the first. A frame around them stands for the context."""
    parts = _labels(data, "chemistry")
    pictures = [part for name, part in parts.items() if name != "falling-back"]
    back = parts["falling-back"]

    pad, top = 18.0, 46.0
    column = (WIDE - 2 * pad) / len(pictures)
    drawn = []
    for i, part in enumerate(pictures):
        x = pad + column * i
        name = _below(part.label, x + column / 2, top + 166, column - 18, 15, "name", "middle")
        text = _below(part.text, x + column / 2, name.box.bottom + 8, column - 12, 14.5, "note", "middle")
        drawn.append({"part": part, "label": name, "text": text, "elements": _elements(i, x + column / 2, top + 84, 44, 40), "x": x})
    deepest = max(entry["label"].box.bottom for entry in drawn)
    for entry in drawn:  # texts begin on one line, whatever the names need
        part = entry["part"]
        entry["text"] = _below(part.text, entry["x"] + column / 2, deepest + 9, column - 12, 14.5, "note", "middle")
    bottom = max(entry["text"].box.bottom for entry in drawn)
    for entry in drawn:
        entry["ring"] = Rect(entry["x"] + 3, top - 4, column - 6, bottom - top + 14, 5)
    after = [_arrow((drawn[i + 1]["x"] - 12, top + 84), (drawn[i + 1]["x"] + 12, top + 84), size=11) for i in range(len(drawn) - 1)]
    start, end = drawn[2]["x"] + column / 2, drawn[0]["x"] + column / 2
    level = bottom + 38
    name = _below(back.label, (start + end) / 2, level + 14, start - end, 15, "name", "middle")
    text = _below(back.text, (start + end) / 2, name.box.bottom + 7, start - end + 60, 14.5, "note", "middle")
    height = text.box.bottom + 22
    wide = {
        "name": "wide",
        "width": WIDE,
        "height": height,
        "pictures": drawn,
        "after": after,
        "frame": Rect(1, 1, WIDE - 2, height - 2, 6),
        "context": _below(_WITHIN, WIDE / 2, 16, WIDE - 80, 15, "text", "middle"),
        "back": {
            "part": back,
            "arrow": _arrow((start, bottom + 16), (start, level), (end, level), (end, bottom + 16), size=11),
            "label": name,
            "text": text,
            "ring": Rect(
                min(name.box.left, text.box.left) - 8, name.box.top - 6, max(text.width, name.width) + 16, text.box.bottom - name.box.top + 14, 5
            ),
        },
    }

    drawn, top, x, left = [], 54.0, 92.0, 172.0
    room = NARROW - left - 12
    for i, part in enumerate(pictures):
        name = _below(part.label, left, top + 10, room, 14.5, "name")
        text = _below(part.text, left, name.box.bottom + 6, room, 13.5, "note")
        bottom = max(text.box.bottom, top + 138)
        drawn.append(
            {
                "part": part,
                "label": name,
                "text": text,
                "elements": _elements(i, x, (top + bottom) / 2, 40, 38),
                "ring": Rect(34, top - 2, NARROW - 42, bottom - top + 6, 5),
                "y": (top + bottom) / 2,
                "bottom": bottom,
                "top": top,
            }
        )
        top = bottom + 30
    after = [_arrow((x, one["bottom"] + 6), (x, two["top"] - 6), size=10) for one, two in pairwise(drawn)]
    name = _below(back.label, 46, top + 4, NARROW - 60, 14.5, "name")
    text = _below(back.text, 46, name.box.bottom + 6, NARROW - 60, 13.5, "note")
    height = text.box.bottom + 18
    narrow = {
        "name": "narrow",
        "width": NARROW,
        "height": height,
        "pictures": drawn,
        "after": after,
        "frame": Rect(1, 1, NARROW - 2, height - 2, 6),
        "context": _below(_WITHIN, NARROW / 2, 14, NARROW - 30, 14, "text", "middle"),
        "back": {
            "part": back,
            "label": name,
            "text": text,
            "arrow": _arrow((38, name.y - 5), (18, name.y - 5), (18, drawn[0]["y"]), (34, drawn[0]["y"]), size=10),
            "ring": Rect(40, name.box.top - 7, NARROW - 48, text.box.bottom - name.box.top + 14, 5),
        },
    }
    return [wide, narrow]


def _elements(step: int, x: float, y: float, across: float, down: float) -> dict[str, Any]:
    """Three organisations of three elements; what holds them together depends on the step."""
    r = 12.0
    grid = [[Circle(x + (i - 1) * across, y + (j - 1) * down, r) for j in range(3)] for i in range(3)]
    vertical = [bond for line in grid for one, two in pairwise(line) for bond in _bond(one, two)]
    middle = [line[1] for line in grid]
    horizontal = [bond for one, two in pairwise(middle) for bond in _bond(one, two, 1 if step == 2 else 3, 5)] if step >= 2 else []
    spark: Circle | None = None
    rays: list[Path] = []
    if step == 1:
        spark = Circle(x, y, r)
        for px, py in _around(8, x, y, 1, pi / 8):
            rays.append(_path((x + (px - x) * (r + 4), y + (py - y) * (r + 4)), (x + (px - x) * (r + 10), y + (py - y) * (r + 10))))
    support = [_arrow((circle.x, y - down - r - 22), (circle.x, y - down - r - 4), size=8) for circle in middle] if step == 3 else []
    learn = Rect(middle[0].x - r - 6, y - r - 6, 2 * across + 2 * r + 12, 2 * r + 12, r + 6) if step == 3 else None
    outlines = [Rect(line[0].x - r - 5, y - down - r - 5, 2 * r + 10, 2 * down + 2 * r + 10, 6) for line in grid]
    return {
        "circles": [circle for line in grid for circle in line],
        "vertical": vertical,
        "loose": step > 0,
        "horizontal": horizontal,
        "bonded": middle if step >= 2 else [],
        "spark": spark,
        "rays": rays,
        "support": support,
        "learning": learn,
        "outlines": outlines if step == 0 else [],
    }


GEOMETRIES: dict[str, Callable[[Data], list[Layout]]] = {
    "framework": framework,
    "ways-of-working": ways_of_working,
    "needs-continuum": needs_continuum,
    "sense-making": sense_making,
    "learning-loop": learning_loop,
    "connected-levels": connected_levels,
    "life-cycle": life_cycle,
    "trio": trio,
    "chemistry": chemistry,
}
