"""The whole guide as a PDF: PDF/UA-1 (ISO 14289-1), made by WeasyPrint from the one page.

What a screen needs and paper does not goes; drawings become pictures with their text as
alternative, and their words are laid over them, because WeasyPrint draws no HTML in SVG.
The same page gives the same bytes.
"""

from __future__ import annotations

import hashlib
import logging
import platform
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

MOST = 5_000_000  # bytes
SVG = "{http://www.w3.org/2000/svg}"
_GONE = {"bcs-copy", "bcs-show", "bcs-fig--narrow", "bcs-mark", "bcs-glyph", "bcs-heading__link", "bcs-progress__steps", "bcs-tool__live", "bcs-moved"}
_WIDTH = 160  # millimetres of a drawing


class Missing(Exception):
    """What makes PDFs is not there. The message says how to get it."""


class Faulty(Exception):
    """The PDF that was made is not one to publish."""


def ready() -> Any:
    """WeasyPrint, or Missing with the package that has what it needs."""
    try:
        import weasyprint
    except ImportError as error:
        raise Missing(f"the PDF needs {error.name}, which is not installed. `make publish` installs what publishing needs.") from None
    except OSError:
        package = {
            "Darwin": "Pango: `brew install pango`", "Windows": "Pango: see WeasyPrint’s “First Steps” for Windows",
        }.get(platform.system(), "Pango: `apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`")
        raise Missing(f"the PDF needs a library of the system, {package}.") from None
    return weasyprint


def made(html: str, sheets: Path, base: str) -> bytes:
    """The PDF of a page. `sheets` is the folder with the site's style sheets, `base` the
    public address or nothing. Raises Missing and Faulty."""
    weasyprint = ready()
    said: list[str] = []
    handler = _Listening(said)
    logger = logging.getLogger("weasyprint")
    level, logger.propagate = logger.level, False
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        tree = weasyprint.HTML(string=html, base_url=base or "https://guide.invalid/")
        for_paper(tree.etree_element, sheets, base)
        options = {"pdf_variant": "pdf/ua-1", "pdf_identifier": hashlib.sha256(html.encode()).digest()[:16], "optimize_images": True}
        pdf: bytes = tree.write_pdf(stylesheets=[weasyprint.CSS(string=_styles(sheets))], presentational_hints=False, **options)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = True
    if said:
        raise Faulty(f"the PDF has faults, of which the first is: {said[0]}")
    if len(pdf) > MOST:
        raise Faulty(f"the PDF has {len(pdf) / 1e6:.1f} MB, more than {MOST / 1e6:.0f} MB.")
    return pdf


class _Listening(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _styles(sheets: Path) -> str:
    """The sheet for paper, with the site's own colours and letters."""
    tokens = _light((sheets / "shell" / "tokens.css").read_text("utf-8"))
    return ":root{" + "".join(f"{name}:{value};" for name, value in tokens.items()) + "}" + (sheets / "book" / "book.css").read_text("utf-8")


def _light(css: str) -> dict[str, str]:
    """Name → value of each token, in light."""
    found = re.findall(r"(--[\w-]+):\s*([^;{}]+);", re.sub(r"/\*.*?\*/", "", css, flags=re.S))
    return {name: re.sub(r"light-dark\(([^,]+),[^)]*\)", r"\1", value).strip() for name, value in found if not name.endswith("xl")}


# --- the tree -----------------------------------------------------------------------------


def for_paper(root: Element, sheets: Path, base: str) -> None:
    """Take out what paper does not need, open what is folded, and lay out the drawings."""
    style = _shapes(sheets)
    for parent in list(root.iter()):
        for child in list(parent):
            if _gone(child):
                _taken_out(parent, child)
            elif child.tag == f"{SVG}svg":
                _drawn(parent, child, style)
    for element in root.iter():
        if element.tag == "details":
            element.tag = "div"
            element.attrib.pop("open", None)
        elif element.tag == "summary":
            element.tag = "p"
        href = element.get("href", "")
        if element.tag == "a" and href.startswith("../"):
            if base:
                element.set("href", base + href.removeprefix("../"))
            else:
                del element.attrib["href"]


def _gone(element: Element) -> bool:
    classes = set(element.get("class", "").split())
    return bool(classes & _GONE) or element.tag in ("script", "style", "form", "button", "template") or (
        element.tag == f"{SVG}svg" and element.get("aria-hidden") == "true")


def _taken_out(parent: Element, child: Element) -> None:
    place = list(parent).index(child)
    if child.tail:
        if place:
            parent[place - 1].tail = (parent[place - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _drawn(parent: Element, svg: Element, style: str) -> None:
    """The drawing in a box of its size; its words, each in its room, over it."""
    if svg.find(f"{SVG}title") is None:
        raise Faulty(f"a drawing has no title, which screen readers need: {svg.get('class') or 'svg'}.")
    _, _, width, height = (float(number) for number in svg.get("viewBox", "0 0 1 1").split())
    scale = _WIDTH / width
    box = Element("div", {"class": "drawing", "style": f"width:{_WIDTH}mm;height:{height * scale:.1f}mm"})
    box.tail, svg.tail = svg.tail, None
    parent[list(parent).index(svg)] = box
    for child in list(svg.iter()):
        for room in [found for found in child if found.tag == f"{SVG}foreignObject"]:
            box.append(_label(room, width, height, float(svg.get("font-size", "16")) * scale))
            _taken_out(child, room)
    sheet = Element(f"{SVG}style")
    sheet.text = style
    svg.insert(1, sheet)
    box.insert(0, svg)


def _label(room: Element, width: float, height: float, size: float) -> Element:
    x, y, wide, high = (float(room.get(name, "0")) for name in ("x", "y", "width", "height"))
    words = next(iter(room), Element("div"))
    classes = words.get("class", "").replace("bcs-fig__", "label--")
    label = Element("div", {"class": f"label {classes}", "style": (
        f"left:{100 * x / width:.2f}%;top:{100 * y / height:.2f}%;width:{100 * wide / width:.2f}%;height:{100 * high / height:.2f}%;font-size:{size:.2f}mm")})
    inner = ElementTree.SubElement(label, "span")
    inner.text = "".join(words.itertext()).strip()
    return label


def _shapes(sheets: Path) -> str:
    """What figures.css says of shapes, for a drawing by itself: colours as they are in light."""
    tokens = _light((sheets / "shell" / "tokens.css").read_text("utf-8"))
    css = re.sub(r"/\*.*?\*/", "", (sheets / "figures.css").read_text("utf-8"), flags=re.S)
    rules = re.findall(r"^\s*(\.bcs-fig [^{}@]*)\{([^{}]*)\}", css, flags=re.M)
    kept = []
    for selector, body in rules:
        if not re.search(r"fill|stroke", body) or ":focus" in selector:
            continue
        for one in _apart(selector.strip()):
            kept.append(f"{one}{{{re.sub(r'var[(](--[a-z-]+)[)]', lambda found: tokens.get(found[1], '#000'), body).strip()}}}")
    return "\n".join(kept)


def _apart(selector: str) -> list[str]:
    """A selector with `:is(…)` as several without."""
    found = re.fullmatch(r"(.*?):is\(([^()]*)\)(.*)", selector, re.S)
    return [f"{found[1]}{one.strip()}{found[3]}" for one in found[2].split(",")] if found else [selector]
