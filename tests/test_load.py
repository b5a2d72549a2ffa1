"""Files as editors and their systems save them: line endings, byte order marks, what is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SMALL

from macros.check import check
from macros.load import load


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    return tmp_path


def problems(root: Path) -> list[str]:
    return [str(problem) for problem in check(root)[1]]


@pytest.mark.parametrize("saved", [
    pytest.param(lambda text: text.replace(b"\n", b"\r\n"), id="line endings of Windows"),
    pytest.param(lambda text: b"\xef\xbb\xbf" + text, id="byte order mark"),
    pytest.param(lambda text: text.rstrip(b"\n"), id="no line break at the end"),
])
def test_how_a_file_is_saved_makes_no_difference(copy: Path, saved: Callable[[bytes], bytes]) -> None:
    wanted = list(load(copy)[0].all())
    for path in copy.rglob("*.yml"):
        path.write_bytes(saved(path.read_bytes()))
    assert problems(copy) == []
    assert list(load(copy)[0].all()) == wanted


def test_every_field_knows_its_line(copy: Path) -> None:
    origin = load(copy)[0].origins["cases", "papakura"]
    lines = (copy / origin.file).read_text("utf-8").splitlines()
    assert lines[origin.line("page") - 1].startswith("page:")
    assert "passage:" in lines[origin.line("factors", 0, "passage") - 1]
    assert origin.line("factors", 0, "no such field") == origin.line("factors", 0)


def test_a_blank_at_the_end_is_told(copy: Path) -> None:
    (copy / "data" / "errata.yml").write_text("---\n", "utf-8")
    assert problems(copy) == ["data/errata.yml:2: is blank. Write the text, or leave the field out if it is optional"]


def test_missing_file(copy: Path) -> None:
    (copy / "data" / "roles.yml").unlink()
    assert problems(copy) == ["data/roles.yml:1: is missing. Restore it, or copy it from the repository"]


def test_no_case_at_all(copy: Path) -> None:
    shutil.rmtree(copy / "data" / "cases")
    assert problems(copy) == ["data/cases/*.yml:1: is missing. The guide needs at least one file here"]


def test_names_that_go_round_in_circles_are_told(copy: Path) -> None:
    (copy / "data" / "errata.yml").write_text("- &round\n  id: round\n  see: *round\n", "utf-8")
    assert problems(copy) == ["data/errata.yml:1: record 1: starts with &round, which YAML takes for a name. Put the text in quotation marks"]
