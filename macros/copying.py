"""The mark beside every heading that copies its address."""

from __future__ import annotations

from markupsafe import Markup

from .addresses import outline_of
from .render import Renderer

_WRAPPED = 'class="bcs-heading">'  # a template has set the mark of a record there


def with_copy_links(renderer: Renderer, html: str, page: str) -> str:
    """A page's HTML with a mark after every heading that has an id: it leads to the short
    address of what lives there, or else to the heading itself. The heading stays as it is."""
    addresses, renderer.page = renderer.addresses, page
    parts, done = [], 0
    for tag, anchor, text, start, end in outline_of(html).headings:
        if html[max(done, start - 100):start].rstrip().endswith(_WRAPPED):
            continue
        record = addresses.at().get(f"{page}#{anchor}")
        if tag == "h1":
            record = addresses.owner_of(page) or record
        here = page if tag == "h1" else f"{page}#{anchor}"
        href = renderer.short(record) if record is not None else renderer.link(here)
        parts += [html[done:start], renderer.part("heading", heading=Markup(html[start:end]), href=href, name=text)]
        done = end
    return "".join([*parts, html[done:]])
