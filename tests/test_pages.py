"""Pages are read with lines, and what is wrong in them is told before anything is rendered."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from posixpath import dirname, relpath

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, mkdocs, soup
from conftest import guide as real_guide
from jinja2 import Environment, nodes
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from macros.addresses import Addresses
from macros.check_pages import check_pages, parameters
from macros.guide import Guide, load_guide
from macros.load import load
from macros.model import Data
from macros.pages import Call, Heading, Page, Wrong, _extensions, ids_in, parse, read, to_html
from macros.render import MACROS, UsageError

SMALL = Path(__file__).parent / "small"
HEAD = "---\ntitle: Learning\ndescription: A page that is here for the tests and has a description of sound length.\n---\n\n"
LINES = HEAD.count("\n")


@cache
def small_data() -> Data:
    return load(SMALL)[0]


def page(body: str, head: str = HEAD) -> Page:
    return parse("guide/learning.md", (head + body).encode())


def told(text: str | bytes) -> list[str]:
    """What the rules say of a page with this text, lines and messages only."""
    source = text if isinstance(text, bytes) else text.encode()
    pages = {"index.md": parse("index.md", HEAD.encode()), "guide/learning.md": parse("guide/learning.md", source)}
    return [str(problem).removeprefix("docs/guide/learning.md:") for problem in sorted(check_pages(pages, small_data(), SMALL))]


# --- reading ---------------------------------------------------------------------------


def test_a_page_is_read_with_lines() -> None:
    found = page('# Learning { #learning }\n\nText `{ #code }`.\n\n{{ factor("clear-purpose") }}\n\n- {{ factors(section="a") }}\n')
    assert (found.front_matter["title"], found.lines, found.first) == ("Learning", {"title": 2, "description": 3}, 5)
    assert found.headings == (Heading(1, "Learning", "learning", 6),)
    assert [(call.name, call.arguments, call.keywords, call.line) for call in found.calls] == [
        ("factor", ("clear-purpose",), (), 10), ("factors", (), (("section", "a"),), 12),
    ]


def test_links_pictures_and_raw_html_have_lines() -> None:
    found = page('One [a](x.md)\nand [b](x.md).\n\n![p](p.png)\n\n<div><a href="y/">z</a></div>\n\n`<b>` [r][r]\n\n[r]: z.md\n')
    assert [(link.name, link.target, link.line - LINES, link.raw) for link in found.links] == [
        ("a", "x.md", 1, False), ("a", "x.md", 2, False), ("img", "p.png", 4, False), ("a", "y/", 6, True), ("a", "z.md", 10, False),
    ]
    assert [(tag.name, tag.line - LINES) for tag in found.tags] == [("div", 6), ("a", 6), ("/a", 6), ("/div", 6)]


def test_every_call_of_the_real_pages_is_found() -> None:
    """As many as Jinja finds, each with arguments that are text."""
    for path in (ROOT / "docs").rglob("*.md"):
        text = path.read_text("utf-8")
        wanted = [(call.node.name, call.lineno) for call in Environment().parse(text).find_all(nodes.Call)]
        assert [(call.name, call.line) for call in parse("x.md", text.encode()).calls] == wanted, path


@pytest.mark.parametrize("source", [
    "\ufeff" + HEAD + "Text.\n", (HEAD + "Text.\n").replace("\n", "\r\n"), HEAD.replace("---\n", "--- \n", 1) + "Text.\n", HEAD.rstrip("\n"),
])
def test_harmless(source: str) -> None:
    """A byte order mark, Windows line ends, a space after the hyphens, no last line break."""
    assert told(source) == []
    assert parse("x.md", source.encode()).front_matter["title"] == "Learning"


@pytest.mark.parametrize("directory_urls", [True, False], ids=["folders", "files"])
@pytest.mark.parametrize("page", ["index.md", "guide/learning.md", "cases/index.md", "a/b/c.md"])
def test_links_of_markdown_lead_where_mkdocs_would_lead(page: str, directory_urls: bool) -> None:
    def url(path: str) -> str:
        return File(path, "docs", "site", use_directory_urls=directory_urls).url

    targets = ["index.md", "guide/learning.md", "guide/supporting.md", "cases/index.md", "a/b/d.md", "assets/whānau plan.svg"]
    ways = {relpath(target, dirname(page) or "."): get_relative_url(url(target), url(page)) for target in targets}
    text = "\n\n".join(f"[x](<{way}>) [x](<{way}?a=1#b>) ![x](<{way}>)" for way in ways)
    text += '\n\n<a href="index.md">x</a> <https://example.org/x.md> <someone@example.org> [x](#y) [x](mailto:a@example.org)\n'
    made = to_html(text, page, directory_urls)
    found = [element.get("href") or element.get("src") for element in BeautifulSoup(made.html, "html5lib").select("[href], [src]")]
    assert found == [
        *(form for there in ways.values() for form in (there, f"{there}?a=1#b", there)),
        "index.md", "https://example.org/x.md", "mailto:someone@example.org", "#y", "mailto:a@example.org",
    ]
    assert [target for _, target in made.links][-4:] == ["https://example.org/x.md", "mailto:someone@example.org", "#y", "mailto:a@example.org"]


def test_folds_and_boxes() -> None:
    found = page('??? differ "Compare the sources"\n    Text.\n\n!!! care "Content note"\n    Text.\n')
    assert '<details class="differ"><summary>Compare the sources</summary>' in found.html.replace("\n", "")
    assert '<div class="admonition care">' in found.html


def test_every_extension_of_markdown_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any one of them some page of the guide reads otherwise."""
    found = {page.markdown: page.html for page in read(ROOT / "docs").values()}
    names, options = _extensions()
    for left_out in set(names) - {"toc", "fenced_code"}:  # MkDocs adds these
        less = [name for name in names if name != left_out], {name: given for name, given in options.items() if name != left_out}
        monkeypatch.setattr("macros.pages._extensions", lambda less=less: less)
        assert any(to_html(text).html != html for text, html in found.items()), left_out
        monkeypatch.setattr("macros.pages._extensions", lambda: (names, options))


