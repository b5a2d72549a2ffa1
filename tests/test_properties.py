"""Whatever an editor types comes out whole or is refused with file and line.

Hypothesis types texts into a record; a seeded run makes 2,000 slips of the keyboard in the
real files. Each slip is told at the right line, which is the record around it or its
neighbour (a slip may join two records or part one), or it is harmless: every record that
it did not touch is as it was. Only the slipped file is read.
"""

from __future__ import annotations

import html
import os
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.load import read
from macros.model import KINDS, Kind, Named, Origin
from macros.problem import Problem
from macros.render import environment

ROOT = Path(__file__).resolve().parent.parent
SEED = int(os.environ.get("SLIPS_SEED", "2008"))
SLIPS = 2000
PARTS = 8  # tests, so that both cores have work

TYPED = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)
RECORD = "- id: typed\n  wording: {}\n  answer: An answer.\n  page: index.md\n"
SITUATIONS = tuple(kind for kind in KINDS if kind.name == "situations")


def typed(text: str) -> tuple[list[str], list[Problem]]:
    """The wordings that are read from a record in which `text` stands, and what is wrong."""
    found, problems, _ = read(RECORD.format(text).encode("utf-8"), "data/situations.yml", SITUATIONS)
    return [record.model_dump()["wording"] for _, record, _ in found], problems


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TYPED)
def test_what_is_typed_plainly_comes_out_whole_or_is_refused(text: str) -> None:
    wordings, problems = typed(text)
    if problems:
        assert all(problem.file == "data/situations.yml" and 1 <= problem.line <= RECORD.count("\n") + text.count("\n") + text.count("\r") + 1
                   for problem in problems)
    elif wordings != [text.strip(" ")]:
        assert text.lstrip()[0] in "\"'|>#" or re.search(r"[\r\n]|(?:^|\s)#", text), "YAML's own marks alone may change a text"


@settings(max_examples=200, deadline=None, derandomize=True)
@given(TYPED)
def test_what_is_quoted_comes_out_whole_or_is_refused(text: str) -> None:
    quoted = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10_000).strip()
    wordings, problems = typed(quoted)
    assert problems or wordings == [text]
    assert [problem.line for problem in problems] in ([], [2])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for kinds in (SITUATIONS, tuple(kind for kind in KINDS if kind.file == "life-cycle.yml"), tuple(kind for kind in KINDS if "*" in kind.file)):
        found, problems, _ = read(raw, f"data/{kinds[0].file.replace('*', 'x')}", kinds)
        assert found or problems
        assert all(1 <= problem.line <= raw.count(b"\n") + raw.count(b"\r") + 2 for problem in problems)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TYPED)
def test_rendered_text_is_escaped_and_whole(text: str) -> None:
    env = environment()
    parts = env.get_template("_parts.html.j2").module
    for shown in (env.from_string("<p>{{ text }}</p>").render(text=text), str(parts.ask(text)), str(parts.items([text]))):  # type: ignore[attr-defined]
        inside = re.sub(r"</?(?:p|ul|li|span)(?: class=\"[\w -]+\")?>", "", shown)
        assert "<" not in inside and ">" not in inside
        assert text.strip() in html.unescape(inside)


# --- slips -----------------------------------------------------------------------------

FILES: dict[str, tuple[str, tuple[Kind, ...]]] = {
    path.relative_to(ROOT).as_posix(): (path.read_text("utf-8"), tuple(kind for kind in KINDS if kind.file == pattern))
    for pattern in dict.fromkeys(kind.file for kind in KINDS) for path in sorted((ROOT / "data").glob(pattern))
}


@cache
def sound(name: str) -> list[tuple[Kind, Named, Origin]]:
    """The records of a file as it is."""
    return read(FILES[name][0].encode("utf-8"), name, FILES[name][1])[0]


@cache
def starts_of(name: str) -> list[tuple[int, str, str]]:
    """The first line of each record of a file, its kind and its id."""
    return sorted((min(origin.lines.values()), kind.name, record.id) for kind, record, origin in sound(name))


def _line(change: Callable[[random.Random, str], str]) -> Callable[[random.Random, list[str], int], list[str]]:
    return lambda rng, lines, at: [*lines[:at], change(rng, lines[at]), *lines[at + 1:]]


def _insert(*choices: str) -> Callable[[random.Random, list[str], int], list[str]]:
    def change(rng: random.Random, line: str) -> str:
        at = rng.randrange(len(line) + 1)
        return line[:at] + rng.choice(choices) + line[at:]
    return _line(change)


