"""How problems print, sort and become annotations."""

from __future__ import annotations

from macros.problem import Problem, did_you_mean, report

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


def test_did_you_mean() -> None:
    assert did_you_mean("lerning", {"learning", "context"}) == ' Did you mean "learning"?'
    assert did_you_mean("zzz", {"learning"}) == ""