def test_what_shows_in_a_raw_block_is_no_call() -> None:
    found = page('```text\n{% raw %}{{ voice("x") }}{% endraw %}\n```\n{# a note #}\n')
    assert not found.calls and not found.slips
    assert "{{ voice(&quot;x&quot;) }}" in found.html


# --- calls -----------------------------------------------------------------------------

FORM = 'A call is one line such as {{ factors("learning") }}'
CALLS = {
    '{{ factor("clear-purpos") }}':
        'factor: unknown factor "clear-purpos". Did you mean "clear-purpose"? Factors are listed in data/factors.yml.',
    "{{ factor(clear-purpose) }}": 'factor: factor has no quotation marks. Write factor("clear-purpose")',
    "{{ factor(clear) }}": 'factor: factor has no quotation marks. Write factor("clear")',
    "{{ factor() }}": "factor: factor is missing. Call it as factor(factor)",
    '{{ factor("clear-purpose", "extra") }}': "factor: has 2 arguments, 1 too many. Call it as factor(factor)",
    '{{ factors(fase="sustaining") }}': 'factors: has no argument "fase". Did you mean "phase"? Call it as factors(phase, section)',
    '{{ factor("clear-purpose", factor="clear-purpose") }}': "factor: is given factor twice. Call it as factor(factor)",
    "{{ factors(7) }}": "factors: phase should be text in quotation marks, not 7. Call it as factors(phase, section)",
    '{{ factr("clear-purpose") }}': 'factr: there is no macro of this name. Did you mean "factor"? Macros are listed in CONTRIBUTING.md',
    "{{ faktors }}": 'faktors: there is no macro of this name. Did you mean "factors"? Macros are listed in CONTRIBUTING.md',
    "{{ factors }}": "factors: is the name of a macro. Call it as factors(phase, section)",
    "{{ page.meta.nothing }}": f"page.meta.nothing: is not a call of a macro. {FORM}",
    "{{ 1/0 }}": f"1/0: is not a call of a macro. {FORM}",
    '{{ "a" ~ factor("clear-purpose") }}': f'"a" ~ factor("clear-purpose"): is not a call of a macro. {FORM}',
    '{{ factor("clear-purpose") | upper }}': f'factor("clear-purpose") | upper: is not a call of a macro. {FORM}',
    "{{ factor(*x) }}": f"factor(*x): is not a call of a macro. {FORM}",
    '{{ }}': 'macro call: cannot be read. Check brackets and quotation marks: {{ factors("learning") }}',
    "{{ factor(“clear-purpose”) }}": 'factor(“clear-purpose”): has the curly quotation mark “. Use straight ones, as in {{ factors("learning") }}',
    '{{ factors("sustaining" }}': 'factors("sustaining": cannot be read. Check brackets and quotation marks: {{ factors("learning") }}',
    '{{ factor("clear-purpose")': f"macro call: is not closed in its line. {FORM}",
    '{% include "x.md" %}': f'{{% include "x.md" %}}: is a statement, and pages have none. {FORM}',
    "{% if x %}yes": f"{{% if x %}}: is a statement, and pages have none. {FORM}",
    "## Money {#money}": "{#: starts a comment that has no end. The address of a heading has spaces inside the braces: { #funding }",
}


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_call(call: str) -> None:
    assert told(f"{HEAD}One.\n\n{call}\n") == [f"{LINES + 3}: {CALLS[call]}"]