def _delete(rng: random.Random, line: str) -> str:
    at = rng.randrange(len(line)) if line else 0
    return line[:at] + line[at + 1:]


def _indent(rng: random.Random, line: str) -> str:
    return " " * rng.choice((1, 2, 3, 4)) + line if rng.random() < 0.5 else line.removeprefix(" " * rng.choice((1, 2, 3)))


SLIP: dict[str, Callable[[random.Random, list[str], int], list[str]]] = {
    "a character deleted": _line(_delete),
    "the indentation changed": _line(_indent),
    "quotation marks swapped": _line(lambda rng, line: line.translate(str.maketrans("\"'", "'\""))),
    "a colon": _insert(":", ": "),
    "a bracket": _insert("[", "]", "{", "}"),
    "a tab": _insert("\t"),
    "a NUL": _insert("\0"),
    "a mark nobody sees": _insert("\u202e", "\u200f", "\u2066", "\u200b", "\ufeff"),
    "a sign of YAML": _insert("#", " #", "&", "*", "!", "|", ">", "%", "@", "`", "?", "- ", "\\", "\"", "'", ","),
    "a line twice": lambda rng, lines, at: [*lines[: at + 1], *lines[at:]],
    "a line lost": lambda rng, lines, at: [*lines[:at], *lines[at + 1:]],
    "a line cut": _line(lambda rng, line: line[: rng.randrange(len(line) + 1)]),
    "two lines joined": lambda rng, lines, at: [*lines[:at], lines[at] + (lines[at + 1].strip() if at + 1 < len(lines) else ""), *lines[at + 2:]],
    "the file cut": lambda rng, lines, at: lines[: at + 1],
}


def around(name: str, at: int) -> tuple[int, int, set[tuple[str, str]]]:
    """First and last line (from 1) of the records at and beside line `at` (from 0), and
    which records those are."""
    starts = starts_of(name)
    inside = max((i for i, start in enumerate(starts) if start[0] <= at + 1), default=0)
    low, high = max(0, inside - 1), min(len(starts) - 1, inside + 1)
    last = starts[high + 1][0] - 1 if high + 1 < len(starts) else len(FILES[name][0].splitlines()) + 2
    return (1 if low == 0 else starts[low][0]), last, {(kind, record) for _, kind, record in starts[low : high + 1]}


def astray(name: str, slip: str, at: int, lines: list[str]) -> str | None:
    """What is not as it should be after a slip, or nothing."""
    found, problems, _ = read("\n".join(lines).encode("utf-8"), name, FILES[name][1])
    first, last, touched = around(name, at)
    if problems:
        lost = slip == "the file cut"
        far = [str(problem) for problem in problems if not (first <= problem.line <= last + 1) and not lost and not _elsewhere(problem)]
        return f"told far from line {at + 1}: {far[0]}" if far else None
    if slip == "the file cut":
        return None  # what is left is sound; rules across records tell what it was needed for
    before: dict[tuple[str, str], Named] = {(kind.name, record.id): record for kind, record, _ in sound(name)}
    after = {(kind.name, record.id): record for kind, record, _ in found}
    changed = [key for key, record in before.items() if key not in touched and after.get(key) != record]
    return f"silently changed: {changed[:3]}" if changed else None


def _elsewhere(problem: Problem) -> bool:
    """Problems of a whole file that have no line of their own."""
    return problem.line == 1 and ("is missing" in problem.message or "should" in problem.message)


@pytest.mark.build
@pytest.mark.parametrize("part", range(PARTS))
def test_slips_are_told_at_the_right_line_or_harmless(part: int) -> None:
    rng = random.Random(f"{SEED}-{part}")
    names = list(FILES)
    sizes = [len(FILES[name][0]) for name in names]
    wrong = []
    for _ in range(SLIPS // PARTS):
        name = rng.choices(names, sizes)[0]
        slip = rng.choice(list(SLIP))
        lines = FILES[name][0].split("\n")
        at = rng.randrange(len(lines) - 1)
        if told := astray(name, slip, at, SLIP[slip](rng, lines, at)):
            wrong.append(f"{name}:{at + 1}: {slip}: {told}\n    {lines[at]}\n    {SLIP[slip](rng, lines, at)[at] if at < len(lines) else ''}")
    assert not wrong, f"{len(wrong)} with SLIPS_SEED={SEED}:\n" + "\n".join(wrong)
