"""What the tools ask, and in which order codes keep it.

A tool's items and answers come from data/tools.yml and, where it points to them, from the
records themselves. data/item-sets.yml keeps what was asked in every version whose codes
people may have; `python -m macros item-sets` writes it. A version that was published never
changes: its codes are read for ever.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from .model import FACTOR_TITLES, KIND_BY_MODEL, Data, FactorKind, ItemSet, Named, SetGroup, Tool, ToolChoice, ToolGroup, dotted, label
from .problem import Problem, did_you_mean

FILE = "data/item-sets.yml"
UNSURE = "dont-know"
_RENEW = "run `python -m macros item-sets`"


@dataclass(frozen=True)
class Choice:
    """An answer as members read it, and its record in data/tools.yml."""

    id: str
    label: str
    record: ToolChoice


@dataclass(frozen=True)
class Item:
    """Something to judge: what members read, and the record that it stands for."""

    id: str
    wording: str
    record: Any


@dataclass(frozen=True)
class Group:
    """Items that are asked together. `scale` has the answers without the one for not knowing."""

    id: str
    title: str
    question: str
    choices: tuple[Choice, ...]
    ordered: bool
    items: tuple[Item, ...]

    @property
    def by_kind(self) -> list[tuple[FactorKind | None, list[Item]]]:
        """What helps, then what gets in the way; items that are no factors have no kind."""
        kinds: list[FactorKind | None] = [*FACTOR_TITLES, None]
        found = [(kind, [item for item in self.items if getattr(item.record, "kind", None) == kind]) for kind in kinds]
        return [(kind, items) for kind, items in found if items]


def choices_of(data: Data, choices: tuple[ToolChoice, ...]) -> tuple[Choice, ...]:
    """Answers with their labels: their own, or the names of what they stand for."""
    return tuple(Choice(choice.id, _label(data, choice), choice) for choice in choices)


def groups_of(data: Data, tool: Tool) -> tuple[Group, ...]:
    """What a tool asks now, in the order of display; nothing where members name the parts.
    References that lead nowhere are left out: check.py tells of them."""
    return tuple(
        Group(
            group.id, group.title or _title(data, group), group.question or "", choices_of(data, group.choices or tool.choices),
            bool(group.ordered if group.choices else tool.ordered), tuple(_items(data, group)),
        )
        for group in tool.groups
    )


def asked_of(data: Data, tool: Tool) -> tuple[Group, ...]:
    """The same without what the newest item set does not have yet: codes have no place for it."""
    sets = versions_of(data, tool)
    if not sets:
        return groups_of(data, tool)
    known = {group.id: group.items for group in sets[-1].groups}
    return tuple(
        replace(group, items=tuple(item for item in group.items if item.id in known[group.id])) for group in groups_of(data, tool) if group.id in known
    )


def versions_of(data: Data, tool: Tool) -> list[ItemSet]:
    """A tool's item sets, oldest first."""
    return sorted((found for found in data.item_sets.values() if found.tool == tool.id), key=lambda found: found.version)


def _label(data: Data, choice: ToolChoice) -> str:
    if choice.label:
        return choice.label
    record = data.domains.get(choice.domain or "") or data.ways_of_working.get(choice.way or "")
    return record.name if record else choice.id


def _title(data: Data, group: ToolGroup) -> str:
    if group.phase in data.phases:
        return data.phases[group.phase].title
    return data.stages[group.stage].name if group.stage in data.stages else group.id


def _items(data: Data, group: ToolGroup) -> Iterator[Item]:
    if group.phase:
        yield from (Item(factor.id, factor.wording, factor) for factor in data.listed(group.phase))
    elif group.stage in data.stages:
        stage = data.stages[group.stage]
        yield from (Item(f"{stage.id}-{number}", text.rstrip("."), stage) for number, text in enumerate(stage.characteristics, 1))
    for item in group.items:
        record = data.roles.get(item.role or "") or data.stages.get(item.stage or "")
        yield Item(item.id, item.wording or (record.name if record else item.id), item)


# --- what the browser reads -----------------------------------------------------------------


def reader(data: Data, tool: Tool) -> dict[str, Any]:
    """The tool's item sets for docs/assets/js/answers/code.js, every version, oldest first."""
    return {"tool": tool.id, "prefix": tool.prefix, "versions": [_version(found) for found in versions_of(data, tool)]}


