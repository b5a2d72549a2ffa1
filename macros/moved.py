"""What readers meet at an old address: a note on the page, or a page that leads on."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from .addresses import Outline, file_of, page_url, public, short_page
from .render import Renderer

_HOLDS_NO_TEXT = {"div", "figure", "details", "tr", "dl", "ul", "ol", "table", "thead", "tbody", "svg"}


def with_moved(renderer: Renderer, html: str, outline: Outline, page: str) -> str:
    """A page's HTML with every old anchor that it owes its readers: inside what it became
    on this page, or at the end as a visible link to the page where it is now."""
    moved = {old: place for old, place in renderer.addresses.moved_anchors(page).items() if old not in outline.ids}
    here = [(_inside(outline, place.partition("#")[2]), old) for old, place in moved.items() if place.startswith(f"{page}#")]
    for start, old in sorted(here, reverse=True):
        html = html[:start] + renderer.part("was", old=old) + html[start:]
    renderer.page = page
    elsewhere = {old: place for old, place in moved.items() if not place.startswith(f"{page}#")}
    return html + "\n" + renderer.part("moved", moved=elsewhere) if elsewhere else html


def _inside(outline: Outline, anchor: str) -> int:
    """Where a mark can stand inside the element with an id: after its start tag, or after
    that of the first one within that may hold text."""
    found = False
    for tag, name, end in outline.tags():
        found = found or name == anchor
        if found and tag not in _HOLDS_NO_TEXT:
            return end
    return 0


def leading_on(renderer: Renderer, site_url: str | None, script: str = "") -> Iterator[tuple[str, str]]:
    """(file below the site, its HTML) for every short address and every page that moved,
    which takes anchors along by `script`, the text of js/moved.js."""
    names, base = renderer.addresses.names(), public(site_url)
    for short, place in renderer.addresses.shorts().items():
        renderer.page = short_page(short)
        yield file_of(renderer.page), _page(renderer, base, names[short], place, {})
    for old, new in renderer.addresses.moved_pages().items():
        renderer.page = old
        parts = {anchor: there for anchor, there in renderer.addresses.moved_anchors(old).items() if there != f"{new}#{anchor}"}
        yield file_of(old, renderer.directory_urls), _page(renderer, base, renderer.page_title(new), new, parts, script)


def _page(renderer: Renderer, base: str, name: str, place: str, parts: dict[str, str], script: str = "") -> str:
    page = place.partition("#")[0]
    return renderer.part(
        "leads_on", name=name, place=place, parts=parts, carries=bool(script), script=Markup(script),
        canonical=base + page_url(page, renderer.directory_urls) if base else "",
    )
