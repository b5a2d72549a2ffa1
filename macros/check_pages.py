"""Rules for pages, in the manner of check.py: small generators whose docstring is the rule.

They need no rendering. What only shows when macros run (their ids, what they refuse) is
guide.py's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from inspect import Parameter, signature
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any, get_args, get_type_hints
from urllib.parse import unquote, urlsplit

from .addresses import Addresses, page_url
from .check import problem
from .model import KIND_BY_NAME, Data, Ref, unknown
from .pages import VOID, Call, Link, Page, Tag, Wrong
from .problem import Problem, did_you_mean
from .render import MACROS, Renderer
from .spelling import speller

PageRule = Callable[[Page, Mapping[str, Page], Data, Path], Iterator[Problem]]

FIELDS = ("title", "description", "hide", "wide", "search")
HIDDEN = ("navigation", "toc")
DESCRIPTION = range(50, 161)
BOXES = ("addition", "care", "differ", "inset")
ACTIVE = frozenset(["base", "embed", "form", "iframe", "link", "meta", "object", "script", "style"])
SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})


def check_pages(pages: Mapping[str, Page], data: Data, root: Path) -> list[Problem]:
    """What is wrong in the pages as they are written."""
    return [problem for page in pages.values() for rule in PAGE_RULES for problem in rule(page, pages, data, root)]


def readable(page: Page, pages: Mapping[str, Page], data: Data, root: Path) -> Iterator[Problem]:
    """A page is UTF-8 text that starts with front matter, and Jinja can read its calls."""
    for slip in page.slips:
        yield Problem(page.file, slip.line, slip.record, "", slip.message)


# --- front matter ----------------------------------------------------------------------


def front_matter(page: Page, pages: Mapping[str, Page], data: Data, root: Path) -> Iterator[Problem]:
    """Every page has a title and a description of 50 to 160 characters, both text; other
    fields are known and have the values that the theme reads."""
    found = page.front_matter

    def wrong(field: str, message: str) -> Problem:
        return Problem(page.file, page.lines.get(field, 1), "front matter", field, message)

    for field in ("title", "description"):
        if field not in found:
            if found:  # without any, its absence is told already
                yield wrong(field, f"is missing. Write {field}: and a text")
        elif found[field] is None or not str(found[field]).strip():
            yield wrong(field, "is blank. Write the text")
        elif isinstance(found[field], list):
            yield wrong(field, "should be one text, not a list")
        elif not isinstance(found[field], str):
            yield wrong(field, f'should be text. Put it in quotation marks: "{found[field]}"')
    description = found.get("description")
    if isinstance(description, str) and description.strip() and len(description) not in DESCRIPTION:
        yield wrong("description", f"has {len(description)} characters. Search results show {DESCRIPTION[0]} to {DESCRIPTION[-1]}")
    if "hide" in found:
        hidden = found["hide"]
        if not isinstance(hidden, list) or not all(item in HIDDEN for item in hidden):
            yield wrong("hide", f"should be a list of {' and '.join(HIDDEN)}, each on a line of its own after a hyphen")
    if "wide" in found and found["wide"] is not True:
        yield wrong("wide", "should be true, or left out")
    for field in found:
        if field not in FIELDS:
            yield wrong(str(field), f"is no field of a page.{did_you_mean(str(field), FIELDS)} Fields are {', '.join(FIELDS)}")


# --- macro calls -----------------------------------------------------------------------


def calls(page: Page, pages: Mapping[str, Page], data: Data, root: Path) -> Iterator[Problem]:
    """A call names a macro and gives what its signature asks for; an annotation such as
    `FactorId` asks for the id of a record."""
    for call in page.calls:
        for message in wrong_call(call, data):
            yield Problem(page.file, call.line, call.name, "", message)


@cache
def parameters(macro: str) -> dict[str, tuple[bool, str | None]]:
    """A macro's parameters: may it be left out, and the kind of record it names, if any."""
    method = getattr(Renderer, macro)
    hints = get_type_hints(method, include_extras=True)
    return {
        name: (parameter.default is not Parameter.empty, _kind(hints[name]))
        for name, parameter in signature(method).parameters.items() if name != "self"
    }


def _kind(annotation: Any) -> str | None:
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Ref):
            return mark.kind
    return next((kind for inner in get_args(annotation) if (kind := _kind(inner))), None)


