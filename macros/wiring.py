"""Between MkDocs and the macros: loads and checks the data, registers, reports.

The only module that knows mkdocs-macros' environment. A problem of the data stops the
build before anything is written; while serving, every macro shows the problems until
they are mended. A macro that is called wrongly is logged as an error
with page, line and macro; under `strict` that fails the build, and while serving the
page shows the message where the macro stands.
"""

from __future__ import annotations

import functools
import inspect
import logging
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import yaml
from jinja2 import StrictUndefined, TemplateSyntaxError
from mkdocs.exceptions import PluginError
from mkdocs.utils import meta

from .check import check
from .model import Data
from .problem import Problem, did_you_mean, report
from .render import MACROS, Renderer, UsageError

log = logging.getLogger("mkdocs.macros.guide")
_current: list[Data] = []


def current() -> Data:
    """The data of the build that is running, for the hooks."""
    return _current[-1]


def wire(env: Any) -> None:
    """Register every macro with mkdocs-macros. Wrong data raises PluginError in a build;
    in a preview (`extra.serving`, set by hooks/build.py) it is shown instead."""
    data, problems = check(Path(env.project_dir))
    _current.append(data)
    problems += unreadable(Path(env.conf["docs_dir"]))
    if problems:
        if not env.conf["extra"].get("serving"):
            raise PluginError(report(problems))
        log.error(report(problems))
        env.conf["extra"]["broken"] = True
        shown = mistake(problems[0].file.partition("/")[0] + "/", " ".join(str(problem) for problem in problems))
        for name in MACROS:
            env.macros[name] = lambda *args, **kwargs: shown
        return
    renderer = Renderer(data, env.conf["use_directory_urls"], titles(Path(env.conf["docs_dir"])))
    for name in MACROS:
        env.macros[name] = _guarded(env, renderer, name)


def unreadable(docs: Path) -> list[Problem]:
    """Pages below `docs` that are not UTF-8, or whose front matter MkDocs would silently
    print as text."""
    problems = []
    for path in sorted(docs.rglob("*.md")):
        name = f"docs/{path.relative_to(docs).as_posix()}"
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            problems.append(Problem(name, line, "", "", "is not UTF-8 text. Save the file with the encoding UTF-8"))
            continue
        if not text.startswith("---\n"):
            continue
        found = meta.YAML_RE.match(text)
        if not found:
            problems.append(Problem(name, 1, "front matter", "", "has no end. Write a line --- below it"))
            continue
        try:
            if isinstance(yaml.safe_load(found[1]), dict):
                continue
            line = 2
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 2 if mark else 2
        problems.append(Problem(name, line, "front matter", "", "is not valid YAML. Put a text that holds a colon in double quotation marks"))
    return problems


def titles(docs: Path) -> dict[str, str]:
    """The title in the front matter of every page below `docs`, by its path."""
    found = {}
    for path in sorted(docs.rglob("*.md")):
        _, front_matter = meta.get_data(path.read_text("utf-8-sig"))
        if title := front_matter.get("title"):
            found[path.relative_to(docs).as_posix()] = str(title)
    return found


def _guarded(env: Any, renderer: Renderer, name: str) -> Callable[..., str]:
    """The macro with its call checked, its page set and its mistakes reported."""
    macro = getattr(renderer, name)
    signature = inspect.signature(macro)

    @functools.wraps(macro)
    def call(*args: Any, **kwargs: Any) -> str:
        renderer.page = env.page.file.src_uri
        try:
            _check_call(name, signature, args, kwargs)
            return macro(*args, **kwargs)
        except UsageError as error:
            return complain(env, name, str(error))
        except TemplateSyntaxError as error:
            return complain(env, name, f"macros/templates/{error.name}, line {error.lineno}, is no template: {error.message}")

    return call


def _form(name: str, signature: inspect.Signature) -> str:
    return f"{name}({', '.join(signature.parameters)})"


def _check_call(name: str, signature: inspect.Signature, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    wanted = _form(name, signature)
    for given in kwargs:
        if given not in signature.parameters:
            raise UsageError(f'has no argument "{given}".{did_you_mean(given, signature.parameters)} Call it as {wanted}')
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError as error:
        raise UsageError(f"{error}. Call it as {wanted}") from None
    for argument, value in bound.arguments.items():
        if isinstance(value, StrictUndefined):
            raise UsageError(f'{argument} is a name without a value. Put the id in quotation marks: {name}("{value._undefined_name}")')
        if not isinstance(value, str):
            raise UsageError(f"{argument} should be text in quotation marks, not {value!r}. Call it as {wanted}")


def complain(env: Any, macro: str, message: str, line: int | None = None) -> str:
    """Log a macro's mistake at its page and line; return it as HTML for the preview."""
    problem = Problem(f"docs/{env.page.file.src_uri}", line or _template_line() + _front_matter(env.page), macro, "", message)
    log.error(report([problem]))
    return mistake(macro, str(problem))


def mistake(name: str, message: str) -> str:
    """What a preview shows where a macro should stand."""
    return f'<div class="bcs-mistake" role="alert"><strong>{escape(name)}</strong> {escape(message)}</div>'


def _template_line() -> int:
    """Line of the page's Markdown that is being rendered, found on the stack: Jinja marks
    the frames of its templates and maps their lines."""
    frame = sys._getframe()
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and template.name is None:
            return template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return 1


def _front_matter(page: Any) -> int:
    """How many lines of front matter MkDocs took off the page before macros saw it."""
    return Path(page.file.abs_src_path).read_text("utf-8").count("\n") - page.markdown.count("\n")


def on_pre_page(env: Any) -> None:
    """Make mistakes that Jinja finds read like any other: page, line, what is right."""
    env.env.undefined = functools.partial(_Unknown, page_env=env)
    env.env.finalize = functools.partial(_called, env)
    try:
        env.env.parse(env.markdown)
    except TemplateSyntaxError as error:
        env.conf["extra"].setdefault("unread", set()).add(env.page.file.src_uri)
        wrong = "is not closed" if "unexpected end of template" in str(error.message) else str(error.message).rstrip(".")
        what, message = "macro call", f'{wrong}. A call is one line such as {{{{ factors("learning") }}}}'
        if "comment" in str(error.message):
            what, message = "{#", "starts a comment that has no end. The address of a heading has spaces inside the braces: { #funding }"
        env.markdown = complain(env, what, message, error.lineno + _front_matter(env.page)).replace("{{", "&#123;&#123;").replace("{#", "&#123;#")


def _called(env: Any, value: Any) -> Any:
    """What a page prints; a macro's bare name, without brackets, is a mistake of the page."""
    if not inspect.isroutine(value):
        return value
    return complain(env, value.__name__, f"is the name of a macro. Call it as {_form(value.__name__, inspect.signature(value))}")


class _Unknown(StrictUndefined):
    """A name that is no macro: called, printed or looked into, it is a mistake of the page."""

    jinja_pass_arg = None  # Jinja asks every callable for it

    def __init__(self, *args: Any, page_env: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._page_env = page_env

    def __str__(self) -> str:
        if self._page_env is None:
            return super().__str__()
        name = str(self._undefined_name)
        return complain(self._page_env, name, f"there is no macro or variable of this name.{did_you_mean(name, MACROS)} Macros are {', '.join(MACROS)}")

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        return str(self)

    def __bool__(self) -> bool:
        str(self)
        return False

    def __iter__(self) -> Any:
        str(self)
        return iter(())

    def __getitem__(self, key: Any) -> Any:
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self
