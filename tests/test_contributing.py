"""CONTRIBUTING's recipes, followed literally on a copy of the real guide."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from conftest import ROOT, check, environment, mkdocs, once, soup
from repositories import ENVIRON, commit, git

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")

OUR_STORY = "How our own group found a way to work across the lines of three agencies, and what it cost."


def recipe(heading: str) -> str:
    """The part of CONTRIBUTING under a heading."""
    return TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def copied(folder: Path, *without: str) -> Path:
    """A copy of the guide, to edit."""
    return Path(shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(
        ".git", ".venv", ".hypothesis", ".*_cache", "node_modules", "site*", "__pycache__", *without,
    )))


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    return copied(tmp_path / "guide", "tests")


def sample(steps: str, kind: str = "yaml") -> str:
    """The first sample of a recipe, as an editor copies it."""
    return textwrap.dedent(re.search(rf"^( *)```{kind}\n(.+?)^\1```$", steps, re.S | re.M)[2])


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8").rstrip("\n") + "\n\n" + text, "utf-8")


def add_record(guide: Path, heading: str) -> Path:
    """Follow a recipe for a record; the file that it went into."""
    steps = recipe(heading)
    file = guide / re.search(r"Open `([^`]+)`", steps)[1]
    assert "`make check`" in steps or "as with an enabler, from step 4" in steps or "as with an enabler, from step 5" in steps
    if "belongs in the alphabet" in steps:
        text, new = file.read_text("utf-8"), sample(steps)
        after = next(found for found in re.finditer(r"^- id: (\S+)\n", text, re.M) if found[1] > re.match(r"- id: (\S+)", new)[1])
        file.write_text(text[: after.start()] + new + "\n" + text[after.start() :], "utf-8")
    else:
        append(file, sample(steps))
    return file


def show(guide: Path, heading: str, page: str) -> None:
    """Put a recipe's call at the end of a page's own words."""
    call = re.search(r"^ *(\{\{ \w+\(.+\) \}\})$", recipe(heading), re.M)[1]
    path = guide / "docs" / page
    before, sources, after = path.read_text("utf-8").partition("{{ sources() }}")
    path.write_text(f"{before.rstrip()}\n\n{call}\n\n{sources}{after}", "utf-8")


def add_enabler(guide: Path) -> None:
    add_record(guide, "Add an enabler")
    show(guide, "Add an enabler", "about/this-edition.md")


def add_reference(guide: Path) -> None:
    add_record(guide, "Add a reference")


def add_term(guide: Path) -> None:
    add_record(guide, "Add a term")


def add_voice(guide: Path) -> None:
    add_record(guide, "Add a voice")
    show(guide, "Add a voice", "guide/learning.md")


def add_example(guide: Path) -> None:
    add_record(guide, "Add an example")
    show(guide, "Add an example", "guide/before-starting.md")


def add_situation(guide: Path) -> None:
    add_record(guide, "Add a situation")


def add_case(guide: Path) -> None:
    """An eighth case by copying one file and one page, as the recipe says."""
    steps = recipe("Add a case")
    old_data, new_data = re.search(r"Copy `(data/cases/[^`]+)`.*?: `(data/cases/[^`]+)`", steps, re.S).groups()
    old_page, new_page = re.search(r"Copy `(docs/cases/[^`]+)` to `(docs/cases/[^`]+)`", steps).groups()
    record = (guide / old_data).read_text("utf-8")
    for pattern, value in (
        (r"^id: .*$", "id: my-case"), (r"^page: .*$", "page: cases/my-case.md"), (r"^number: .*$", "number: 8"),
        (r"^title: .*$", "title: Our own story"), (r"^short: .*$", "short: Our story"), (r"^section: story-.*$", "addition: true"),
    ):
        record, changed = re.subn(pattern, value, record, flags=re.M)
        assert changed == 1, pattern
    (guide / new_data).write_text(record, "utf-8")
    page = (guide / old_page).read_text("utf-8").replace('"semo"', '"my-case"')
    for pattern, value in ((r"^title: .*$", "title: Our own story"), (r"^description: .*$", f"description: {OUR_STORY}"), (r"^# .*$", "# Our own story")):
        page, changed = re.subn(pattern, value, page, count=1, flags=re.M)
        assert changed == 1, pattern
    (guide / new_page).write_text(page, "utf-8")


def add_activity(guide: Path) -> None:
    add_record(guide, "Add an activity")


def add_session(guide: Path) -> None:
    """The record, and the page that shows it; the menu takes it from the data."""
    add_record(guide, "Add a session")
    steps = recipe("Add a session")
    file = guide / re.search(r"here `(docs/[^`]+)`", steps)[1]
    file.write_text(textwrap.dedent(re.search(r"   ```markdown\n(.+?)   ```", steps, re.S)[1]), "utf-8")


def add_page(guide: Path) -> None:
    """The sample in its file, and its line in the menu."""
    steps = recipe("Add a page")
    file = guide / re.search(r"such as `(docs/[^`]+)`", steps)[1]
    file.write_text(textwrap.dedent(re.search(r"   ```markdown\n(.+?)   ```", steps, re.S)[1]), "utf-8")
    line = re.search(r"   ```yaml\n   (.+?)\n   ```", steps, re.S)[1]
    settings = guide / "mkdocs.yml"
    before = "      - guide/sustaining.md\n"
    text = settings.read_text("utf-8")
    assert text.count(before) == 1
    settings.write_text(text.replace(before, f"{before}{line}\n"), "utf-8")


RECIPES = {
    "Add an enabler": add_enabler, "Add a case": add_case, "Add a reference": add_reference, "Add a term": add_term,
    "Add a voice": add_voice, "Add an example": add_example, "Add a situation": add_situation, "Add a page": add_page,
    "Add an activity": add_activity, "Add a session": add_session,
}


def test_no_recipe_is_left_out() -> None:
    assert set(re.findall(r"^## (Add .+)$", TEXT, re.M)) == set(RECIPES)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which every recipe has been followed, one anchor renamed as the ledger is told, and
    the site built; `told` beside it has what a build said before the ledger was."""
    def follow_all(folder: Path) -> None:
        guide = copied(folder / "guide", "tests")
        for follow in RECIPES.values():
            follow(guide)
        rename_an_anchor(guide)
        told = mkdocs("build", cwd=guide)
        assert told.returncode != 0
        (folder / "told").write_text(told.stderr, "utf-8")
        say_where_it_is_now(guide)
        done = mkdocs("build", cwd=guide)
        assert done.returncode == 0, done.stderr
        checked = check(cwd=guide)
        assert checked.returncode == 0, checked.stdout

    return once(tmp_path_factory, "recipes", follow_all) / "guide"