def _version(found: ItemSet) -> dict[str, Any]:
    version: dict[str, Any] = {"version": found.version, "choices": list(found.choices)}
    if found.parts:
        return {**version, "parts": found.parts}
    return {**version, "groups": [
        {"id": group.id, "items": list(group.items), **({"choices": list(group.choices)} if group.choices else {})} for group in found.groups
    ]}


# --- rules ----------------------------------------------------------------------------------


def _problem(data: Data, record: Named, path: tuple[str | int, ...], message: str) -> Problem:
    origin = data.origins[KIND_BY_MODEL[type(record)].name, record.id]
    return Problem(origin.file, origin.line(*path), label(record), dotted(path), message)


def shapes(data: Data, root: Path) -> Iterator[Problem]:
    """A tool has a prefix of its own, and items with answers or parts that members name;
    what an id names, it names once."""
    prefixes: dict[str, str] = {}
    for tool in data.tools.values():
        if tool.prefix in prefixes:
            yield _problem(data, tool, ("prefix",), f'{tool.prefix} is the prefix of "{prefixes[tool.prefix]}". Each tool has its own')
        prefixes.setdefault(tool.prefix, tool.id)
        if bool(tool.groups) == bool(tool.parts):
            yield _problem(data, tool, ("parts",) if tool.parts else (), "has either groups of items or parts that members name. Give one of the two")
        lists: list[tuple[tuple[str | int, ...], tuple[ToolChoice, ...]]] = [(("choices",), tool.choices)]
        lists += [(("groups", index, "choices"), group.choices) for index, group in enumerate(tool.groups)]
        for path, choices in lists:
            if choices and tool.themes and len(choices) != 2:
                yield _problem(data, tool, path, "should have two answers, since themes are ticked: first what a tick says, then what an empty box says")
            elif choices and not tool.themes and (len(choices) < 3 or choices[-1].id != UNSURE):
                yield _problem(data, tool, path, f'should have two answers or more, and last the one with the id {UNSURE}')
        for index, group in enumerate(tool.groups):
            if not (group.choices or tool.choices):
                yield _problem(data, tool, ("groups", index), "has no answers. Give choices: to the tool or to the group")
            if not (group.phase or group.stage or group.items):
                yield _problem(data, tool, ("groups", index), "has no items. Give a phase, a stage or items:")
        if tool.parts and not tool.choices:
            yield _problem(data, tool, ("parts",), "has no answers. Give choices: to the tool")
        ids = Counter([item.id for group in groups_of(data, tool) for item in group.items])
        for double in [name for name, count in ids.items() if count > 1]:
            yield _problem(data, tool, ("groups",), f'has two items with the id "{double}". Give one of them another id')


def arranged(data: Data, root: Path) -> Iterator[Problem]:
    """Themes have every item of their tool once; questions point to its choices and leave one over."""
    for tool in data.tools.values():
        items = [item.id for group in groups_of(data, tool) for item in group.items]
        told: set[str] = set()
        for index, theme in enumerate(tool.themes):
            for place, item in enumerate(theme.items):
                if item not in items:
                    yield _problem(data, tool, ("themes", index, "items", place), f'"{item}" is no item of the tool.{did_you_mean(item, items)}')
                elif item in told:
                    yield _problem(data, tool, ("themes", index, "items", place), f'"{item}" stands in the themes twice. Keep one')
                told.add(item)
        if tool.themes and (left := [item for item in items if item not in told]):
            yield _problem(data, tool, ("themes",), f"have no place for {', '.join(left)}, which nobody would be asked. Add them to a theme")
        choices = [choice.id for choice in tool.choices if choice.id != UNSURE]
        for index, question in enumerate(tool.questions):
            if question.no not in choices:
                yield _problem(data, tool, ("questions", index, "no"), f'"{question.no}" is no answer of the tool.{did_you_mean(question.no, choices)}')
        if tool.questions and len(over := [choice for choice in choices if choice not in {question.no for question in tool.questions}]) != 1:
            yield _problem(data, tool, ("questions",), f"leave {len(over)} answers over for those who say yes to all. Leave exactly one")


