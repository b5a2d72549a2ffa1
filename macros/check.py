"""Rules across records and files.

Each rule is a small generator of problems whose docstring is the rule; `check` runs
them all. A rule reads the model's marks (`Ref`, `Home`, `Passage`) wherever it can, so
that a new field is checked as soon as it is declared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .load import ROOT, load
from .model import KIND_BY_NAME, Data, Home, Kind, Passage, Record, Ref, dotted, label, marks_of, unknown
from .problem import Problem, did_you_mean

Path_ = tuple[str | int, ...]
Rule = Callable[[Data, Path], Iterator[Problem]]


def check(root: Path = ROOT) -> tuple[Data, list[Problem]]:
    """Load `root`/data and apply every rule. Returns the data and all problems, sorted."""
    data, problems = load(root)
    for rule in RULES:
        problems += rule(data, root)
    return data, sorted(set(problems))


def _marks(model: Any, value: Any, path: Path_ = ()) -> Iterator[tuple[Any, Path_, Any]]:
    """Every mark in a record with the path and the value that it speaks of."""
    for name, field in model.model_fields.items():
        here = getattr(value, name)
        if here is None:
            continue
        yield from _annotated(field, here, (*path, name))


def _annotated(field: Any, value: Any, path: Path_) -> Iterator[tuple[Any, Path_, Any]]:
    marks = marks_of(field)
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, Record):
                yield from _marks(type(item), item, (*path, index))
            else:
                yield from ((mark, (*path, index), item) for mark in marks)
    elif isinstance(value, Record):
        yield from _marks(type(value), value, path)
    else:
        yield from ((mark, path, value) for mark in marks)


def marked(data: Data) -> Iterator[tuple[Kind, Any, Any, Path_, Any]]:
    """(kind, record, mark, path, value) for every marked field of every record."""
    for kind, record in data.all():
        for mark, path, value in _marks(type(record), record):
            yield kind, record, mark, path, value


def problem(data: Data, kind: Kind, record: Any, path: Path_, message: str) -> Problem:
    """A problem of a record's field, at the field's own line."""
    origin = data.origins[kind.name, record.id]
    return Problem(origin.file, origin.line(*path), label(kind, record), dotted(path), message)


def references(data: Data, root: Path) -> Iterator[Problem]:
    """A field that names another record names one that exists."""
    for kind, record, mark, path, value in marked(data):
        if not isinstance(mark, Ref) or value in mark.besides:
            continue
        known = data.records[mark.kind]
        if not known or value in known or value in data.broken[mark.kind]:
            continue  # a kind without any record: its file is broken, and says so itself
        yield problem(data, kind, record, path, unknown(KIND_BY_NAME[mark.kind], value, known))


def pages(data: Data, root: Path) -> Iterator[Problem]:
    """A field that names a page names one below docs/."""
    docs = root / "docs"
    existing = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    for kind, record, mark, path, value in marked(data):
        page = value.split("#")[0] if isinstance(mark, Home) else None
        if page is not None and page not in existing:
            yield problem(data, kind, record, path, f'there is no page docs/{page}.{did_you_mean(page, existing)}')


def origins(data: Data, root: Path) -> Iterator[Problem]:
    """A factor or case comes from a section of the sources or is marked as an addition."""
    for name in ("factors", "cases"):
        kind = KIND_BY_NAME[name]
        for record in data.records[name].values():
            if (record.section is None) == (record.addition is None):
                yield problem(
                    data, kind, record, ("section",) if record.section else (),
                    "has both a section and addition: true. Keep section for what the sources say, addition: true for what this edition adds"
                    if record.section else
                    "has neither section nor addition: true. Name the section of the sources that it comes from, or mark it as this edition's addition",
                )


def factor_lists(data: Data, root: Path) -> Iterator[Problem]:
    """Each printed list has as many enablers and impediments as the sources print; a
    factor stands in a list that the sources have, and an addition on a phase's page."""
    kind, sections = KIND_BY_NAME["factors"], KIND_BY_NAME["sections"]
    lists = {name: section for name, section in data.sections.items() if section.enablers is not None}
    factors = list(data.factors.values())
    for factor in factors:
        if factor.section and factor.section in data.sections and factor.section not in lists:
            yield problem(data, kind, factor, ("section",),
                          f'"{factor.section}" is not a list of factors.{did_you_mean(factor.section, lists)} Lists are {", ".join(lists)}')
        if factor.addition and not factor.phase:
            yield problem(data, kind, factor, (), "is an addition without a phase. Name the phase on whose page it should stand")
    if not factors or data.broken["factors"]:
        return
    for name, section in lists.items():
        for field, sort in (("enablers", "enabler"), ("impediments", "impediment")):
            printed = getattr(section, field) or 0
            found = sum(1 for factor in factors if factor.section == name and factor.kind == sort)
            if found != printed:
                yield problem(
                    data, sections, section, (field,),
                    f"the source prints {printed}, data/factors.yml has {found}. Factors of your own have no section but addition: true",
                )