def wrong_call(call: Call, data: Data) -> Iterator[str]:
    """What is wrong with a call, and what would be right."""
    if call.name not in MACROS:
        yield f"there is no macro of this name.{did_you_mean(call.name, MACROS)} Macros are listed in CONTRIBUTING.md"
        return
    wanted = parameters(call.name)
    form = f"Call it as {call.name}({', '.join(wanted)})"
    if call.bare:
        yield f"is the name of a macro. {form}"
        return
    given: dict[str, str | Wrong] = dict(zip(wanted, call.arguments, strict=False))
    if len(call.arguments) > len(wanted):
        yield f"has {len(call.arguments)} arguments, {len(call.arguments) - len(wanted)} too many. {form}"
    for name, value in call.keywords:
        if name not in wanted:
            yield f'has no argument "{name}".{did_you_mean(name, wanted)} {form}'
        elif name in given:
            yield f"is given {name} twice. {form}"
        given[name] = value
    for name, (optional, kind) in wanted.items():
        if name not in given:
            if not optional:
                yield f"{name} is missing. {form}"
            continue
        value = given[name]
        if isinstance(value, Wrong):
            if value.name:
                yield f'{name} has no quotation marks. Write {call.name}("{value.written}")'
            else:
                yield f"{name} should be text in quotation marks, not {value.written}. {form}"
        elif kind and (known := data.of(kind)) and value not in known and value not in data.broken[kind]:
            yield unknown(KIND_BY_NAME[kind], value, known)


# --- what Markdown makes of it ---------------------------------------------------------


def boxes(page: Page, pages: Mapping[str, Page], data: Data, root: Path) -> Iterator[Problem]:
    """A box or fold is of a kind that the style sheets know."""
    for hit in re.finditer(r"^[ ]*(!!!|\?\?\?\+?)[ ]?([\w-]+)", page.prose, re.M):
        if hit[2].lower() not in BOXES:
            yield Problem(page.file, page.line(hit.start(1)), f"{hit[1]} {hit[2]}", "",
                          f"is no kind of box.{did_you_mean(hit[2], BOXES)} Boxes are {', '.join(BOXES)}")


def left_over(page: Page, pages: Mapping[str, Page], data: Data, root: Path) -> Iterator[Problem]:
    """Nothing that was meant as Markdown or as a call is left in the text."""
    for pattern, name, message in _LEFT_OVER:
        for hit in pattern.finditer(page.prose):
            if not _is_text(page, hit[0]):
                continue
            yield Problem(page.file, page.line(hit.start()), hit[0].strip(), name, message)
    for item in page.elements:
        if isinstance(item, Tag) and re.fullmatch(r"h[1-6]", item.name):
            for attribute, value in item.attributes:
                if attribute not in {"id", "class"}:
                    yield Problem(page.file, page.find(f"{{ {attribute}"), f"{{ {attribute} }}", "",
                                  f"is no address of a heading. Write {{ #{value or attribute} }}")


