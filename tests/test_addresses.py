"""Every address ever published leads somewhere, and one module spells them all."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, mkdocs, real, soup

from macros.addresses import LIVES, Additions, Addresses, Outline, additions, file_of, forgotten, public, url_between, written
from macros.load import load
from macros.model import KINDS, Data, Published, Short

DATA = real()
HERE = Addresses(DATA)


def ledger(text: str) -> Data:
    """The real data with another ledger."""
    found = yaml.safe_load(text)
    pages = [Published(**{**page, "anchors": tuple(page.get("anchors", ()))}) for page in found["pages"]]
    shorts = [Short(**{**short, "ids": tuple(short["ids"])}) for short in found["short"]]
    return dataclasses.replace(DATA, published={page.id: page for page in pages}, shorts={short.id: short for short in shorts})


# --- one speller -----------------------------------------------------------------------------


def test_prefixes_are_frozen() -> None:
    """A prefix is on slides and cards. This table may only grow."""
    assert {kind: lives.short for kind, lives in LIVES.items()} == {
        "phases": "phase", "factors": "factor", "domains": "domain", "stages": "stage", "jumps": "jump", "zones": "zone", "ways_of_working": "way",
        "roles": "role", "figures": "figure", "voices": "voice", "references": "reference", "terms": "term", "errata": "erratum", "cases": "story",
        "examples": "example", "situations": "situation", "sections": "section", "tools": "tool",
        "activities": "activity", "sessions": "session",
    }
    assert not any("-" in lives.short for lives in LIVES.values()), "a prefix with a hyphen could make two short names the same"


def test_every_kind_has_an_address_or_needs_none() -> None:
    assert {kind.name for kind in KINDS} - set(LIVES) == {"documents", "published", "shorts", "synonyms", "item_sets"}


def test_short_names_are_all_different() -> None:
    names = [HERE.short_of(record) for record in HERE.records()]
    assert len(names) == len(set(names)) > 700


def test_no_other_template_or_module_spells_an_address() -> None:
    spelled = re.compile(r"\.md#|\"#\" ~|\.md\" ~")
    for path in [*(ROOT / "macros" / "templates").rglob("*.j2"), ROOT / "macros" / "render.py"]:
        text = re.sub(r"\{#.*?#\}|\"\"\".*?\"\"\"", "", path.read_text("utf-8"), flags=re.S)
        assert not spelled.search(text), f"{path.name}: link to the record instead"


@pytest.mark.parametrize(("page", "place", "directory_urls", "url"), [
    ("index.md", "guide/learning.md#talk", True, "guide/learning/#talk"),
    ("go/factor-x/index.md", "guide/learning.md#talk", True, "../../guide/learning/#talk"),
    ("guide/learning.md", "go/factor-x/index.md", True, "../../go/factor-x/"),
    ("guide/learning.md", "go/factor-x/index.md", False, "../go/factor-x/index.html"),
    ("go/factor-x/index.md", "index.md", False, "../../index.html"),
    ("guide/learning.md", "guide/learning.md#talk", True, "#talk"),
])
def test_url_between(page: str, place: str, directory_urls: bool, url: str) -> None:
    assert url_between(page, place, directory_urls) == url


@pytest.mark.parametrize(("site_url", "base"), [
    ("https://example.org/guide/", "https://example.org/guide/"), ("https://example.org/guide", "https://example.org/guide/"),
    ("http://127.0.0.1:8000/", ""), ("http://localhost:8000/", ""), ("http://[::1]:8000/", ""), ("", ""), (None, ""),
])
def test_public(site_url: str | None, base: str) -> None:
    assert public(site_url) == base


def test_file_of() -> None:
    assert [file_of(page) for page in ("index.md", "cases/index.md", "guide/learning.md")] == ["index.html", "cases/index.html", "guide/learning/index.html"]
    assert [file_of(page, False) for page in ("index.md", "cases/index.md", "guide/learning.md")] == ["index.html", "cases/index.html", "guide/learning.html"]


# --- the ledger ------------------------------------------------------------------------------


def test_the_ledger_has_what_was_first_published() -> None:
    """The edition that the ledger began with: 33 pages, its anchors, and ids that many kinds share."""
    assert len(DATA.published) >= 33
    assert sum(len(entry.anchors) for entry in DATA.published.values()) >= 1567
    assert {"what-seems-to-work", "clear-purpose", "talk"} <= set(DATA.published["guide/before-starting.md"].anchors)
    assert {"term-a-ha-moment", "letter-a"} <= set(DATA.published["reference/glossary.md"].anchors)
    assert {entry.id for entry in DATA.shorts.values()} >= {lives.short for lives in LIVES.values()}


@pytest.mark.build
def test_nothing_in_the_ledger_was_taken_out_since() -> None:
    """Each version that git knows, against the one after it and the one in the work tree."""
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
        return done.stdout if done.returncode == 0 else ""
    now = (ROOT / "data" / "addresses.yml").read_text("utf-8")
    versions = [git("show", f"{commit}:data/addresses.yml") for commit in git("log", "--format=%H", "--", "data/addresses.yml").split()]
    for after, before in zip([now, *versions], versions, strict=False):
        assert list(forgotten(ledger(before), ledger(after))) == []


BEFORE = """
pages:
  - {id: a.md, anchors: [x, y, z], moved: {x: b.md#x, z: b.md}}
  - {id: old.md, moved_to: b.md}
short:
  - {id: factor, ids: [one, two], moved: {two: factor-clear-purpose}}
"""


@pytest.mark.parametrize(("after", "told"), [
    (BEFORE, []),
    (BEFORE.replace("[x, y, z]", "[x, z]"), ["a.md#y"]),
    (BEFORE.replace("  - {id: old.md, moved_to: b.md}\n", ""), ["page old.md"]),
    (BEFORE.replace("[one, two]", "[two]"), ["/go/factor-one/"]),
    (BEFORE.replace("x: b.md#x", "x: c.md#x"), ["a.md#x led to b.md#x, now to c.md#x"]),
    (BEFORE.replace("moved_to: b.md", "moved_to: c.md"), ["old.md led to b.md, now to c.md"]),
    (BEFORE.replace("two: factor-clear-purpose", "two: factor-citizen-at-the-centre"),
     ["/go/factor-two/ led to factor-clear-purpose, now to factor-citizen-at-the-centre"]),
    (BEFORE.replace("x: b.md#x", "x: c.md#x") .replace("short:", "  - {id: b.md, anchors: [x], moved: {x: c.md#x}}\nshort:"), []),
    (BEFORE.replace(", moved: {x: b.md#x, z: b.md}", ""), []),
], ids=["the same", "an anchor", "a page", "an id", "an anchor’s target", "a page’s target", "an id’s target", "moved again", "moved back"])
def test_what_a_ledger_forgot(after: str, told: list[str]) -> None:
    assert list(forgotten(ledger(BEFORE), ledger(after))) == told


def test_additions_are_what_the_ledger_lacks() -> None:
    data = ledger(BEFORE)
    new = additions(data, {"a.md": ["y", "new"], "c.md": []})
    assert new.pages == {"a.md": ["new"], "c.md": []}
    assert new.shorts["factor"][0] == next(iter(DATA.factors)) and "one" not in new.shorts["factor"]


def test_writing_leaves_every_other_line_as_it_is() -> None:
    text = (
        "# head\n\npages:\n  - id: a.md\n    anchors: [x,\n      y]  # mine\n    moved:\n      x: b.md#x # why\n  - id: b.md\n    anchors: [x]\n\n"
        "short:\n  - id: factor\n    ids: [one]\n"
    )
    after = written(text, Additions({"a.md": ["z"], "c.md": ["on"], "b.md": ["true"]}, {"factor": ["two"], "term": ["1"]}))
    assert after == (
        "# head\n\npages:\n  - id: a.md\n    anchors: [x, y, z]  # mine\n    moved:\n      x: b.md#x # why\n  - id: b.md\n    anchors: [x, 'true']\n"
        "  - id: c.md\n    anchors: ['on']\n\nshort:\n  - id: factor\n    ids: [one, two]\n  - id: term\n    ids: ['1']\n"
    )
    assert written(after, Additions({}, {})) == after


# --- in the build ----------------------------------------------------------------------------


def extend(project: Path, index: str = "", more: str = "") -> None:
    """More lines under index.md in the small project's ledger, and more pages."""
    file = project / "data" / "addresses.yml"
    text = file.read_text("utf-8").replace("    anchors: [home]\n", f"    anchors: [home, far, near]\n{index}" if index else "    anchors: [home]\n")
    file.write_text(text.replace("\nshort:", f"{more}\nshort:"), "utf-8")


def test_an_anchor_that_went_stops_the_build(project: Path) -> None:
    page = project / "docs" / "guide" / "before-starting.md"
    extend(project, more="  - id: guide/before-starting.md\n    anchors: [before-starting, first-things]\n")
    page.write_text(page.read_text("utf-8") + "\n## First things { #first-thing }\n", "utf-8")
    done = mkdocs("build", cwd=project)
    assert done.returncode != 0
    assert (
        'data/addresses.yml:5: page "guide/before-starting.md", anchors.2: docs/guide/before-starting.md has no anchor "first-things" any more, '
        'and people have its address. Did you mean "first-thing"? Give its heading { #first-things }, or say under moved: where it is: '
        "first-things: and a place"
    ) in done.stderr


def test_an_anchor_that_moved_stays_as_a_link(project: Path) -> None:
    extend(project, "    moved:\n      far: guide/sustaining.md#stage-forming\n      near: index.md#home\n", (
        "  - id: reference/source-map.md\n    anchors: [was]\n    moved:\n      was: reference/source-map.md#source-figure-3\n"
    ))
    done = mkdocs("build", cwd=project)
    assert done.returncode == 0, done.stderr
    home, page = (soup(project / "site" / name / "index.html") for name in ("", "reference/source-map"))
    far = home.select_one("p#far")
    assert far.get_text() == "Moved: Forming" and far.a["href"] == "guide/sustaining/#stage-forming"
    assert home.select_one("h1#home > span#near:first-child")
    assert page.select_one("tr#source-figure-3 > th > span#was"), "a mark may not stand in a row, only in a cell"


@pytest.mark.parametrize(("moved", "told"), [
    ("home: guide/sustaining.md#sustaining", 'docs/index.md has an anchor "home", which hides this line'),
    ("far: guide/sustaining.md#sustainin", 'docs/guide/sustaining.md has no anchor "sustainin". Did you mean "sustaining"?'),
])
def test_a_line_that_leads_nowhere_stops_the_build(project: Path, moved: str, told: str) -> None:
    extend(project, f"    moved:\n      near: guide/sustaining.md\n      {moved}\n")
    done = mkdocs("build", cwd=project)
    assert done.returncode != 0 and told in done.stderr, done.stderr


def test_ledger_command_adds_what_is_new(project: Path) -> None:
    run = [sys.executable, "-m", "macros", "ledger"]
    first = subprocess.run(run, cwd=project, capture_output=True, text=True, encoding="utf-8")
    assert first.returncode == 0 and "Commit it, then publish" in first.stdout, first.stdout + first.stderr
    data = load(project)[0]
    assert {"stage-forming", "sustaining"} <= set(data.published["guide/sustaining.md"].anchors)
    assert data.shorts["factor"].ids == tuple(data.factors)
    assert not (project / "site").exists()
    second = subprocess.run(run, cwd=project, capture_output=True, text=True, encoding="utf-8")
    assert second.stdout == "data/addresses.yml is up to date.\n"


def test_outline_leaves_out_form_controls_and_drawings() -> None:
    outline = Outline('<h2 id="a">A &amp; <em>b</em></h2><input id="i"><svg id="s"><title id="t">x</title></svg><p id="__theme"></p>')
    assert outline.ids == ["a", "s"]
    assert [(tag, name, text) for tag, name, text, _, _ in outline.headings] == [("h2", "a", "A & b")]


def test_outline_reads_tags_as_browsers_do() -> None:
    html = (
        '<!-- <p id="no"> --><script>"<p id=\'no\'>"</script><code>&lt;p id="no"&gt; id="no"</code><P ID=\'a&amp;b\' id="no">'
        '<p title="a > b, <i>" id="c"><p data-id="no" id=d><H3 class="x" id="e">E<!-- no --> &lt;</H3 ><h4>no</h4><p title="c"> id="no"</p>'
    )
    outline = Outline(html)
    assert outline.ids == ["a&b", "c", "d", "e"]
    [(tag, name, text, start, end)] = outline.headings
    assert (tag, name, text, html[start:end]) == ("h3", "e", "E <", '<H3 class="x" id="e">E<!-- no --> &lt;</H3 >')
    found = {name: html[:end] for _, name, end in outline.tags() if name}
    assert list(found) == ["a&b", "c", "d", "e"] and found["c"].endswith(' id="c">')


# --- pages that lead on ----------------------------------------------------------------------


def follow(site: Path, page: str) -> tuple[Path, str]:
    """The file and the anchor to which a page that leads on leads."""
    html = soup(site / page)
    [refresh] = html.select('meta[http-equiv="refresh"]')
    target = str(refresh["content"]).removeprefix("0; url=")
    assert target in [link["href"] for link in html.select("a")], "without a refresh there is a link"
    path, _, anchor = target.partition("#")
    found = (site / page).parent / path
    return found / "index.html" if target.split("#")[0].endswith("/") else found, anchor


def test_every_short_address_opens_what_it_names(site: Path) -> None:
    """Without JavaScript: by the refresh, and by a link that says the same."""
    shorts = HERE.shorts()
    assert {path.name for path in (site / "go").iterdir()} == set(shorts)
    ids: dict[Path, set[str]] = {}
    for short in shorts:
        file, anchor = follow(site, f"go/{short}/index.html")
        if file not in ids:
            ids[file] = set(Outline(file.read_text("utf-8")).ids)
        assert not anchor or anchor in ids[file], short


def test_short_addresses_are_in_no_list(site: Path) -> None:
    assert "/go/" not in (site / "sitemap.xml").read_text("utf-8")
    assert all('content="noindex"' in path.read_text("utf-8") for path in (site / "go").rglob("*.html"))


# Where cards, sheets and slides stand. People may have them. Only ever add; a deck of a record
# that is renamed leads on by itself (tests/test_moves.py).
PHASES = ["before-starting", "getting-together", "working-together", "learning", "supporting", "sustaining", "context"]
STORIES = ["autism", "guedo", "icm-papakura", "mayors-taskforce", "nmcc", "rse", "semo"]
TOOLS = ["do-we-need-this", "factor-check", "life-cycle", "roles", "sense-making", "ways-of-working"]
KIT = {
    "cards/stories",
    *(f"cards/{name}{form}" for name in ("all", "life-cycle", "roles", "section-innovation-box", "sense-making", "ways-of-working") for form in ("", "/eight")),
    *(f"cards/phase-{phase}{form}" for phase in PHASES[:6] for form in ("", "/eight")),
    *(f"sheets/{kind}-{name}" for kind, names in (("phase", PHASES), ("story", STORIES), ("tool", TOOLS)) for name in names),
    *(f"present/{name}" for name in ("activities", "cases", "examples", "figures", "roles", "section-innovation-box", "sessions", "situations")),
    *(f"present/{name}" for name in ("tools", "voices-others", "ways-of-working")),
    *(f"present/{kind}phase-{phase}" for kind in ("", "voices-") for phase in PHASES), *(f"present/voices-story-{story}" for story in STORIES),
    *(f"present/terms-{letter}" for letter in "abcdefghijklmnoprstuvwy"),
}


def test_every_page_of_the_kit_that_was_ever_published_is_there(site: Path) -> None:
    assert {name for name in KIT if not (site / name / "index.html").is_file()} == set()
