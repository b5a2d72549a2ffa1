"""What is on a page, complete: the headings that macros print as well as Markdown's own.

MkDocs lists only the headings that the converter saw. `page.toc` is made anew from the
page as it came out: every h2, and under it the h3 of the text.
"""

from __future__ import annotations

import html as text
from typing import TYPE_CHECKING

from mkdocs.structure.toc import AnchorLink, TableOfContents

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Renew the page's table of contents; its HTML stays as it is."""
    from macros.addresses import outline_of

    known = {entry.id: entry.title for entry in _all(page.toc.items)}
    items: list[AnchorLink] = []
    for tag, name, title, *_ in outline_of(html).headings:
        entry = AnchorLink(known.get(name) or text.escape(" ".join(title.split()), quote=False), name, int(tag[1]))
        if tag == "h2":
            items.append(entry)
        elif tag == "h3" and name in known and items:
            items[-1].children.append(entry)
    page.toc = TableOfContents(items)
    return html


def _all(entries: list[AnchorLink]) -> list[AnchorLink]:
    return [found for entry in entries for found in (entry, *_all(entry.children))]
