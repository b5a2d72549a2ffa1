"""An edition with twenty renamed, moved, merged and divided things keeps every address of the one before it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from conftest import ROOT, check, mkdocs, once, real, served, small_project, soup
from hypothesis import given, settings
from hypothesis import strategies as st
from test_html import complaints

from macros.addresses import Additions, Addresses, additions, forgotten, moved_places, written
from macros.model import Data, Published, Short

FRONT = "---\ntitle: {0}\ndescription: A page that the next edition of the small guide renames, moves or divides.\n---\n\n# {0} {{ #{1} }}\n"
OURS = """
- id: {0}
  kind: enabler
  phase: before-starting
  addition: true
  wording: Ask {0} again
  explanation: People forget.
  question: Whom did we ask?
"""
ANCHORS = [f"part-{letter}" for letter in "abcdefgh"]


def headings(*anchors: str) -> str:
    return "".join(f"\n## About {anchor} {{ #{anchor} }}\n\nText.\n" for anchor in anchors)


def change(project: Path, file: str, *pairs: tuple[str, str]) -> None:
    path = project / file
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, (file, old)
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def everywhere(project: Path, old: str, new: str) -> None:
    for path in [*(project / "docs").rglob("*.md"), *(project / "data").rglob("*.yml")]:
        if path.name != "addresses.yml":
            path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def the_edition_before(project: Path, directory_urls: bool) -> None:
    (project / "docs" / "notes.md").write_text(FRONT.format("Notes", "notes") + headings(*ANCHORS), "utf-8")
    (project / "docs" / "merged.md").write_text(FRONT.format("Merged", "merged") + headings("kept", "changed"), "utf-8")
    (project / "docs" / "divided.md").write_text(FRONT.format("Divided", "divided") + headings("one-half", "other-half"), "utf-8")
    (project / "data" / "factors.yml").open("a", encoding="utf-8").write(OURS.format("twice") + OURS.format("thrice"))
    if not directory_urls:
        change(project, "mkdocs.yml", ("use_directory_urls: true", "use_directory_urls: false"))


def the_edition_after(project: Path) -> int:
    """Make the moves and say so in the ledger, as its head tells editors. Returns how many."""
    docs, ledger = project / "docs", yaml.safe_load((project / "data" / "addresses.yml").read_text("utf-8"))
    pages, shorts = ({entry["id"]: entry for entry in ledger[key]} for key in ("pages", "short"))
    moves = 0

    def moved(page: str, **anchors: str) -> None:
        nonlocal moves
        pages[page].setdefault("moved", {}).update({old.replace("_", "-"): new for old, new in anchors.items()})
        moves += len(anchors)

    # a page renamed, two of its headings renamed, two moved to another page, two merged into one
    (docs / "notes.md").rename(docs / "guide" / "remarks.md")
    change(project, "docs/guide/remarks.md", ("#part-a", "#first"), ("#part-b", "#second"), (headings("part-c", "part-d"), ""), (headings("part-f"), ""))
    (docs / "index.md").open("a", encoding="utf-8").write(headings("part-c", "new-d"))
    pages["notes.md"]["moved_to"] = "guide/remarks.md"
    moved("notes.md", part_a="guide/remarks.md#first", part_b="guide/remarks.md#second", part_c="index.md#part-c",
          part_d="index.md#new-d", part_f="guide/remarks.md#part-e")
    # a page merged into another, one divided between two
    (docs / "merged.md").unlink()
    (docs / "divided.md").unlink()
    (docs / "guide" / "sustaining.md").open("a", encoding="utf-8").write(headings("kept", "altered", "one-half"))
    (docs / "cases" / "examples.md").open("a", encoding="utf-8").write(headings("other-half"))
    pages["merged.md"]["moved_to"] = pages["divided.md"]["moved_to"] = "guide/sustaining.md"
    moved("merged.md", merged="guide/sustaining.md#kept", changed="guide/sustaining.md#altered")
    moved("divided.md", divided="guide/sustaining.md#one-half", other_half="cases/examples.md#other-half")
    # a story's page renamed
    (docs / "cases" / "papakura.md").rename(docs / "cases" / "icm.md")
    everywhere(project, "cases/papakura.md", "cases/icm.md")
    pages["cases/papakura.md"]["moved_to"] = "cases/icm.md"
    moves += 4
    # records renamed, and two merged into one
    everywhere(project, "usual-response", "old-habits")
    everywhere(project, "no-support", "left-alone")
    everywhere(project, "id: ero", "id: review-office")
    everywhere(project, "too-big", "too-large")
    change(project, "data/factors.yml", (OURS.format("thrice"), ""))
    moved("guide/before-starting.md", usual_response="guide/before-starting.md#old-habits", thrice="guide/before-starting.md#twice",
          voice_too_big="guide/before-starting.md#voice-too-large")
    moved("guide/sustaining.md", no_support="guide/sustaining.md#left-alone")
    moved("reference/glossary.md", term_ero="reference/glossary.md#term-review-office")
    moved("reference/voices.md", voice_too_big="reference/voices.md#voice-too-large")
    for kind, old, new in (
        ("factor", "usual-response", "factor-old-habits"), ("factor", "no-support", "factor-left-alone"), ("factor", "thrice", "factor-twice"),
        ("term", "ero", "term-review-office"), ("voice", "too-big", "voice-too-large"),
    ):
        shorts[kind].setdefault("moved", {})[old] = new
        moves += 1
    (project / "data" / "addresses.yml").write_text(yaml.safe_dump(ledger, allow_unicode=True, sort_keys=False), "utf-8")
    return moves


@dataclass
class Editions:
    """Two built sites, and every address of the first: file, anchor."""

    new: Path
    addresses: list[tuple[str, str]]
    moves: int


def addresses_of(site: Path) -> list[tuple[str, str]]:
    """Every page and anchor of a site, its short addresses included."""
    found = []
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name != "404.html":
            found += [(name, ""), *((name, str(element["id"])) for element in soup(path).select("article [id]:not(input, button, select, svg *)"))]
    return found


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def editions(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Editions:
    def build(folder: Path) -> None:
        project = small_project(folder / "guide")
        the_edition_before(project, request.param)
        added = check("ledger", cwd=project)
        assert added.returncode == 0 and "new. Commit it" in added.stdout, added.stdout
        assert mkdocs("build", cwd=project).returncode == 0
        shutil.copytree(project / "site", folder / "before")
        (folder / "moves").write_text(str(the_edition_after(project)))
        done = mkdocs("build", cwd=project)
        assert done.returncode == 0, done.stderr

    folder = once(tmp_path_factory, f"editions-{request.param}", build)
    return Editions(folder / "guide" / "site", addresses_of(folder / "before"), int((folder / "moves").read_text()))


def arrive(site: Path, name: str, anchor: str) -> str:
    """Where a reader without JavaScript comes from an old address: the file and the anchor
    that is there. An old anchor that moved is a visible link, or an id inside what it became."""
    for _ in range(3):
        path = site / name
        assert path.is_file(), f"{name} is gone"
        page = soup(path)
        leads = page.select_one("a[data-moved]") or (page.select_one("body > p > a") if page.select_one('meta[http-equiv="refresh"]') else None)
        here = page.find(id=anchor) if anchor else None
        link = here if here is not None and here.name == "a" else here.select_one("a") if here is not None and here.find_parent(class_="bcs-moved") else leads
        if link is None:
            assert not anchor or here is not None, f"{name}#{anchor} is gone"
            return f"{name}#{anchor}" if anchor else name
        target, _, there = urljoin(f"http://x/{name}", str(link["href"])).removeprefix("http://x/").partition("#")
        name = f"{target}index.html" if not target or target.endswith("/") else target
        anchor = there or ("" if link is here or (here is not None and link is not leads) else anchor)
    raise AssertionError(f"{name}#{anchor}: more than two steps")


def test_every_address_of_the_edition_before_leads_somewhere(editions: Editions) -> None:
    assert editions.moves >= 20
    assert len(editions.addresses) > 120 and any(name.startswith("go/") for name, _ in editions.addresses)
    for name, anchor in editions.addresses:
        arrive(editions.new, name, anchor)


@pytest.mark.parametrize(("old", "anchor", "new"), [
    ("notes", "", "guide/remarks"), ("notes", "part-a", "guide/remarks#first"), ("notes", "part-h", "guide/remarks#part-h"),
    ("notes", "part-c", "index#part-c"), ("notes", "part-f", "guide/remarks#part-e"), ("merged", "kept", "guide/sustaining#kept"),
    ("divided", "other-half", "cases/examples#other-half"), ("cases/papakura", "story-icm", "cases/icm#story-icm"),
    ("go/factor-usual-response", "", "guide/before-starting#old-habits"), ("go/factor-thrice", "", "guide/before-starting#twice"),
    ("go/term-ero", "", "reference/glossary#term-review-office"), ("go/story-papakura", "", "cases/icm"),
])
def test_an_old_address_leads_to_what_became_of_it(editions: Editions, old: str, anchor: str, new: str) -> None:
    folders = (editions.new / "guide" / "remarks").is_dir()

    def file(name: str) -> str:
        return f"{name}/index.html" if (folders and name != "index") or name.startswith("go/") else f"{name}.html"

    page, _, there = new.partition("#")
    assert arrive(editions.new, file(old), anchor) == file(page) + (f"#{there}" if there else "")


def test_the_crawl_sees_what_is_lost(editions: Editions, tmp_path: Path) -> None:
    site = Path(shutil.copytree(editions.new, tmp_path / "site"))
    name = next(path for path in site.rglob("*.html") if 'id="altered"' in path.read_text("utf-8"))
    name.write_text(name.read_text("utf-8").replace('id="altered"', 'id="other"'), "utf-8")
    [(old, anchor)] = [address for address in editions.addresses if address[1] == "changed"]
    with pytest.raises(AssertionError, match="altered is gone"):
        arrive(site, old, anchor)


@pytest.mark.parametrize("editions", [True], ids=["folders"], indirect=True)
def test_pages_that_lead_on_are_valid(editions: Editions) -> None:
    """And so are those with marks of what moved. The small pages leave out levels of headings, which is not what is asked here."""
    assert [line for line in complaints(editions.new) if "heading level" not in line] == []


@pytest.mark.browser
@pytest.mark.parametrize(("old", "new"), [("notes#part-a", "guide/remarks#first"), ("notes#part-h", "guide/remarks#part-h"), ("notes", "guide/remarks")])
def test_the_anchor_goes_along_in_a_browser(editions: Editions, chromium: Any, old: str, new: str) -> None:
    ends = ("/", "/") if (editions.new / "guide" / "remarks").is_dir() else (".html", ".html")

    def url(place: str, end: str) -> str:
        page, mark, anchor = place.partition("#")
        return page + end + mark + anchor

    with served(editions.new) as base:
        tab = chromium.new_page()
        try:
            tab.goto(f"{base}/{url(old, ends[0])}")
            tab.wait_for_url(f"{base}/{url(new, ends[1])}")
        finally:
            tab.close()


# --- the ledger's rules, whatever stands in it -------------------------------------------------

REAL = real()
NAMES = st.sampled_from(["index.md", "start/index.md", "start/words.md", "old.md", "older.md", "oldest.md"])
PLACES = st.one_of(NAMES, st.builds("{}#{}".format, NAMES, st.sampled_from("abc")))


@st.composite
def ledgers(draw: st.DrawFn) -> Data:
    found = {}
    for page in draw(st.sets(NAMES, min_size=1)):
        anchors = draw(st.lists(st.sampled_from("abc"), unique=True))
        moved = draw(st.dictionaries(st.sampled_from(anchors), PLACES)) if anchors else {}
        found[page] = Published(id=page, anchors=tuple(anchors), moved=moved, moved_to=draw(st.none() | NAMES))
    origins = {**REAL.origins, **{("published", page): next(iter(REAL.origins.values())) for page in found}}
    return replace(REAL, published=found, shorts={}, origins=origins)


@pytest.mark.build
@settings(deadline=None, derandomize=True)
@given(ledgers())
def test_what_the_rules_let_through_leads_on_in_one_step(data: Data) -> None:
    """No chain, no circle, no page that is not there; and whatever stands there, asking ends."""
    here, wrong = Addresses(data), {problem.record + problem.field for problem in moved_places(data, ROOT)}
    for page, entry in data.published.items():
        for field, place, target in [("moved_to", page, entry.moved_to), *((f"moved.{old}", f"{page}#{old}", new) for old, new in entry.moved.items())]:
            now = here.now(place)
            if target and f'page "{page}"{field}' not in wrong:
                assert now == target and here.step(target) == "" and (ROOT / "docs" / target.partition("#")[0]).is_file()


IDS = st.lists(st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True), unique=True, max_size=12)


@pytest.mark.build
@settings(max_examples=50, deadline=None, derandomize=True)
@given(pages=st.dictionaries(NAMES, IDS, min_size=1), shorts=st.dictionaries(st.sampled_from(["factor", "term", "role"]), IDS.filter(bool), min_size=1),
       more=st.dictionaries(NAMES, IDS), others=st.dictionaries(st.sampled_from(["factor", "voice"]), IDS.filter(bool)))
def test_adding_to_the_ledger_adds_and_loses_nothing(
    pages: dict[str, list[str]], shorts: dict[str, list[str]], more: dict[str, list[str]], others: dict[str, list[str]],
) -> None:
    text = written("pages:\n  - id: zero.md\n    anchors: [x]\nshort:\n  - id: phase\n    ids: [x]\n", Additions(pages, shorts))

    def read(text: str) -> Data:
        found = yaml.safe_load(text)
        return replace(
            REAL, published={page["id"]: Published(id=page["id"], anchors=tuple(page.get("anchors") or ())) for page in found["pages"]},
            shorts={short["id"]: Short(id=short["id"], ids=tuple(short["ids"])) for short in found["short"]},
        )

    before = read(text)
    new = Additions(
        {page: [name for name in found if page not in pages or name not in pages[page]] for page, found in more.items()},
        {kind: [name for name in found if name not in shorts.get(kind, ())] for kind, found in others.items()},
    )
    after = read(written(text, new))
    assert list(forgotten(before, after)) == []
    assert all(set(found) <= set(after.published[page].anchors) for page, found in {**pages, **new.pages}.items())
    assert not any(additions(after, {page: found}).pages for page, found in more.items())