_LEFT_OVER = (
    (re.compile(r"(?<!\{)\{[ ]?[a-z_]+\([^{}\n]*\)[ ]?\}(?!\})"), "", 'is no call. A call has two braces at each end: {{ factors("learning") }}'),
    (re.compile(r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]"), "", "is a link to a name that the page does not define. Write [words](page.md)"),
    (re.compile(r"\[[^\[\]\n]+\]\([^()\n]*[ ][^()\n]*\)"), "", "is no link: an address has no spaces. Write [words](page.md)"),
    (re.compile(r"\{:?[ ]?[#.][\w-]+[ ]?\}"), "", "stands where Markdown does not read it. Put it at the end of a heading's line, or directly after a link"),
)


def _is_text(page: Page, written: str) -> bool:
    """Is it still there, as it is written, in the text of what Markdown made?"""
    return any(isinstance(item, str) and written in item for item in page.elements)


def links(page: Page, pages: Mapping[str, Page], data: Data, root: Path) -> Iterator[Problem]:
    """A link leads to a page, a file or another site, and to no script; pictures and
    other parts come from this site."""
    for link in page.links:
        what = {"a": "link", "img": "picture"}.get(link.name, f"<{link.name}>")
        for message in _wrong_target(page, pages, root, link):
            yield Problem(page.file, link.line, f"{what} ({link.target})", "", message)


def _wrong_target(page: Page, pages: Mapping[str, Page], root: Path, link: Link) -> Iterator[str]:
    part = urlsplit(link.target)
    if not link.target.strip():
        yield "leads nowhere. Put a page between the brackets: [words](page.md)" if link.name == "a" else "names no file. Put one between the brackets"
    elif link.name != "a" and (part.scheme or part.netloc):
        yield "comes from another site, which would learn who reads this page. Put the file below docs/assets/"
    elif part.scheme not in SCHEMES:
        yield f"is of the kind {part.scheme}:, which the guide does not use. Link to a page, a file or a website"
    elif part.scheme or part.netloc:
        return
    elif part.path.startswith("/"):
        yield "starts with a slash, and the site may not stand at the top of its address. Give the way from this page, such as ../guide/learning.md"
    elif link.raw and part.path:  # MkDocs leaves it as it is, so it must be right as browsers read it
        place = normpath(join(page_url(page.path), unquote(part.path)))
        if place not in {normpath(page_url(path)) for path in pages} and not (root / "docs" / place).is_file():
            yield "leads nowhere as raw HTML. Write it as Markdown: [words](page.md) or ![words](picture.svg)"
    elif part.path:
        place = normpath(join(dirname(page.path), unquote(part.path)))
        if place.endswith(".md"):
            if place not in pages:
                ways = {relpath(path, dirname(page.path) or ".") for path in pages}
                yield f"there is no page docs/{place}.{did_you_mean(part.path, ways)}"
        elif not (root / "docs" / place).is_file():
            yield f"there is no file docs/{place}.{' A link to a page ends with .md' if link.name == 'a' else ''}"


def raw_html(page: Page, pages: Mapping[str, Page], data: Data, root: Path) -> Iterator[Problem]:
    """Raw HTML is closed and holds no script; behaviour and style are the site's."""
    open_: list[Tag] = []
    for tag in page.tags:
        name = tag.name.removeprefix("/")
        if tag.name in ACTIVE:
            yield Problem(page.file, tag.line, f"<{tag.name}>", "", "does not belong in a page. Ask a programmer for a macro")
        for attribute, _ in tag.attributes:
            if attribute.startswith("on"):
                yield Problem(page.file, tag.line, f"<{tag.name}>", attribute, "is a script, which does not belong in a page. Take it out")
        if not tag.name.startswith("/"):
            if name not in VOID:
                open_.append(tag)
        elif any(other.name == name for other in open_):
            while (other := open_.pop()).name != name:
                yield Problem(page.file, other.line, f"<{other.name}>", "", f"is not closed. Write </{other.name}> where it ends")
        else:
            yield Problem(page.file, tag.line, f"<{tag.name}>", "", f"closes what is not open. Take it out, or write <{name}> where it starts")
    for other in open_:
        yield Problem(page.file, other.line, f"<{other.name}>", "", f"is not closed. Write </{other.name}> where it ends")


def taken(pages: Mapping[str, Page], data: Data) -> list[tuple[str, str, Problem]]:
    """A record's anchor is no heading's on the page where the record lives. Needs sound
    data; gives page, anchor and problem."""
    addresses, found = Addresses(data), []
    for record in addresses.records():
        page, _, anchor = addresses.place_of(record).partition("#")
        if anchor != addresses.anchor_of(record) or page not in pages or anchor not in pages[page].ids or addresses.lives_at_heading(record):
            continue
        line = next((heading.line for heading in pages[page].headings if heading.id == anchor), pages[page].first)
        message = f"would make the address docs/{page}#{anchor}, which line {line} of that page has already. Choose another id"
        found.append((page, anchor, problem(data, record, ("id",), message)))
    return found


def spelling(page: Page, pages: Mapping[str, Page], data: Data, root: Path) -> Iterator[Problem]:
    """Every word of a page is English or in the guide's own list, data/words.txt."""
    for field in ("title", "description"):
        if isinstance(text := page.front_matter.get(field), str):
            for message in speller(root).wrong(text):
                yield Problem(page.file, page.lines[field], "front matter", field, message)
    if page.slips:
        return  # what could not be read is no text
    for message in speller(root).wrong(" ".join(item for item in page.elements if isinstance(item, str))):
        yield Problem(page.file, page.find(message.split('"')[1]), "", "", message)


PAGE_RULES: tuple[PageRule, ...] = (readable, front_matter, calls, boxes, left_over, links, raw_html, spelling)
