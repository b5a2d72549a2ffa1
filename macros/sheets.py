"""One page of a phase, a story or a tool, to hand out: on paper, for a word processor, for a
spreadsheet. A `Sheet` says what is on it; templates/sheet.html.j2 and office.py say how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from .addresses import Addresses
from .decks import face
from .model import FACTOR_TITLES, Case, Data, Tool
from .tools import choices_of, groups_of

EMPTY = 5  # rows


@dataclass(frozen=True)
class Block:
    """Part of a sheet. `ticks` are items that a group judges with a pen; a `grid` has a
    column for each of `choices`."""

    kind: Literal["text", "bullets", "numbers", "ticks", "grid"]
    title: str
    items: tuple[str, ...]
    choices: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """The items of a grid, or empty ones for what a group names itself."""
        return self.items or ("",) * EMPTY


@dataclass(frozen=True)
class Sheet:
    """`name` stands in its address; `record` is what its short address opens."""

    name: str
    record: Any
    label: str
    title: str
    question: str
    care: str
    blocks: tuple[Block, ...]
    ours: str


def handed_out(addresses: Addresses) -> list[Sheet]:
    """The sheets of phases and stories, in their order."""
    data = addresses.data
    return [_sheet(record, addresses) for record in (*data.phases.values(), *data.stories)]


@lru_cache(maxsize=4)  # a build asks for every page
def for_office(addresses: Addresses) -> list[Sheet]:
    """Those, and a blank one of each tool; on paper a tool’s own page is one."""
    return [*handed_out(addresses), *(_sheet(tool, addresses) for tool in addresses.data.tools.values())]


def _sheet(record: Any, addresses: Addresses) -> Sheet:
    seen = face(record, addresses.data)
    if isinstance(record, Case):
        blocks, question, ours = [Block("text", "In one minute", seen.texts)], record.brief_question, seen.ours
    elif isinstance(record, Tool):
        blocks, question, ours = list(_tool(record, addresses.data)), record.question, seen.ours
    else:
        blocks, question, ours = list(_phase(record, addresses)), record.question, "Questions to talk about: this edition’s"
    return Sheet(addresses.short_of(record), record, seen.label, record.title, question, seen.care, tuple(blocks), ours)


def _phase(record: Any, addresses: Addresses) -> Iterator[Block]:
    yield Block("bullets", "In short", record.gist)
    here = [factor for factor in addresses.data.factors.values() if addresses.place_of(factor).partition("#")[0] == record.page]
    for kind, title in FACTOR_TITLES.items():
        if found := tuple(factor.wording for factor in here if factor.kind == kind):
            yield Block("ticks", title, found)
    yield Block("numbers", "Questions to talk about", record.talk)


def _tool(tool: Tool, data: Data) -> Iterator[Block]:
    yield Block("numbers", "How to use it", tool.steps)
    if tool.parts:
        yield Block("grid", "Parts of our issue", (), tuple(choice.label for choice in choices_of(data, tool.choices)))
    for group in groups_of(data, tool):
        yield Block("grid", group.title or group.question, tuple(item.wording for item in group.items), tuple(choice.label for choice in group.choices))


def sheet_page(name: str) -> str:
    """The page that has a sheet, as `Addresses` spells pages."""
    return f"sheets/{name}/index.md"