def test_after_every_recipe_the_site_is_built(followed: Path) -> None:
    """All recipes followed in one copy: nothing is wrong, and everything shows."""
    for place, shown in {
        "reference/references": "An example title", "guide/before-starting": "The second chapter, for what makes agencies start",
        "reference/glossary": "Warm handover", "reference/voices": "The participant said this and that", "guide/learning": "The participant said this and that",
        "cases/examples": "A few words that tell it", "cases": "This comes on top of our real jobs",
        "meeting/activities": "Write a postcard, and choose three together.", "meeting/sessions": 'href="forty-minutes/"',
        "meeting/sessions/forty-minutes": "9:40\u00a0am",
    }.items():
        assert shown in (followed / "site" / place / "index.html").read_text("utf-8"), place


def test_add_an_enabler(followed: Path) -> None:
    entry = soup(followed / "site" / "guide" / "working-together" / "index.html").find(id="same-time-every-week").get_text()
    assert "Meet at the same time every week" in entry and "This edition’s addition" in entry
    assert "What time of the week could all of us protect?" in entry
    assert soup(followed / "site" / "about" / "this-edition" / "index.html").find(id="factor-same-time-every-week")


def test_a_slip_in_the_recipe_is_told(guide: Path) -> None:
    file = guide / "data" / "factors.yml"
    append(file, sample(recipe("Add an enabler")).replace("working-together", "working-togther"))
    line = len(file.read_text("utf-8").split("phase: working-togther")[0].splitlines())
    told = check(cwd=guide)
    assert told.returncode == 1
    assert told.stdout.strip() == (
        f'data/factors.yml:{line}: enabler "same-time-every-week", phase: unknown phase "working-togther". '
        'Did you mean "working-together"? Phases are listed in data/phases.yml.'
    )


def test_add_a_case(followed: Path) -> None:
    built = followed / "site" / "cases"
    assert "Our own story" in (built / "index.html").read_text("utf-8")
    assert "Our story" in (built / "matrix" / "index.html").read_text("utf-8")
    assert 'href="../my-case/"' in (built / "nmcc" / "index.html").read_text("utf-8"), "the menu lists it"
    own = (built / "my-case" / "index.html").read_text("utf-8")
    assert "This page is this edition’s addition" in own


def test_add_a_page(followed: Path) -> None:
    shown = (followed / "site" / "guide" / "saying-no" / "index.html").read_text("utf-8")
    assert 'id="how-to-say-it"' in shown and "This edition adds" in shown
    assert 'href="../saying-no/"' in (followed / "site" / "guide" / "learning" / "index.html").read_text("utf-8"), "the menu lists it"


