"""The whole guide as one page: every page that is read, in the order of the menu, its ids
made its own, its links within the page or to the guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from posixpath import join, normpath

from .addresses import page_url
from .tags import changed

PAGE = "whole.md"  # as if it were one of docs/
FOLDERS = ("start", "guide", "cases", "reference", "about")  # what is read; what is used in a meeting has files of its own
_REFERRING = {"for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"}
_PAINT = {"marker-start", "marker-mid", "marker-end", "fill", "stroke", "clip-path"}


@dataclass(frozen=True)
class Read:
    """A page as the build rendered it: its path below docs/, the menu's part that it is in,
    its title, its HTML."""

    path: str
    part: str
    title: str
    html: str


@dataclass(frozen=True)
class Chapter:
    """A page within the whole: `id` is its own, and stands before each id in it."""

    id: str
    part: str
    title: str
    html: str


def chapters(pages: Sequence[Read], directory_urls: bool = True) -> Iterator[Chapter]:
    """The pages that are read, in their order, each with ids that no other has."""
    read = [page for page in pages if page.path.partition("/")[0] in FOLDERS]
    places = {page_url(page.path, directory_urls): _id(page.path) for page in read}
    for page in read:
        yield Chapter(_id(page.path), page.part, page.title, _lowered(_own(page, places, directory_urls)))


def _id(path: str) -> str:
    return path.removesuffix(".md").replace("/", "-")


def _own(page: Read, places: dict[str, str], directory_urls: bool) -> str:
    """The page's HTML: ids get its own before them, links within the whole lead there."""
    here, name = page_url(page.path, directory_urls), _id(page.path)

    def change(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id":
            return f"{name}--{value}"
        if attribute in _REFERRING:
            return " ".join(f"{name}--{one}" for one in value.split())
        if attribute in _PAINT and value.startswith("url(#"):
            return f"url(#{name}--{value[5:]}"
        if attribute in ("href", "src") and not re.match(r"[a-z][a-z0-9+.-]*:|/", value, re.I):
            return _leading(value, here, name, places)
        return None

    return changed(page.html, change)


def _leading(address: str, here: str, name: str, places: dict[str, str]) -> str:
    """A relative address of a page at `here`, as seen from the whole."""
    path, mark, anchor = address.partition("#")
    target = _resolved(here, path) if path else here
    if target in places:
        return f"#{places[target]}--{anchor}" if anchor else f"#{places[target]}"
    return f"../{target}{mark}{anchor}" if path else f"#{name}--{anchor}"


def _resolved(here: str, path: str) -> str:
    """`path`, seen from the page at `here`, as seen from the site."""
    found = normpath(join("/", here if here.endswith("/") else here.rpartition("/")[0], path)).lstrip("/")
    return f"{found}/" if path.endswith(("/", "..", ".")) and found else found


def _lowered(html: str) -> str:
    """Headings one step lower: the whole has a title of its own."""
    return re.sub(r"<(/?)h([1-5])\b", lambda found: f"<{found[1]}h{int(found[2]) + 1}", html)
