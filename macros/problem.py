"""What is wrong in the data or in a page, and how it is said."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake at one place.

    `file` is relative to the project's root, `line` counts from 1, `record` names the
    record as an editor would (`enabler "time-and-resources"`), `field` may be empty, and
    `message` says what is wrong and what would be right. Problems sort by place.
    """

    file: str
    line: int
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.record, self.field) if part)
        return f"{self.file}:{self.line}: {where}: {self.message}" if where else f"{self.file}:{self.line}: {self.message}"

    def annotation(self) -> str:
        """The problem as a GitHub Actions workflow command, shown on the changed line."""
        text = str(self).split(": ", 1)[1].replace("%", "%25").replace("\n", "%0A")
        return f"::error file={self.file},line={self.line}::{text}"


def report(problems: Iterable[Problem], environ: dict[str, str] | None = None) -> str:
    """All problems, one a line, sorted; under GitHub Actions also as annotations."""
    ordered = sorted(set(problems))
    lines = [str(problem) for problem in ordered]
    if (os.environ if environ is None else environ).get("GITHUB_ACTIONS") == "true":
        lines += [problem.annotation() for problem in ordered]
    return "\n".join(lines)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """` Did you mean "…"?` for the choice nearest to `word`, or nothing."""
    near = difflib.get_close_matches(str(word), sorted(choices), n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""