def test_the_samples_of_the_files_can_be_copied(guide: Path) -> None:
    """As their opening comments say: copy the sample, take away the #, run the check."""
    for name in ("factors", "references", "glossary", "voices", "examples", "situations", "activities"):
        path = guide / "data" / f"{name}.yml"
        text = path.read_text("utf-8").rstrip("\n") + "\n"
        found = re.search(r"^# - id: .*\n(?:#   .*\n)+", text, re.M)
        assert found, f"{name}: no sample record"
        path.write_text(text + re.sub(r"(?m)^# ", "", found[0]), "utf-8")
    done = check(cwd=guide)
    assert done.returncode == 0, done.stdout


def test_named_files_and_macros_exist() -> None:
    from macros.render import MACROS

    for name in re.findall(r"`((?:data|docs|macros|tests)/[\w./-]+)`", TEXT):
        if not any(new in name for new in ("my-case", "saying-no", "forty-minutes")):
            assert (ROOT / name).exists(), name
    for name in re.findall(r"\{\{ (\w+)\(", TEXT):
        assert name in MACROS, name


def rename_an_anchor(guide: Path) -> None:
    page = guide / "docs" / "guide" / "learning.md"
    text = page.read_text("utf-8")
    assert "{ #learn-to-work-together }" in text
    page.write_text(text.replace("{ #learn-to-work-together }", "{ #learn-to-work }"), "utf-8")


def say_where_it_is_now(guide: Path) -> None:
    """The recipe's lines in the ledger."""
    steps, ledger = recipe("Rename or move something"), guide / "data" / "addresses.yml"
    assert "`make build`" in steps and "`data/addresses.yml`" in steps
    line = textwrap.indent(textwrap.dedent(re.search(r"   ```yaml\n(.+?)   ```", steps, re.S)[1]), "    ")
    line = line.replace("take-stock: guide/sustaining.md#look-back", "learn-to-work-together: guide/learning.md#learn-to-work")
    text = ledger.read_text("utf-8")
    start = text.index("]\n", text.index("- id: guide/learning.md\n")) + 2
    ledger.write_text(text[:start] + line + text[start:], "utf-8")


def test_rename_or_move_something(followed: Path) -> None:
    """A heading with another anchor: the build names the old one's line, one line mends it."""
    told = (followed.parent / "told").read_text("utf-8")
    assert 'page "guide/learning.md"' in told and 'has no anchor "learn-to-work-together" any more' in told, told
    assert soup(followed / "site" / "guide" / "learning" / "index.html").select_one("span#learn-to-work-together")


# What reads data and pages by itself, without a browser and without breaking them first.
READ = ("additions", "addresses", "cases_templates", "components", "content", "data", "figures", "headers", "load", "pages", "prose", "render", "schema")
# What an added record cannot reach. These recipes, since each sample would be there a second time; setting
# up, which happens before there is data; and what happens to a process or a repository, on tests/small.
UNTOUCHED = ("contributing", "prepare", "no_browser", "two_commands", "site_folder", "publish_refusals", "published_branch", "serve", "hooks")


def passing(folder: Path, *arguments: str) -> None:
    """Follow and commit every recipe in a repository of its own; there the tests pass."""
    guide = copied(folder)
    git(guide, "init", "--quiet", "--initial-branch", "main")
    commit(guide, "infra: as it was")
    for heading, follow in RECIPES.items():
        follow(guide)
        commit(guide, f"data: {heading}")
    apart = {name: value for name, value in environment(PYTHONPATH=str(guide), **ENVIRON).items() if not name.startswith("PYTEST_")}
    done = subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--basetemp={folder.parent / 'own'}", *arguments],
                          cwd=guide, capture_output=True, text=True, encoding="utf-8", env=apart)
    assert done.returncode == 0, done.stdout[-6000:]


@pytest.mark.build
def test_after_every_recipe_the_tests_that_read_pass(tmp_path: Path) -> None:
    passing(tmp_path / "guide", "-m", "not browser", *(f"tests/test_{name}.py" for name in READ))


@pytest.mark.twice
def test_after_every_recipe_the_suite_passes(tmp_path: Path) -> None:
    """All of it but what no record can reach: `make recipes`, and for every push in CI."""
    assert all((ROOT / "tests" / f"test_{name}.py").is_file() for name in UNTOUCHED)
    passing(tmp_path / "guide", "-n", "auto", *(f"--ignore=tests/test_{name}.py" for name in UNTOUCHED))
