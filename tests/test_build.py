"""A build is whole or does not happen, and is the same twice."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from conftest import ROOT, amiss, check, mkdocs, small_project


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file below a folder with a digest of its bytes."""
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}



def test_build_log_has_no_warning(small_site: Path) -> None:
    """conftest.py asks that of the log; a warning would stand there: test_no_strict_builds_what_one_only_looks_at."""
    assert (small_site / "site" / "index.html").is_file()


BREAK = {
    "data": ("data/factors.yml", "kind: enabler", "kind: enabeler", 'data/factors.yml:2: factor "clear-purpose", kind: "enabeler" is not one of'),
    "macro": ("docs/index.md", "{{ situations() }}", '{{ factor("x") }}', 'docs/index.md:8: factor: unknown factor "x"'),
    "anchor": ("data/sources.yml", "sustaining.md#sustaining", "sustaining.md#sustainin",
               'docs/guide/sustaining.md has no anchor "sustainin". Did you mean "sustaining"?'),
    "no home": ("data/sources.yml", "    homes:\n      - guide/before-starting.md#talk\n", "", 'section "figure-3", homes: is missing.'),
    "front matter": ("docs/guide/sustaining.md", "title: ", "title: Keeping on: ",
                     "docs/guide/sustaining.md:2: front matter: is not valid YAML. Put a text that holds a colon in double quotation marks"),
    "front matter without end": ("docs/guide/sustaining.md", "\n---\n", "\n",
                                 "docs/guide/sustaining.md:1: front matter: has no end. Write a line --- below it"),
    "link": ("docs/guide/sustaining.md", "{{ life_cycle() }}", "[x](nowhere.md)",
             "docs/guide/sustaining.md:8: link (nowhere.md): there is no page docs/guide/nowhere.md."),
    "link to an anchor": ("docs/guide/sustaining.md", "{{ life_cycle() }}", "[x](before-starting.md#nothing)",
                          'docs/guide/sustaining.md:8: link (before-starting.md#nothing): docs/guide/before-starting.md has no address "nothing".'),
}


@pytest.mark.parametrize("name", BREAK)
def test_a_mistake_leaves_the_good_site_alone(built: Path, name: str) -> None:
    project, before = built, fingerprint(built / "site")
    assert "index.html" in before
    file, old, new, message = BREAK[name]
    path = project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    done = mkdocs("build", cwd=project)
    assert done.returncode != 0
    assert message in done.stderr, done.stderr
    assert fingerprint(project / "site") == before
    assert not list(project.glob(".*.runs"))


def test_a_page_in_another_encoding_is_told(project: Path) -> None:
    page = project / "docs" / "guide" / "sustaining.md"
    page.write_bytes(page.read_text("utf-8").encode("utf-16"))
    done = mkdocs("build", cwd=project)
    assert done.returncode != 0 and "Traceback" not in done.stderr
    assert "docs/guide/sustaining.md:1: is not UTF-8 text. Save the file with the encoding UTF-8" in done.stderr


def test_all_problems_at_once_and_as_annotations(project: Path) -> None:
    path = project / "data" / "factors.yml"
    path.write_text(path.read_text("utf-8").replace("phase: before-starting", "phase: before"), "utf-8")
    told = mkdocs("build", cwd=project, GITHUB_ACTIONS="true").stderr
    assert told.count('unknown phase "before"') == 4
    assert '::error file=data/factors.yml,line=3::enabler "clear-purpose", phase: unknown phase "before"' in told


def test_two_builds_of_one_commit_are_identical(site: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    done = mkdocs("build", "--site-dir", str(again), SITE_URL="https://example.org/guide/", TZ="Pacific/Auckland", forked=False)  # another seed
    assert done.returncode == 0, done.stderr
    assert fingerprint(again) == fingerprint(site)


def test_check_command_agrees_with_the_build(project: Path) -> None:
    assert check(cwd=project).returncode == 0
    path = project / "data" / "roles.yml"
    path.write_text(path.read_text("utf-8").replace("section: before-starting", "section: before"), "utf-8")
    done = check(cwd=project)
    assert done.returncode == 1
    assert done.stdout.strip() == 'data/roles.yml:3: role "public-entrepreneur", section: unknown section "before". Sections are listed in data/sources.yml.'
    assert done.stdout.strip() in mkdocs("build", cwd=project).stderr


def test_check_command_tells_its_use_and_survives_any_console(project: Path) -> None:
    wrong = check("chek", cwd=project)
    assert wrong.returncode == 2 and "`python -m macros schema`" in wrong.stderr
    assert "data/schema/factors.schema.json" in check("schema", cwd=project).stdout.splitlines()
    path = project / "data" / "glossary.yml"
    path.write_text(path.read_text("utf-8").replace("see: [whanau]", "see: [whānau]"), "utf-8")
    done = check(cwd=project, PYTHONIOENCODING="ascii")
    assert done.returncode == 1 and done.stdout.startswith("data/glossary.yml:") and "Traceback" not in done.stderr


@pytest.mark.build
def test_builds_from_another_folder_and_without_git(tmp_path: Path) -> None:
    """The folder's name has a space, and the command runs beside it."""
    folder = small_project(tmp_path / "a guide")
    done = mkdocs("build", "-f", "a guide/mkdocs.yml", cwd=tmp_path, PATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert (folder / "site" / "index.html").is_file() and not list(folder.glob(".*.runs"))


def test_no_strict_builds_what_one_only_looks_at(project: Path) -> None:
    amiss(project)
    done = mkdocs("build", "--no-strict", cwd=project)
    assert done.returncode == 0 and "WARNING -  Something is amiss." in done.stderr, done.stderr
    assert (project / "site" / "index.html").is_file()


def test_nothing_of_a_machine_is_in_the_site(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert str(ROOT) not in text and "127.0.0.1" not in text, path
