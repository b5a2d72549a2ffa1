"""One build's guide: data and pages, loaded once, and everything that is wrong in them.

`python -m macros`, the macros and the hooks all ask here, so that a check and a build
say the same. MkDocs makes a new configuration for each build, a preview's rebuilds
included; the guide is kept with it and goes when it goes.
"""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any, cast

from jinja2 import TemplateError, TemplateSyntaxError, pass_context

from .check import anchors, check
from .check_pages import check_pages, taken, wrong_call
from .load import ROOT
from .model import Data
from .pages import Call, Page, ids_in, read
from .problem import Problem, did_you_mean
from .render import MACROS, TEMPLATES, Renderer, UsageError, environment

Macro = Callable[..., str]
Shown = tuple[str, str, tuple[str, ...], tuple[tuple[str, str], ...]]  # page, macro, arguments


@dataclass(frozen=True)
class Guide:
    """The records, the pages below docs/, what renders them, and all problems, sorted."""

    root: Path
    data: Data
    pages: Mapping[str, Page]
    renderer: Renderer
    shown: dict[Shown, str]  # what each call of each page shows
    problems: tuple[Problem, ...]

    def macros(self) -> dict[str, Macro]:
        """Every macro by name, for pages: it learns from Jinja which page calls it."""
        return {name: self._macro(name) for name in MACROS}

    def _macro(self, name: str) -> Macro:
        @pass_context
        def macro(context: Any, *args: str, **kwargs: str) -> str:
            page = context["page"].file.src_uri
            key = page, name, args, tuple(kwargs.items())
            if key not in self.shown:  # unless the check has rendered it
                self.shown[key] = _show(self.renderer, *key)
            return self.shown[key]

        return macro

    def html(self, page: Page) -> str | None:
        """A page's text as HTML, what its calls show filled in; None while something is
        wrong with it."""
        if self.preview(page) is not None:
            return None
        return page.filled([self.shown[_key(page, call)] for call in page.calls])

    def preview(self, page: Page) -> str | None:
        """What a preview shows instead of a page while something is wrong with it or with
        what all pages share: the messages, then the page without the calls that the check
        could not render. None when all is well."""
        wrong = [problem for problem in self.problems if problem.file == page.file or not problem.file.startswith("docs/")]
        if not wrong:
            return None
        body = page.body
        for call in reversed(page.calls):
            if _key(page, call) not in self.shown:
                body = body[:call.start] + body[call.end:]
        if page.slips:  # Jinja cannot read all of it
            body = re.sub(r"\{([{%#])", r"&#123;\1", body)
        shown = environment().get_template("_mistakes.html.j2").render(problems=wrong).replace("{", "&#123;")
        return f"---\ntitle: {json.dumps(page.title)}\n---\n\n{shown}\n\n{body}"


def load_guide(root: Path = ROOT, directory_urls: bool = True, site_url: str | None = None, before: Guide | None = None) -> Guide:
    """Load and check everything below `root`. Never raises for what an editor can write.
    What `before`, a preview’s last guide, shows is taken over if it is made of the same."""
    data, problems = check(root)
    pages = read(root / "docs", directory_urls)
    titles = {path: page.title for path, page in pages.items() if page.title}
    titles |= {f"{path}#{heading.id}": heading.text for path, page in pages.items() for heading in page.headings if heading.level > 1}
    renderer = Renderer(data, directory_urls, titles, site_url)
    shown: dict[Shown, str] = {}
    if before and before.renderer.made_of == renderer.made_of:
        renderer, shown = before.renderer, before.shown
    found = [*problems, *check_pages(pages, data, root)]
    if not problems:  # macros need sound data
        found += _rendered(pages, data, renderer, shown)
    return Guide(root, data, pages, renderer, shown, tuple(sorted(set(found))))


