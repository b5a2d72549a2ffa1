"""How problems print, sort and become annotations."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import check

from macros.problem import Problem, annotated, did_you_mean, report

SECOND = Problem("data/factors.yml", 14, 'enabler "time"', "phase", 'unknown phase "x".')
FIRST = Problem("data/cases/semo.yml", 3, 'case "semo"', "", "100% wrong")


def test_prints_place_record_field_and_message() -> None:
    assert str(SECOND) == 'data/factors.yml:14: enabler "time", phase: unknown phase "x".'
    assert str(FIRST) == 'data/cases/semo.yml:3: case "semo": 100% wrong'
    assert str(Problem("a.yml", 1, "", "", "is empty")) == "a.yml:1: is empty"


def test_report_sorts_and_says_nothing_twice() -> None:
    assert report([SECOND, FIRST, SECOND], {}).splitlines() == [str(FIRST), str(SECOND)]


def test_report_annotates_under_github_actions() -> None:
    lines = report([SECOND, FIRST], {"GITHUB_ACTIONS": "true"}).splitlines()
    assert lines[2:] == [
        '::error file=data/cases/semo.yml,line=3::case "semo": 100%25 wrong',
        '::error file=data/factors.yml,line=14::enabler "time", phase: unknown phase "x".',
    ]


def test_annotations_only_under_github_actions() -> None:
    assert annotated([SECOND], {}) == "" == annotated([], {"GITHUB_ACTIONS": "true"})
    assert annotated([SECOND, FIRST, SECOND], {"GITHUB_ACTIONS": "true"}).splitlines() == [FIRST.annotation(), SECOND.annotation()]


@pytest.mark.parametrize("actions", [{"GITHUB_ACTIONS": "true"}, {}], ids=["under GitHub Actions", "elsewhere"])
def test_check_says_the_same_and_annotates_beside_it(project: Path, actions: dict[str, str]) -> None:
    """stdout is for whoever reads or pipes it; annotations go to stderr."""
    path = project / "data" / "roles.yml"
    path.write_text(path.read_text("utf-8").replace("section: before-starting", "section: before"), "utf-8")
    done = check(cwd=project, **actions)
    assert done.stdout.startswith("data/roles.yml:3: role") and "::" not in done.stdout
    assert done.stderr.startswith("::error file=data/roles.yml,line=3::role") == bool(actions)
    assert "Nothing is published" in done.stderr


def test_did_you_mean() -> None:
    assert did_you_mean("lerning", {"learning", "context"}) == ' Did you mean "learning"?'
    assert did_you_mean("zzz", {"learning"}) == ""
