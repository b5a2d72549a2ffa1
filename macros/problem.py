"""What is wrong in the data or in a page, and how it is said."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
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


def annotated(problems: Iterable[Problem], environ: Mapping[str, str] = os.environ) -> str:
    """Under GitHub Actions all problems as annotations, one a line, sorted; elsewhere nothing."""
    if environ.get("GITHUB_ACTIONS") != "true":
        return ""
    return "\n".join(problem.annotation() for problem in sorted(set(problems)))


def report(problems: Iterable[Problem], environ: Mapping[str, str] = os.environ) -> str:
    """All problems, one a line, sorted, for a log; under GitHub Actions with their annotations."""
    ordered = sorted(set(problems))
    return "\n".join([*map(str, ordered), *annotated(ordered, environ).splitlines()])


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """` Did you mean "…"?` for the choice nearest to `word`, or nothing."""
    near = difflib.get_close_matches(str(word), sorted(choices), n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""
