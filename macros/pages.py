"""docs/ as records: front matter, macro calls, headings, links, images and raw HTML, each with its line.

Nothing here judges: what cannot be read becomes a `Slip`, and check_pages.py has the
rules. Calls are found by Jinja's own parser, and what Markdown makes of a page by the
extensions that mkdocs.yml names, so that both are read as the build reads them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import yaml
from jinja2 import Environment, TemplateSyntaxError, nodes
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from .addresses import url_between
from .load import FAST_LOADER, ROOT

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_JINJA = Environment()
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.S)
_OPENER = re.compile(r"\{\{|\{%|\{#")
_CLOSER = {"{{": "}}", "{%": "%}", "{#": "#}"}
_FENCE = re.compile(r"^([ ]*)(`{3,}|~{3,})[^\n]*\n.*?^[ ]*\2[ ]*$", re.M | re.S)
_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_AUTOLINK = re.compile(r"<(?:[a-z][a-z0-9+.-]*:|[^\s<>@]+@)[^\s<>]*>", re.I)


@dataclass(frozen=True)
class Slip:
    """What could not be read at a line, and what would be right; `record` names it."""

    line: int
    record: str
    message: str


@dataclass(frozen=True)
class Call:
    """A macro call. Each argument is the text between its quotation marks, or as it
    stands a `Wrong` one; `start` and `end` say where it stands in the body. `bare` is a
    name without brackets."""

    name: str
    arguments: tuple[str | Wrong, ...]
    keywords: tuple[tuple[str, str | Wrong], ...]
    line: int
    start: int
    end: int
    bare: bool = False


@dataclass(frozen=True)
class Wrong:
    """An argument that is no text in quotation marks, as the page writes it."""

    written: str
    name: bool  # may be an id whose quotation marks were forgotten


@dataclass(frozen=True)
class Tag:
    """A start tag, an end tag (`name` with a slash) or a tag that closes itself."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    line: int

    def get(self, attribute: str) -> str | None:
        """The value of an attribute, or None without it."""
        return dict(self.attributes).get(attribute)


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True)
class Link:
    """What an element of the page points to: `name` is a for a link, img for a picture."""

    name: str
    target: str
    line: int
    raw: bool  # written as HTML


@dataclass(frozen=True)
class Page:
    """One Markdown file below docs/: `path` from there, its text with line feeds, its
    front matter with the line of each field, and the body after it."""

    path: str
    text: str
    body: str
    front_matter: dict[str, Any]
    lines: dict[str, int]
    first: int  # line of the file on which the body starts
    slips: tuple[Slip, ...]
    calls: tuple[Call, ...]
    directory_urls: bool = True  # as MkDocs’ use_directory_urls

    @property
    def file(self) -> str:
        """How messages name the page."""
        return f"docs/{self.path}"

    @property
    def title(self) -> str:
        """The title in the front matter, or the path for a page without one."""
        title = self.front_matter.get("title")
        return title if isinstance(title, str) else self.path.removesuffix(".md")

    def line(self, offset: int) -> int:
        """Line of the file for an offset in the body."""
        return self.first + self.body.count("\n", 0, offset)

    @property
    def markdown(self) -> str:
        """The body as Markdown gets it: a mark stands for each call."""
        parts, done = [], 0
        for number, call in enumerate(self.calls):
            parts += [self.body[done:call.start], f"<!--call {number}-->"]
            done = call.end
        return _unraw("".join([*parts, self.body[done:]]))

    def filled(self, outputs: Sequence[str]) -> str:
        """The page's HTML with what each call shows in the place of its mark."""
        return re.sub(r"<!--call (\d+)-->", lambda mark: outputs[int(mark[1])], self.html)

    @cached_property
    def prose(self) -> str:
        """The body with code, comments and calls blanked out; offsets and lines stay."""
        text = _blanked(self.body, _RAW, _FENCE, _SPAN, _COMMENT, _AUTOLINK)
        for call in self.calls:
            text = text[:call.start] + re.sub(r"[^\n]", " ", text[call.start:call.end]) + text[call.end:]
        return text

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Raw HTML as it stands in the file."""
        return tuple(_tags(self.prose, self.first))

    @cached_property
    def made(self) -> Made:
        """What Markdown makes of the body, marks standing for calls."""
        return to_html(self.markdown, self.path, self.directory_urls)

    @property
    def html(self) -> str:
        """The body as HTML, marks standing for calls."""
        return self.made.html

    @cached_property
    def elements(self) -> tuple[Tag | str, ...]:
        """Tags and texts of `html` in order, code left out; lines are those of `html`."""
        return tuple(_elements(self.html))

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in order, with their addresses."""
        found, after = [], 0
        for tag, text in _heads(self.elements):
            pattern = re.compile(rf"^[ ]*#{{{tag.name[1]}}}[ ].*$", re.M)
            hit = pattern.search(self.prose, after)
            after = hit.end() if hit else after
            found.append(Heading(int(tag.name[1]), text, tag.get("id") or "", self.line(hit.start() if hit else after)))
        return tuple(found)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id of the page's own Markdown and HTML, twice if it is there twice."""
        return tuple(name for tag in self.elements if isinstance(tag, Tag) and (name := tag.get("id")))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every href and src of the page's own Markdown and HTML, by line."""
        shown = {(tag.name, target) for tag in self.elements if isinstance(tag, Tag) for target in (tag.get("href"), tag.get("src"))}
        found = [
            Link(tag.name, target, tag.line, True)
            for tag in self.tags for target in (tag.get("href"), tag.get("src")) if target is not None and (tag.name, target) in shown
        ]
        seen: Counter[str] = Counter()
        for name, target in self.made.links:
            found.append(Link(name, target, self.find(f"]({target}" if f"]({target}" in self.prose else target, seen[target]), False))
            seen[target] += 1
        return tuple(sorted(found, key=lambda link: link.line))

    def find(self, text: str, nth: int = 0) -> int:
        """Line of the nth place where the prose has `text`, or of the first, or of the body."""
        offsets = [hit.start() for hit in re.finditer(re.escape(text), self.prose)] if text else []
        return self.line(offsets[min(nth, len(offsets) - 1)]) if offsets else self.first