def roles_played(data: Data, root: Path) -> Iterator[Problem]:
    """A case says of every role who played it, on what basis, once."""
    kind = KIND_BY_NAME["cases"]
    for case in data.cases.values():
        named = [played.role for played in case.roles]
        for index, played in enumerate(case.roles):
            if named.index(played.role) != index:
                yield problem(data, kind, case, ("roles", index, "role"), f'"{played.role}" is told twice. Keep one entry for each role')
            if played.basis != "absent" and not played.who:
                yield problem(data, kind, case, ("roles", index), "who is missing. Say who played the role, or set basis to absent")
        for missing in [role for role in data.roles if role not in named]:
            yield problem(data, kind, case, ("roles",), f'says nothing of the role "{missing}". If nobody played it, write basis: absent')
        if (case.domain is None) != (case.domain_reason is None):
            yield problem(data, kind, case, ("domain",) if case.domain else ("domain_reason",), "domain and domain_reason go together. Give both or neither")


QUOTED = re.compile(r"“([^”]*)”")
QUOTE_LIMIT = 7


def quotations(data: Data, root: Path) -> Iterator[Problem]:
    """A voice's own phrase in quotation marks has seven words at most."""
    kind = KIND_BY_NAME["voices"]
    for voice in data.voices.values():
        for phrase in QUOTED.findall(voice.text):
            if len(phrase.split()) > QUOTE_LIMIT:
                yield problem(
                    data, kind, voice, ("text",), f"quotes {len(phrase.split())} words (“{phrase}”). Quote {QUOTE_LIMIT} at most, and retell the rest"
                )


def numbering(data: Data, root: Path) -> Iterator[Problem]:
    """Stages and cases are numbered from 1 without gaps."""
    for name in ("stages", "cases"):
        kind, records = KIND_BY_NAME[name], data.records[name]
        taken: dict[int, str] = {}
        for record in sorted(records.values(), key=lambda record: record.number):
            if record.number in taken:
                yield problem(data, kind, record, ("number",), f'{record.number} is taken by "{taken[record.number]}". Give the next free number')
            elif record.number > len(records) and not data.broken[name]:
                yield problem(data, kind, record, ("number",), f"is {record.number}, but there are {len(records)} {name}. Number them from 1 without gaps")
            taken.setdefault(record.number, record.id)


def own_pages(data: Data, root: Path) -> Iterator[Problem]:
    """Every phase and every case has a page to itself."""
    taken: dict[str, str] = {}
    for name in ("phases", "cases"):
        kind = KIND_BY_NAME[name]
        for record in data.records[name].values():
            if record.page in taken:
                yield problem(data, kind, record, ("page",), f"docs/{record.page} is the page of the {taken[record.page]}. Give it a page of its own")
            taken.setdefault(record.page, label(kind, record))


def question_marks(data: Data, root: Path) -> Iterator[Problem]:
    """A question for a group ends with a question mark."""
    for kind, record in data.all():
        if isinstance(question := getattr(record, "question", None), str) and not question.rstrip().endswith("?"):
            yield problem(data, kind, record, ("question",), "does not end with a question mark. Write something that a group can ask itself")


def anchors(data: Data, present: dict[str, set[str]]) -> Iterator[Problem]:
    """Every anchor that the data names is on its page. `present` gives the anchors of
    each built page, so this rule runs in the build only."""
    for kind, record, mark, path, value in marked(data):
        if isinstance(mark, Home):
            page, _, anchor = value.partition("#")
        elif isinstance(mark, Passage):
            page, anchor = _case_of(data, kind, record, path).page, value
        else:
            continue
        if page in present and anchor and anchor not in present[page]:
            yield problem(
                data, kind, record, path,
                f'docs/{page} has no anchor "{anchor}".{did_you_mean(anchor, present[page])} Give its heading {{ #{anchor} }}, or name another anchor',
            )


def _case_of(data: Data, kind: Kind, record: Any, path: Path_) -> Any:
    """The case whose page a passage is on: the record, or the case beside the field."""
    if kind.name == "cases":
        return record
    beside = record
    for part in path[:-1]:
        beside = beside[part] if isinstance(part, int) else getattr(beside, part)
    return data.cases[beside.case]


RULES: tuple[Rule, ...] = (
    references, pages, origins, factor_lists, roles_played, quotations, numbering, own_pages, question_marks,
)