@pytest.mark.parametrize("around", ["- one\n- {}\n", "```text\n{}\n```\n", "!!! addition\n    {}\n", "text {} text\n", "<div>\n{}\n</div>\n"])
def test_a_wrong_call_is_found_wherever_it_stands(around: str) -> None:
    line = LINES + around.split("{}")[0].count("\n") + 1
    assert told(HEAD + around.format('{{ voice("x") }}')) == [f'{line}: voice: unknown voice "x". Voices are listed in data/voices.yml.']


def test_several_mistakes_are_all_told() -> None:
    text = '{{ voice("x") }} {{ 1/0 }}\n\n{{ voice("y"\n\n{{ voice("z") }}\n'
    assert [line.split(":")[0] for line in told(HEAD + text)] == ["6", "6", "8", "10"]


def test_every_parameter_of_every_macro_names_a_kind() -> None:
    """The signature is the check: no macro takes free text. What tells stories apart is one of a few words, and refused else."""
    assert {name for name in MACROS for _, kind in parameters(name).values() if kind is None} == {"stories_apart"}
    with pytest.raises(UsageError, match="One of these does: "):
        real_guide().renderer.stories_apart("anything")
    assert parameters("factors") == {"phase": (True, "phases"), "section": (True, "sections")}


def test_what_a_call_is_made_of() -> None:
    (call,) = page("{{ factor(clear-purpose) }}").calls
    assert call == Call("factor", (Wrong("clear-purpose", True),), (), LINES + 1, 1, 28)


# --- the guide of a build --------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small project's data and pages, to break."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    return tmp_path


def add(root: Path, name: str, text: str) -> int:
    """Add text at the end of a page; returns the line on which it starts."""
    path = root / "docs" / name
    before = path.read_text("utf-8").rstrip("\n") + "\n\n"
    path.write_text(before + text, "utf-8")
    return before.count("\n") + 1


def problems(root: Path) -> list[str]:
    return [str(problem) for problem in load_guide(root).problems]