def read(docs: Path, directory_urls: bool = True) -> dict[str, Page]:
    """Every page below `docs` by its path from there."""
    paths = sorted(docs.rglob("*.md"))
    return {name: parse(name, path.read_bytes(), directory_urls) for path in paths for name in [path.relative_to(docs).as_posix()]}


@lru_cache(maxsize=1024)  # a preview reads again only what was edited
def parse(path: str, source: bytes, directory_urls: bool = True) -> Page:
    """One page. Never raises: what cannot be read is among the page's slips."""
    slips: list[Slip] = []
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        slips.append(Slip(source[: error.start].count(b"\n") + 1, "", "is not UTF-8 text. Save the file with the encoding UTF-8"))
        text = source.decode("utf-8", "replace")
    if "\0" in text:
        slips.append(Slip(text[: text.index("\0")].count("\n") + 1, "", "holds a NUL character, which no text has. Save the file with the encoding UTF-8"))
        text = text.replace("\0", "\ufffd")
    text = re.sub(r"\r\n?", "\n", text)
    values, lines, first = _front_matter(text, slips)
    body = "\n".join(text.split("\n")[first - 1:])
    calls = tuple(_calls(body, first, slips))
    return Page(path, text, body, values, lines, first, tuple(slips), calls, directory_urls)


# --- front matter ----------------------------------------------------------------------

_PLAIN = re.compile(r"(?:[a-z]+: [^\W\d_][^:#\n]*(?:\n|$))+")  # both parsers of PyYAML read this alike; the one in C is faster
_SAMPLE = "A page starts with a line ---, then title: and description:, then a line ---"


def _front_matter(text: str, slips: list[Slip]) -> tuple[dict[str, Any], dict[str, int], int]:
    """The fields, the line of each, and the line on which the body starts."""
    def wrong(line: int, message: str) -> None:
        slips.append(Slip(line, "front matter", message))

    rows = text.split("\n")
    at = next((number for number, row in enumerate(rows, 1) if row.strip()), 0)
    opener = rows[at - 1] if at else ""
    if not re.fullmatch(r"\s*(?:-{2,}|[–—]+-*)\s*", opener):
        wrong(1, f"is missing. {_SAMPLE}")
        return {}, {}, 1
    if opener.rstrip() != "---":
        wrong(at, "starts with a space. Write --- at the very start of the line" if opener.strip() == "---"
              else f"starts with {opener.strip()}. Write three hyphens: ---")
    elif at > 1:
        wrong(1, "has a blank line above it. Start the page with the line ---")
    end = next((number for number in range(at + 1, len(rows) + 1) if rows[number - 1].rstrip() in {"---", "..."}), 0)
    if not end:
        wrong(at, "has no end. Write a line --- below it")
        return {}, {}, at + 1
    inner = "\n".join(rows[at:end - 1])
    loader = FAST_LOADER if _PLAIN.fullmatch(inner) else yaml.SafeLoader
    try:
        node = yaml.compose(inner, Loader=loader)
        value = yaml.load(inner, Loader=loader)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2008-13-45
        mark = getattr(error, "problem_mark", None)
        wrong(mark.line + at + 1 if mark else at + 1, "is not valid YAML. Put a text that holds a colon in double quotation marks")
        return {}, {}, end + 1
    if not isinstance(value, dict) or not isinstance(node, yaml.MappingNode):
        wrong(at + 1, "has no fields. Write title: and description: there, each with a space after the colon")
        return {}, {}, end + 1
    lines: dict[str, int] = {}
    for key, _ in node.value:
        if key.value in lines:
            wrong(key.start_mark.line + at + 1, f"gives {key.value} twice. Keep one of the two")
        lines[key.value] = key.start_mark.line + at + 1
    return value, lines, end + 1


