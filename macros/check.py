"""Rules across records and files.

Each rule is a small generator of problems whose docstring is the rule; `check` runs
them all. A rule reads the model's marks (`Ref`, `Home`, `Passage`) wherever it can, so
that a new field is checked as soon as it is declared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from . import addresses, agenda, figures, tools
from .load import ROOT, load
from .model import (
    KIND_BY_MODEL,
    KIND_BY_NAME,
    Case,
    Data,
    Figure,
    Home,
    Mark,
    Named,
    Passage,
    Phase,
    Plain,
    Record,
    Ref,
    Session,
    Sourced,
    Stage,
    Tool,
    Wording,
    dotted,
    label,
    marks_of,
    unknown,
)
from .problem import Problem, did_you_mean
from .spelling import speller

Path_ = tuple[str | int, ...]
Rule = Callable[[Data, Path], Iterator[Problem]]


def check(root: Path = ROOT) -> tuple[Data, list[Problem]]:
    """Load `root`/data and apply every rule. Returns the data and all problems, sorted."""
    data, problems = load(root)
    for rule in RULES:
        problems += rule(data, root)
    return data, sorted(set(problems))


def _marks(record: Record, path: Path_ = ()) -> Iterator[tuple[Mark, Path_, Any]]:
    """Every mark in a record with the path and the value that it speaks of."""
    for name, marks in _marks_by_field(type(record)).items():
        yield from _marked(marks, getattr(record, name), (*path, name))


@cache
def _marks_by_field(model: type[Record]) -> dict[str, list[Mark]]:
    return {name: marks_of(field) for name, field in model.model_fields.items()}


def _marked(marks: list[Mark], value: Any, path: Path_) -> Iterator[tuple[Mark, Path_, Any]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _marked(marks, item, (*path, index))
    elif isinstance(value, Record):
        yield from _marks(value, path)
    elif value is not None:
        yield from ((mark, path, value) for mark in marks)


def marked(data: Data) -> Iterator[tuple[Named, Mark, Path_, Any]]:
    """(record, mark, path, value) for every marked field of every record."""
    for _, record in data.all():
        for mark, path, value in _marks(record):
            yield record, mark, path, value


def problem(data: Data, record: Named, path: Path_, message: str) -> Problem:
    """A problem of a record's field, at the field's own line."""
    origin = data.origins[KIND_BY_MODEL[type(record)].name, record.id]
    return Problem(origin.file, origin.line(*path), label(record), dotted(path), message)


def references(data: Data, root: Path) -> Iterator[Problem]:
    """A field that names another record names one that exists."""
    for record, mark, path, value in marked(data):
        if not isinstance(mark, Ref) or value in mark.besides:
            continue
        known = data.of(mark.kind)
        if not known or value in known or value in data.broken[mark.kind]:
            continue  # a kind without any record: its file is broken, and says so itself
        yield problem(data, record, path, unknown(KIND_BY_NAME[mark.kind], value, known))


def pages(data: Data, root: Path) -> Iterator[Problem]:
    """A field that names a page names one below docs/."""
    docs = root / "docs"
    existing = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    for record, mark, path, value in marked(data):
        page = value.split("#")[0] if isinstance(mark, Home) else None
        if page is not None and page not in existing:
            yield problem(data, record, path, f'there is no page docs/{page}.{did_you_mean(page, existing)}')


def origins(data: Data, root: Path) -> Iterator[Problem]:
    """A record comes from a section of the sources or is marked as an addition."""
    for _, record in data.all():
        if isinstance(record, Figure) and not record.section and not record.addition:
            yield problem(data, record, (), _NO_ORIGIN)
        if isinstance(record, Sourced) and (record.section is None) == (record.addition is None):
            yield problem(
                data, record, ("section",) if record.section else (),
                "has both a section and addition: true. Keep section for what the sources say, addition: true for what this edition adds"
                if record.section else _NO_ORIGIN,
            )


_NO_ORIGIN = "has neither section nor addition: true. Name the section of the sources that it comes from, or mark it as this edition's addition"


def factor_counts(data: Data, root: Path) -> Iterator[Problem]:
    """Each printed list has as many enablers and impediments as the sources print; a
    factor stands in a list that the sources have, and an addition on a phase's page."""
    lists = {name: section for name, section in data.sections.items() if section.enablers is not None}
    factors = list(data.factors.values())
    for factor in factors:
        if factor.section and factor.section in data.sections and factor.section not in lists:
            yield problem(data, factor, ("section",),
                          f'"{factor.section}" is not a list of factors.{did_you_mean(factor.section, lists)} Lists are {", ".join(lists)}')
        if factor.addition and not factor.phase:
            yield problem(data, factor, (), "is an addition without a phase. Name the phase on whose page it should stand")
    if not factors or data.broken["factors"]:
        return
    for name, section in lists.items():
        for field, sort in (("enablers", "enabler"), ("impediments", "impediment")):
            printed = getattr(section, field) or 0
            found = sum(1 for factor in factors if factor.section == name and factor.kind == sort)
            if found != printed:
                yield problem(
                    data, section, (field,),
                    f"the source prints {printed}, data/factors.yml has {found}. Factors of your own have no section but addition: true",
                )


