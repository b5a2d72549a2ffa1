"""Puts stories and sessions into the menu: `cases/*.md` in mkdocs.yml's nav stands for every
case in data/cases/, by number, and `meeting/sessions/*.md` for every session of
data/sessions.yml, in its order, so that a new one needs no line there. awesome-nav and
literate-nav know files and titles only, and no order of records."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace the patterns before MkDocs reads the menu."""
    from macros.guide import guide_of

    data = guide_of(config).data
    pages = {"cases/*.md": [case.page for case in data.stories], "meeting/sessions/*.md": [session.page for session in data.sessions.values()]}
    if config.nav:
        config.nav = _expanded(config.nav, pages)
    return files


def _expanded(nav: list[Any], pages: dict[str, list[str]]) -> list[Any]:
    """`nav` with every pattern of `pages` replaced by its pages."""
    found: list[Any] = []
    for item in nav:
        if isinstance(item, str) and item in pages:
            found += pages[item]
        elif isinstance(item, dict):
            found.append({title: _expanded(inner, pages) if isinstance(inner, list) else inner for title, inner in item.items()})
        else:
            found.append(item)
    return found