# --- macro calls -----------------------------------------------------------------------

_FORM = 'A call is one line such as {{ factors("learning") }}'


def _calls(body: str, first: int, slips: list[Slip]) -> Iterator[Call]:
    """Every call of the body, wherever it stands; what Jinja would trip over is a slip."""
    masked = _blanked(body, _RAW)
    at, known = 0, len(slips)
    while opener := _OPENER.search(masked, at):
        line = first + masked.count("\n", 0, opener.start())
        end_of_line = masked.find("\n", opener.start())
        end_of_line = len(masked) if end_of_line < 0 else end_of_line
        close = masked.find(_CLOSER[opener[0]], opener.end(), end_of_line)
        at = opener.end() if close < 0 else close + 2
        if opener[0] == "{#":
            if close < 0:
                slips.append(Slip(line, "{#", "starts a comment that has no end. The address of a heading has spaces inside the braces: { #funding }"))
        elif opener[0] == "{%":
            said = masked[opener.start():at if close >= 0 else end_of_line]
            slips.append(Slip(line, said, f"is a statement, and pages have none. {_FORM}"))
        elif close < 0:
            slips.append(Slip(line, "macro call", f"is not closed in its line. {_FORM}"))
        else:
            found = _call(masked[opener.end():close], line, opener.start(), at)
            if isinstance(found, Slip):
                slips.append(found)
            else:
                yield found
    if len(slips) == known:
        try:
            _JINJA.parse(body)
        except TemplateSyntaxError as error:
            slips.append(Slip(first + error.lineno - 1, "macro call", f"{str(error.message).rstrip('.')}. {_FORM}"))


def _call(inner: str, line: int, start: int, end: int) -> Call | Slip:
    said = inner.strip()
    try:
        tree = _JINJA.parse("{{" + inner + "}}")
    except TemplateSyntaxError:
        curly = re.search(r"[“”‘’]", said)
        wrong = f"has the curly quotation mark {curly[0]}. Use straight ones, as in" if curly else "cannot be read. Check brackets and quotation marks:"
        return Slip(line, _short(said) or "macro call", f'{wrong} {{{{ factors("learning") }}}}')
    found = tree.body[0].nodes if len(tree.body) == 1 and isinstance(tree.body[0], nodes.Output) else []
    expression = found[0] if len(found) == 1 else None
    if isinstance(expression, nodes.Name):
        return Call(expression.name, (), (), line, start, end, bare=True)
    if not isinstance(expression, nodes.Call) or not isinstance(expression.node, nodes.Name) or expression.dyn_args or expression.dyn_kwargs:
        return Slip(line, _short(said) or "macro call", f"is not a call of a macro. {_FORM}")
    only = said[said.index("(") + 1:said.rindex(")")].strip()
    arguments = tuple(_argument(argument, only if len(expression.args) == 1 and not expression.kwargs else "") for argument in expression.args)
    keywords = tuple((keyword.key, _argument(keyword.value, "")) for keyword in expression.kwargs)
    return Call(expression.node.name, arguments, keywords, line, start, end)


def _argument(node: nodes.Expr, written: str) -> str | Wrong:
    if isinstance(node, nodes.Const):
        return node.value if isinstance(node.value, str) else Wrong(str(node.value), False)
    if isinstance(node, nodes.Name):
        return Wrong(node.name, True)
    if re.fullmatch(r"[\w-]+", written):  # an id with hyphens reads like a subtraction
        return Wrong(written, True)
    return Wrong(written or "a sum or a list", False)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


# --- Markdown and HTML -----------------------------------------------------------------


