"""Marks words of te reo Māori, so that screen readers and browsers pronounce them.

The words are the glossary's with `lang: mi` (data/glossary.yml); editors write them
plainly. WCAG 2.2, 3.1.2 Language of Parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

_LEAVE = {"svg", "script", "style", "code", "pre", "title", "textarea"}
_MARKED = re.compile(r'<([a-zA-Z][\w-]*)[^>]*lang="mi"')


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Wrap each such word of the page's text in `<span lang="mi">`."""
    from macros.guide import guide_of

    words = [term.term for term in guide_of(config).data.terms.values() if term.lang == "mi"]
    if not words:
        return html
    _mark_contents(page.toc, words)
    return mark(html, words)


def _mark_contents(items: Iterable[AnchorLink], words: list[str]) -> None:
    """The same for the headings in the page's table of contents."""
    for item in items:
        item.title = mark(item.title, words)
        _mark_contents(item.children, words)


def mark(html: str, words: list[str]) -> str:
    """`html` with every whole word of `words` in its text marked, tags untouched."""
    words = [word.lower() for word in words]
    if not any(word in html.lower() for word in words):
        return html
    # in the text: no end of a tag comes before the start of one
    pattern = re.compile(r"\b(" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b(?![^<>]*>)", re.I)
    apart = "|".join(sorted(_LEAVE | {name.lower() for name in _MARKED.findall(html)}))
    tokens = re.split(rf"(<!--.*?-->|</?(?:{apart})\b[^>]*>)", html, flags=re.S | re.I)
    open_left: list[str] = []  # elements whose text is left alone, innermost last
    for at, token in enumerate(tokens):
        if at % 2 == 0:
            if not open_left and any(word in token.lower() for word in words):
                tokens[at] = pattern.sub(r'<span lang="mi">\1</span>', token)
        elif not token.startswith("<!--") and not token.endswith("/>"):
            name = re.split(r"[\s/>]", token.lstrip("</"), maxsplit=1)[0].lower()
            if token.startswith("</"):
                if open_left and open_left[-1] == name:
                    open_left.pop()
            elif (open_left and open_left[-1] == name) or name in _LEAVE or 'lang="mi"' in token:
                open_left.append(name)
    return "".join(tokens)
