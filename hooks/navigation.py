"""Puts the stories into the menu: `cases/*.md` in mkdocs.yml's nav stands for every case
in data/cases/, by number, so that a new case needs no line there. awesome-nav and
literate-nav know files and titles only, and no number of a record."""

from __future__ import annotations


def on_files(files, config):
    """Replace the pattern before MkDocs reads the menu."""
    from macros.guide import guide_of

    pages = [case.page for case in guide_of(config).data.stories]
    if config.nav:
        config.nav = _expanded(config.nav, pages)
    return files


def _expanded(nav, pages):
    """`nav` with every `cases/*.md` replaced by `pages`."""
    found = []
    for item in nav:
        if item == "cases/*.md":
            found += pages
        elif isinstance(item, dict):
            found.append({title: _expanded(inner, pages) if isinstance(inner, list) else inner for title, inner in item.items()})
        else:
            found.append(item)
    return found