def guide_of(config: Any) -> Guide:
    """The guide of the build that has this MkDocs configuration."""
    kept = vars(config)
    if "guide" not in kept:
        kept["guide"] = load_guide(Path(config.config_file_path).parent, config.use_directory_urls, config.site_url, kept.get("guide_before"))
    guide: Guide = kept["guide"]
    return guide


# --- what shows only when macros run ---------------------------------------------------


def _rendered(pages: Mapping[str, Page], data: Data, renderer: Renderer, shown: dict[Shown, str]) -> Iterator[Problem]:
    """What macros refuse, ids that a page has twice, and anchors that are not there."""
    present: dict[str, set[str]] = {}
    clashes = taken(pages, data)
    told = {(page, anchor) for page, anchor, _ in clashes}
    yield from (problem for _, _, problem in clashes)
    for page in pages.values():
        outputs: dict[Call, str] = {}
        whole = not page.slips
        for call in page.calls:
            if any(wrong_call(call, data)):
                whole = False
                continue
            try:
                key = _key(page, call)
                if key not in shown:
                    shown[key] = _show(renderer, *key)
                outputs[call] = shown[key]
            except UsageError as error:
                whole = False
                yield Problem(page.file, call.line, call.name, "", str(error))
            except TemplateError as error:
                whole = False
                yield _template(call, error)
        yield from _ids_twice(page, outputs, told)
        if whole:  # else the anchors of calls are missing for that reason
            present[page.path] = {*page.ids, *(name for html in outputs.values() for name in ids_in(html))}
    yield from anchors(data, present)
    yield from _link_anchors(pages, present)


def _key(page: Page, call: Call) -> Shown:
    return page.path, call.name, cast(tuple[str, ...], call.arguments), cast(tuple[tuple[str, str], ...], call.keywords)


def _show(renderer: Renderer, page: str, name: str, arguments: tuple[str, ...], keywords: tuple[tuple[str, str], ...]) -> str:
    renderer.page = page
    return str(getattr(renderer, name)(*arguments, **dict(keywords)))


def _template(call: Call, error: TemplateError) -> Problem:
    """A mistake in a template, at its own line where Jinja knows it."""
    name, line = f"{call.name}.html.j2", 1
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or name, error.lineno
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.endswith(".j2"):
                name, line = Path(frame.filename).relative_to(TEMPLATES).as_posix(), frame.lineno or 1
    return Problem(f"macros/templates/{name}", line, "template", "", f"{error.message}. A programmer can mend it")


def _ids_twice(page: Page, outputs: Mapping[Call, str], told: set[tuple[str, str]]) -> Iterator[Problem]:
    """An id stands on a page once, whether its own text or a macro gives it; `told` has
    those of which the record is told."""
    lines: dict[str, list[int]] = {}
    for name, line in [*((heading.id, heading.line) for heading in page.headings), *((tag.get("id"), tag.line) for tag in page.tags)]:
        lines.setdefault(name or "", []).append(line)
    given = [(name, lines[name].pop(0) if lines.get(name) else page.find(name), "") for name in page.ids]
    given += [(name, call.line, call.name) for call, html in outputs.items() for name in ids_in(html)]
    first: dict[str, int] = {}
    for name, line, macro in given:
        if name in first and (page.path, name) not in told:
            by = f"{macro} gives the address" if macro else "has the address"
            yield Problem(page.file, line, f"#{name}", "", f"{by} that line {first[name]} has already. Each stands on a page once")
        first.setdefault(name, line)


def _link_anchors(pages: Mapping[str, Page], present: Mapping[str, set[str]]) -> Iterator[Problem]:
    """A link's part after # is an address on the page that it leads to."""
    for page in pages.values():
        for link in page.links:
            target, _, anchor = link.target.partition("#")
            place = normpath(join(dirname(page.path), target)) if target else page.path
            if link.name == "a" and anchor and anchor not in present.get(place, {anchor}):
                yield Problem(page.file, link.line, f"link ({link.target})", "",
                              f'docs/{place} has no address "{anchor}".{did_you_mean(anchor, present[place])}')