@cache
def _extensions(root: Path = ROOT) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """Markdown's extensions and their options as mkdocs.yml has them."""
    class Loader(yaml.SafeLoader):
        """Leaves MkDocs' own tags such as !ENV alone."""

    Loader.add_multi_constructor("!", lambda loader, tag, node: None)
    listed = yaml.load((root / "mkdocs.yml").read_text("utf-8"), Loader)["markdown_extensions"]
    names = ["toc", "tables", "fenced_code"]  # MkDocs adds these
    options: dict[str, dict[str, Any]] = {}
    for item in listed:
        name, given = next(iter(item.items())) if isinstance(item, dict) else (item, None)
        names.append(name)
        options[name] = {**(given or {})}
    return list(dict.fromkeys(names)), options


@dataclass(frozen=True)
class Made:
    """What Markdown makes of a text: HTML, the links of its Markdown (element, target as
    written) and the headings as the extension toc gives them."""

    html: str
    links: tuple[tuple[str, str], ...]
    contents: tuple[dict[str, Any], ...]


class _Links(Treeprocessor):
    """Remembers the targets of links and pictures, and makes of each what browsers need
    from the page's URL, as MkDocs does; raw HTML stays as it is."""

    def __init__(self, page: str, directory_urls: bool) -> None:
        super().__init__()
        self.page, self.directory_urls = page, directory_urls
        self.found: list[tuple[str, str]] = []

    def run(self, root: Element) -> None:
        for element in root.iter():
            key = {"a": "href", "img": "src"}.get(element.tag)
            if key is None or (target := element.get(key)) is None:
                continue
            self.found.append((element.tag, unescape(target.replace(AMP_SUBSTITUTE, "&"))))
            element.set(key, self._url(target))

    def _url(self, target: str) -> str:
        part = urlsplit(target)
        if part.scheme or part.netloc or not part.path or part.path.startswith("/") or AMP_SUBSTITUTE in target:
            return target
        place = normpath(join(dirname(self.page), unquote(part.path)))
        return urlunsplit(("", "", quote(url_between(self.page, place, self.directory_urls)), part.query, part.fragment))


def to_html(text: str, page: str = "index.md", directory_urls: bool = True) -> Made:
    """Markdown to HTML with the site's extensions, links as they are right on `page`."""
    names, options = _extensions()
    reader, links = Markdown(extensions=names, extension_configs=options), _Links(page, directory_urls)
    reader.treeprocessors.register(links, "links", 0)  # last, as in MkDocs
    html = reader.convert(text)
    return Made(html, tuple(links.found), tuple(getattr(reader, "toc_tokens", ())))


class _Reader(HTMLParser):
    """Collects tags and, outside code, texts."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self.first = first
        self.found: list[Tag | str] = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Tag(tag, tuple((key, value or "") for key, value in attrs), self.first + self.getpos()[0] - 1))
        self.code += tag in {"code", "pre"}

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.found.append(Tag(f"/{tag}", (), self.first + self.getpos()[0] - 1))
        self.code -= tag in {"code", "pre"}

    def handle_data(self, data: str) -> None:
        if self.code <= 0:
            self.found.append(data)


def _elements(html: str, first: int = 1) -> list[Tag | str]:
    reader = _Reader(first)
    reader.feed(html)
    reader.close()
    return reader.found


def _tags(html: str, first: int) -> Iterator[Tag]:
    return (found for found in _elements(html, first) if isinstance(found, Tag))


def ids_in(html: str) -> tuple[str, ...]:
    """The ids of a macro's HTML, in order: its templates escape every quotation mark of a text."""
    return tuple(re.findall(r'\sid="([^"]+)"', html))


def _heads(elements: tuple[Tag | str, ...]) -> Iterator[tuple[Tag, str]]:
    """Each heading's tag and text."""
    tag, text = None, ""
    for item in elements:
        if isinstance(item, str):
            text += item
        elif re.fullmatch(r"h[1-6]", item.name):
            tag, text = item, ""
        elif tag and item.name == f"/{tag.name}":
            yield tag, " ".join(text.split())
            tag = None


def _blanked(text: str, *patterns: re.Pattern[str]) -> str:
    """`text` with every match blanked out, line breaks kept."""
    for pattern in patterns:
        text = pattern.sub(lambda hit: re.sub(r"[^\n]", " ", hit[0]), text)
    return text


def _unraw(text: str) -> str:
    """Jinja's raw blocks as they show."""
    return re.sub(r"\{%-?\s*(?:raw|endraw)\s*-?%\}", "", text)
