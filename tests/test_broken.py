"""Every kind of bad data gives exactly the messages that stand beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.check import RULES
from macros.check_pages import PAGE_RULES
from macros.guide import load_guide

SMALL = Path(__file__).parent / "small"
BROKEN = sorted(path for path in (Path(__file__).parent / "broken").iterdir() if path.is_dir())

SIGNS = {
    "references": "unknown phase", "pages": "there is no page", "origins": "neither section nor addition", "factor_counts": "the source prints",
    "roles_played": "is told twice", "quotations": "quotes 10 words", "numbering": "without gaps", "positions": "is the corner of",
    "own_pages": "is the page of the", "activities": "names no aim", "sessions": "but the items take",
    "published_pages": "people have its address", "moved_places": "which moved on to", "shadows": "lives now", "short_addresses": "people have /go/",
    "shapes": "is the prefix of", "arranged": "stands in the themes twice", "frozen": "and members were asked",
    "wordings": "does not end with a question mark",
    "spelling": "is in no list of words",
    "drawings": "The drawing prints its label",
}
PAGE_SIGNS = {
    "readable": "front matter: has no end", "front_matter": "description: has 10 characters", "calls": "has no quotation marks",
    "boxes": "is no kind of box", "left_over": "is no call", "links": "leads nowhere", "raw_html": "is not closed", "spelling": "docs/about.md:10: \"recieve\"",
}


def test_small_project_is_sound() -> None:
    assert load_guide(SMALL).problems == ()


def test_there_are_at_least_25_kinds() -> None:
    assert len(BROKEN) >= 25


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.name)
def test_messages(broken: Path, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    shutil.copytree(broken, tmp_path, dirs_exist_ok=True)
    expected = (broken / "expected.txt").read_text("utf-8").splitlines()
    assert expected, "a broken project without messages tests nothing"
    assert [str(problem) for problem in load_guide(tmp_path).problems] == expected


def test_every_rule_has_a_kind() -> None:
    """No rule can be taken out without a test that notices."""
    told = "\n".join((broken / "expected.txt").read_text("utf-8") for broken in BROKEN)
    for rules, signs in ((RULES, SIGNS), (PAGE_RULES, PAGE_SIGNS)):
        assert set(signs) == {rule.__name__ for rule in rules}
        for rule, sign in signs.items():
            assert sign in told, rule