def test_pages_and_data_are_told_at_once(small: Path) -> None:
    file = small / "data" / "situations.yml"
    file.write_text(file.read_text("utf-8").replace("home: true", "home: false"), "utf-8")
    line = add(small, "index.md", '{{ voice("nobody") }}\n')
    assert [told.split(": ")[0] for told in problems(small)] == ["data/situations.yml:5", f"docs/index.md:{line}"]


def test_what_only_rendering_shows_is_told_by_the_check(small: Path) -> None:
    line = add(small, "index.md", '{{ factors() }}\n\n{{ links("story-icm") }}\n')
    assert problems(small) == [
        f'docs/index.md:{line}: factors: give a phase or a section: factors("learning") or factors(section="innovation-box")',
        f'docs/index.md:{line + 2}: links: no reference in data/references.yml has a use with section "story-icm"',
    ]


def test_an_address_stands_on_a_page_once(small: Path) -> None:
    line = add(small, "index.md", '## One { #one }\n\n## Two { #one }\n\n{{ factor("clear-purpose") }}\n\n{{ factor("clear-purpose") }}\n')
    assert problems(small) == [
        f"docs/index.md:{line + 2}: #one: has the address that line {line} has already. Each stands on a page once",
        f"docs/index.md:{line + 6}: #factor-clear-purpose: factor gives the address that line {line + 4} has already. Each stands on a page once",
    ]


def test_an_address_that_data_or_a_link_names_is_there(small: Path) -> None:
    line = add(small, "index.md", "[Why](guide/before-starting.md#clear-purpos) and [here](#nowhere)\n")
    page = small / "docs" / "cases" / "papakura.md"
    page.write_text(page.read_text("utf-8").replace("{ #", "{ #x-"), "utf-8")
    found = problems(small)
    assert (f'docs/index.md:{line}: link (guide/before-starting.md#clear-purpos): docs/guide/before-starting.md has no address "clear-purpos". '
            'Did you mean "clear-purpose"?') in found
    assert f'docs/index.md:{line}: link (#nowhere): docs/index.md has no address "nowhere".' in found
    assert any(told.startswith("data/cases/papakura.yml:") and "docs/cases/papakura.md has no anchor" in told for told in found)


def test_a_page_that_cannot_be_read_misses_no_address(small: Path) -> None:
    """What its calls would give is not there for that reason, and one message is enough."""
    line = add(small, "cases/papakura.md", "{{ case_glance(\n")
    assert [told.split(": ")[0] for told in problems(small)] == [f"docs/cases/papakura.md:{line}"]


