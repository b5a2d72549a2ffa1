"""Every kind of bad data gives exactly the messages that stand beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.check import check

SMALL = Path(__file__).parent / "small"
BROKEN = sorted(path for path in (Path(__file__).parent / "broken").iterdir() if path.is_dir())


def test_small_project_is_sound() -> None:
    assert check(SMALL)[1] == []


def test_there_are_at_least_25_kinds() -> None:
    assert len(BROKEN) >= 25


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.name)
def test_messages(broken: Path, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    shutil.copytree(broken, tmp_path, dirs_exist_ok=True)
    expected = (broken / "expected.txt").read_text("utf-8").splitlines()
    assert expected, "a broken project without messages tests nothing"
    assert [str(problem) for problem in check(tmp_path)[1]] == expected


def test_missing_file(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "data" / "roles.yml").unlink()
    assert [str(problem) for problem in check(tmp_path)[1]] == ["data/roles.yml:1: is missing. Restore it, or copy it from the repository"]