def roles_played(data: Data, root: Path) -> Iterator[Problem]:
    """A case says of every role who played it, on what basis, once."""
    for case in data.cases.values():
        named = [played.role for played in case.roles]
        for index, played in enumerate(case.roles):
            if named.index(played.role) != index:
                yield problem(data, case, ("roles", index, "role"), f'"{played.role}" is told twice. Keep one entry for each role')
            if played.basis != "absent" and not played.who:
                yield problem(data, case, ("roles", index), "who is missing. Say who played the role, or set basis to absent")
        for missing in [role for role in data.roles if role not in named]:
            yield problem(data, case, ("roles",), f'says nothing of the role "{missing}". If nobody played it, write basis: absent')
        if (case.domain is None) != (case.domain_reason is None):
            yield problem(data, case, ("domain",) if case.domain else ("domain_reason",), "domain and domain_reason go together. Give both or neither")


QUOTED = re.compile(r"“([^”]*)”")
QUOTE_LIMIT = 7


def quotations(data: Data, root: Path) -> Iterator[Problem]:
    """A voice's own phrase in quotation marks has seven words at most."""
    for voice in data.voices.values():
        for phrase in QUOTED.findall(voice.text):
            if len(phrase.split()) > QUOTE_LIMIT:
                yield problem(
                    data, voice, ("text",), f"quotes {len(phrase.split())} words (“{phrase}”). Quote {QUOTE_LIMIT} at most, and retell the rest"
                )


def numbering(data: Data, root: Path) -> Iterator[Problem]:
    """Stages and cases are numbered from 1 without gaps."""
    numbered: dict[str, Iterable[Stage | Case]] = {"stages": data.stages.values(), "cases": data.cases.values()}
    for name, found in numbered.items():
        records = sorted(found, key=lambda record: record.number)
        taken: dict[int, str] = {}
        for record in records:
            if record.number in taken:
                yield problem(data, record, ("number",), f'{record.number} is taken by "{taken[record.number]}". Give the next free number')
            elif record.number > len(records) and not data.broken[name]:
                yield problem(data, record, ("number",), f"is {record.number}, but there are {len(records)} {name}. Number them from 1 without gaps")
            taken.setdefault(record.number, record.id)


def positions(data: Data, root: Path) -> Iterator[Problem]:
    """Every domain has a corner of the quadrant to itself."""
    taken: dict[str, str] = {}
    for domain in data.domains.values():
        if domain.position in taken:
            yield problem(data, domain, ("position",), f'{domain.position} is the corner of "{taken[domain.position]}". Each domain has its own')
        taken.setdefault(domain.position, domain.id)


def own_pages(data: Data, root: Path) -> Iterator[Problem]:
    """Every phase, every case, every session and every tool has a page to itself."""
    taken: dict[str, str] = {}
    either: tuple[Phase | Case | Session | Tool, ...] = (
        *data.phases.values(), *data.cases.values(), *data.sessions.values(), *data.tools.values(),
    )
    for record in either:
        if record.page in taken:
            yield problem(data, record, ("page",), f"docs/{record.page} is the page of the {taken[record.page]}. Give it a page of its own")
        taken.setdefault(record.page, label(record))


def activities(data: Data, root: Path) -> Iterator[Problem]:
    """An activity has an aim, its numbers go from less to more, and what must come before
    or after it can."""
    for activity in data.activities.values():
        for path, message in agenda.wrong_activity(activity, data.activities):
            yield problem(data, activity, path, message)


def sessions(data: Data, root: Path) -> Iterator[Problem]:
    """A session's minutes add up, nobody sits too long, times that must hold do, and each
    activity has the minutes, the people and the company that it asks for."""
    for session in data.sessions.values():
        for path, message in agenda.wrong(session, data.activities):
            yield problem(data, session, path, message)


def wordings(data: Data, root: Path) -> Iterator[Problem]:
    """A text keeps to what its field asks for: its length, its end, no markup."""
    for record, mark, path, value in marked(data):
        if isinstance(mark, Wording) and (wrong := mark.wrong(value)):
            yield problem(data, record, path, wrong)


def spelling(data: Data, root: Path) -> Iterator[Problem]:
    """Every word is English or in the guide's own list, data/words.txt."""
    ours = speller(root)
    for record, mark, path, value in marked(data):
        if isinstance(mark, Plain):
            for wrong in ours.wrong(value):
                yield problem(data, record, path, wrong)


def anchors(data: Data, present: dict[str, set[str]]) -> Iterator[Problem]:
    """Every anchor that the data names is on its page. `present` gives the anchors of
    each built page, so this rule runs in the build only."""
    for record, mark, path, value in marked(data):
        if isinstance(mark, Home):
            page, _, anchor = value.partition("#")
        elif isinstance(mark, Passage):
            page, anchor = _case_of(data, record, path).page, value
        else:
            continue
        if page in present and anchor and anchor not in present[page]:
            yield problem(
                data, record, path,
                f'docs/{page} has no anchor "{anchor}".{did_you_mean(anchor, present[page])} Give its heading {{ #{anchor} }}, or name another anchor',
            )


def _case_of(data: Data, record: Named, path: Path_) -> Case:
    """The case whose page a passage is on: the record, or the case beside the field."""
    if isinstance(record, Case):
        return record
    beside: Any = record
    for part in path[:-1]:
        beside = beside[part] if isinstance(part, int) else getattr(beside, part)
    return data.cases[beside.case]


def drawings(data: Data, root: Path) -> Iterator[Problem]:
    """A drawing finds everything that it shows."""
    for record in data.figures.values():
        for path, message in figures.wants(record, data):
            yield problem(data, record, path, message)


RULES: tuple[Rule, ...] = (
    references, pages, origins, factor_counts, roles_played, quotations, numbering, positions, own_pages, activities, sessions, wordings, spelling,
    drawings, *addresses.RULES, *tools.RULES,
)