def test_a_broken_template_is_named_with_its_line(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import macros.render

    templates = tmp_path / "templates"
    shutil.copytree(macros.render.TEMPLATES, templates)
    monkeypatch.setattr(macros.render, "TEMPLATES", templates)
    monkeypatch.setattr("macros.guide.TEMPLATES", templates)
    broken = templates / "talk.html.j2"
    lines = broken.read_text("utf-8").splitlines()
    for last, message in (("{% if %}", "Expected an expression, got 'end of statement block'"), ("{{ nothing }}", "'nothing' is undefined")):
        broken.write_text("\n".join([*lines, last]) + "\n", "utf-8")
        assert problems(small)[0] == f"macros/templates/talk.html.j2:{len(lines) + 1}: template: {message}. A programmer can mend it"


# --- a preview -------------------------------------------------------------------------


def preview(root: Path, name: str) -> str | None:
    guide: Guide = load_guide(root)
    return guide.preview(guide.pages[name])


def test_a_sound_page_is_shown_as_it_is(small: Path) -> None:
    add(small, "index.md", '{{ voice("nobody") }}\n')
    assert preview(small, "guide/sustaining.md") is None


def test_a_wrong_page_shows_what_is_wrong_and_the_rest(small: Path) -> None:
    line = add(small, "index.md", '{{ voice("nobody") }}\n\nText <b>that</b> stays.\n')
    shown = preview(small, "index.md") or ""
    assert f"docs/index.md:{line}: voice: unknown voice &#34;nobody&#34;" in shown
    assert "{{ voice" not in shown and "{{ situations() }}" in shown and "Text <b>that</b> stays." in shown


def test_with_wrong_data_no_macro_runs(small: Path) -> None:
    file = small / "data" / "situations.yml"
    file.write_text(file.read_text("utf-8").replace("home: true", "home: false"), "utf-8")
    shown = preview(small, "guide/before-starting.md") or ""
    assert "should be true, or left out, not false" in shown and "{{" not in shown and "Work with the whānau." in shown


@pytest.mark.parametrize("text", [b"\xff\xfe", HEAD.encode() + b"\xff", b"---\ntitle: 2008\n---\n", b"---\ntitle: [a]\n", HEAD.encode() + b"{{ {% {#"])
def test_a_preview_can_be_read_whatever_is_wrong(small: Path, text: bytes) -> None:
    (small / "docs" / "index.md").write_bytes(text)
    shown = preview(small, "index.md") or ""
    again = parse("index.md", shown.encode())
    assert not again.slips and isinstance(again.front_matter["title"], str)
    assert "docs/index.md:" in shown


def test_front_matter_is_shown_as_it_is_written(project: Path) -> None:
    """In metadata, menu, tabs and pager, whatever signs it has."""
    title = """Who's "in" & <b>out</b>?"""
    description = title + " This is a description of a sound length."
    page = project / "docs" / "guide" / "sustaining.md"
    body = page.read_text("utf-8").split("---\n", 2)[2]
    page.write_text(f"---\ntitle: {json.dumps(title)}\ndescription: {json.dumps(description)}\n---\n{body}", "utf-8")
    done = mkdocs("build", cwd=project)
    assert done.returncode == 0, done.stderr
    own = soup(project / "site" / "guide" / "sustaining" / "index.html")
    meta = {tag.get("name") or tag.get("property"): tag.get("content") for tag in own.select("meta")}
    assert [meta[name] for name in ("description", "og:description")] == [description] * 2
    assert meta["og:title"] == title
    assert own.title and own.title.get_text() == f"{title} – Better Connected Services"
    counts = [list(soup(path).stripped_strings).count(title) for path in (project / "site").rglob("index.html")]
    assert max(counts) >= 2  # in the menu, and in the pager of the page beside it


def test_a_build_tells_all_and_renders_nothing(project: Path) -> None:
    """With the real command: every mistake in one go, no traceback, no site."""
    line = add(project, "index.md", "{{ factor(clear-purpose) }}\n\n{{ 1/0 }}\n")
    other = add(project, "guide/sustaining.md", '{{ voice("nobody") }}\n')
    done = mkdocs("build", cwd=project)
    assert done.returncode == 1
    for told in (f"docs/index.md:{line}: factor: factor has", f"docs/index.md:{line + 2}: 1/0: is not", f"docs/guide/sustaining.md:{other}: voice: unknown"):
        assert told in done.stderr
    assert "Traceback" not in done.stderr and not (project / "site").exists()


def test_addresses_are_known_before_rendering(site: Path) -> None:
    """What the check knows of each page's addresses is what the built page has."""
    guide = real_guide()
    form = BeautifulSoup((ROOT / "overrides" / "partials" / "search.html").read_text("utf-8"), "html5lib")
    searching = {str(element["id"]) for element in form.select("[id]")}
    for page in guide.pages.values():
        own = {name for (path, *_), html in guide.shown.items() if path == page.path for name in ids_in(html)}
        name = page.path.removesuffix(".md").removesuffix("index").strip("/")
        inside = {str(element["id"]) for element in soup(site / name / "index.html").select(".bcs-page__body [id]")}
        owed = Addresses(guide.data).moved_anchors(page.path).keys()
        assert own | owed | set(page.ids) - {page.headings[0].id} == inside - searching, page.path