def frozen(data: Data, root: Path) -> Iterator[Problem]:
    """The newest item set of a tool asks what the tool asks now: an item that is lost or
    reworded, or an answer, needs a new version. What the set does not name yet may be added."""
    if data.broken["tools"] or data.broken["item_sets"]:
        return
    for tool in data.tools.values():
        sets = versions_of(data, tool)
        if not sets:
            origin = data.origins["tools", tool.id]
            yield Problem(origin.file, origin.line(), label(tool), "", f"has no item set in {FILE}. R{_RENEW[1:]}")
            continue
        for number, found in enumerate(sets, 1):
            if found.version != number or found.id != f"{tool.id}-{number}":
                yield _problem(data, found, ("version",), f'should be {number}, and the id "{tool.id}-{number}". Item sets count from 1, oldest first')
        newest = sets[-1]
        renew = f"{_RENEW}, which writes version {newest.version + 1}; codes of version {newest.version} can still be read" if newest.published else _RENEW
        if newest.parts != tool.parts:
            yield _problem(data, newest, ("parts",), f"is not what the tool has now. Change it back, or {renew}")
        yield from _changed(data, newest, ("choices",), newest.choices, _texts(choices_of(data, tool.choices)), "answer", renew)
        now = {group.id: group for group in groups_of(data, tool)}
        for index, group in enumerate(newest.groups):
            path = ("groups", index)
            if group.id not in now:
                near = did_you_mean(group.id, now)
                yield _problem(data, newest, path, f'has the group "{group.id}", which the tool does not have any more.{near} Put it back, or {renew}')
                continue
            own = now[group.id].choices if group.choices else ()
            yield from _changed(data, newest, (*path, "choices"), group.choices, _texts(own), "answer", renew)
            yield from _changed(data, newest, (*path, "items"), group.items, _texts(now[group.id].items), "item", renew)


def _texts(found: tuple[Choice | Item, ...]) -> dict[str, str]:
    return {one.id: one.label if isinstance(one, Choice) else one.wording for one in found}


def _changed(data: Data, found: ItemSet, path: tuple[str | int, ...], then: dict[str, str], now: dict[str, str], noun: str, renew: str) -> Iterator[Problem]:
    for name, text in then.items():
        if name not in now and not any(name in lost for lost in data.broken.values()):
            near = did_you_mean(name, now)
            yield _problem(data, found, (*path, name), f"is an {noun} that the tool does not have any more.{near} Put it back, or {renew}")
        elif now.get(name, text) != text:
            factor = data.factors.get(name)
            here = factor is not None and factor.wording == now[name]
            record, place = (factor, ("wording",)) if here and factor else (found, (*path, name))
            yield _problem(data, record, place, f"reads “{now[name]}” now, and members were asked “{text}”. Put the words back, or {renew}")


RULES: tuple[Callable[[Data, Path], Iterator[Problem]], ...] = (shapes, arranged, frozen)


# --- writing --------------------------------------------------------------------------------


def renewed(data: Data) -> list[ItemSet]:
    """Every item set, by tool and version, with what the tools ask now: where that differs
    from the newest version, a new one, or, if nobody can have codes of it, the same anew."""
    found: list[ItemSet] = []
    for tool in data.tools.values():
        sets = versions_of(data, tool)
        newest = sets[-1] if sets else None
        version = newest.version + (1 if newest.published else 0) if newest else 1
        fresh = ItemSet(
            id=f"{tool.id}-{version}", tool=tool.id, version=version, choices=_texts(choices_of(data, tool.choices)), parts=tool.parts,
            groups=tuple(
                SetGroup(id=group.id, choices=_texts(group.choices) if own.choices else {}, items=_texts(group.items))
                for group, own in zip(groups_of(data, tool), tool.groups, strict=True)
            ),
        )
        if newest is None or _asked(newest) != _asked(fresh):
            sets = [*(sets if newest is None or newest.published else sets[:-1]), fresh]
        found += sets
    return found


def _asked(found: ItemSet) -> Any:
    return [*found.choices.items()], found.parts, [(group.id, [*group.choices.items()], [*group.items.items()]) for group in found.groups]


def published(sets: list[ItemSet]) -> list[ItemSet]:
    """The same sets, none of which will change again."""
    return [found.model_copy(update={"published": True}) for found in sets]


def unpublished(data: Data) -> list[ItemSet]:
    """Sets of which no code may be out yet."""
    return [found for found in data.item_sets.values() if not found.published]


def written(text: str, sets: list[ItemSet]) -> str:
    """The file with these sets under the comment that `text` starts with."""
    header = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#") or not line.strip()).rstrip("\n")
    return (header + "\n\n" if header else "") + yaml.safe_dump(
        [found.model_dump(exclude_defaults=True) | {"groups": [group.model_dump(exclude_defaults=True) for group in found.groups]} if found.groups
         else found.model_dump(exclude_defaults=True) for found in sets],
        allow_unicode=True, sort_keys=False, width=1000,
    )
