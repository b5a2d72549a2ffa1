"""Puts the stories into the menu: `cases/*.md` in mkdocs.yml's nav stands for every case
in data/cases/, by number, so that a new case needs no line there. awesome-nav and
literate-nav know files and titles only, and no number of a record."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace the pattern before MkDocs reads the menu."""
    from macros.guide import guide_of

    pages = [case.page for case in guide_of(config).data.stories]
    if config.nav:
        config.nav = _expanded(config.nav, pages)
    return files


def _expanded(nav: list[Any], pages: list[str]) -> list[Any]:
    """`nav` with every `cases/*.md` replaced by `pages`."""
    found: list[Any] = []
    for item in nav:
        if item == "cases/*.md":
            found += pages
        elif isinstance(item, dict):
            found.append({title: _expanded(inner, pages) if isinstance(inner, list) else inner for title, inner in item.items()})
        else:
            found.append(item)
    return found
