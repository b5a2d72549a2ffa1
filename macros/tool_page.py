"""What a tool's page tells the browser: the tool's data, as JSON in the page.

Addresses are relative to the page that asks, so that it works from a folder on a disk.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from .addresses import COMPARE
from .model import Case, Factor, Record, Role, Stage, Tool, ToolChoice, ToolItem
from .tool_facts import facts_of
from .tools import Choice, Item, asked_of, choices_of, reader, versions_of

if TYPE_CHECKING:
    from .render import Renderer

About = dict[str, Any]


def as_json(value: Any) -> str:
    """JSON that may stand inside <script>."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def tool_data(show: Renderer, tool: Tool) -> dict[str, Any]:
    """Everything that the tool's script reads; see ToolData in docs/assets/js/answers/data.js."""
    groups = asked_of(show.data, tool)
    choices = {choice.id: choice for found in (choices_of(show.data, tool.choices), *(group.choices for group in groups)) for choice in found}
    told = {
        "id": tool.id, "title": tool.title, "question": tool.question,
        "set": reader(show.data, tool),
        "choices": {name: _choice(show, choice) for name, choice in choices.items()},
        "scale": [choice.id for choice in tool.choices], "ordered": bool(tool.ordered),
        "groups": [
            {"id": group.id, "title": group.title, "question": group.question, "choices": [choice.id for choice in group.choices],
             "ordered": group.ordered, "items": [item.id for item in group.items]}
            for group in groups
        ],
        "items": {item.id: about(show, item) for group in groups for item in group.items},
        "facts": facts_of(show, tool),
        "questions": [{"id": question.id, "no": question.no} for question in tool.questions],
        "texts": {text.id: _said(show, text) for text in tool.texts},
        "page": show.link(tool), "compare": show.link(COMPARE),
    }
    text = as_json(told)
    return {**told, "mi": [term.term for term in show.data.terms.values() if term.lang == "mi" and re.search(rf"\b{re.escape(term.term)}\b", text, re.I)]}


def comparison_data(show: Renderer) -> list[dict[str, Any]]:
    """The same of every tool, without what only its own page says, and with what older
    versions of its item set asked."""
    all_tools = []
    for tool in show.data.tools.values():
        told = {name: value for name, value in tool_data(show, tool).items() if name not in ("texts", "facts", "questions")}
        sets = versions_of(show.data, tool)
        then = [*(found.choices for found in sets), *(part for found in sets for group in found.groups for part in (group.choices, group.items))]
        was = {name: text for known in then for name, text in known.items() if name not in told["items"] and name not in told["choices"]}
        all_tools.append({**told, "was": was})
    return all_tools


def about(show: Renderer, item: Item) -> About:
    """What is told of an item: `name`, `kind`, `text`, `ask`, `href` of its passage, `links`."""
    record = item.record
    if isinstance(record, Factor):
        return _without_blanks({
            "name": item.wording, "kind": record.kind, "text": record.explanation, "ask": record.question, "href": show.link(record),
            "links": [_link(show, case, passage) for case, passage in _seen(show, record)] + [
                [example.title, show.link(example)] for example in show.data.examples.values() if record.id in example.factors
            ],
        })
    if isinstance(record, Stage):
        return {"name": item.wording, "stage": record.id, "ask": record.question, "href": show.link(record)}
    return _item(show, item.wording, record)


def _item(show: Renderer, wording: str, item: ToolItem) -> About:
    data = show.data
    record: Role | Stage | None = data.roles.get(item.role or "") or data.stages.get(item.stage or "")
    text = item.explanation or getattr(record, "explanation", None) or getattr(record, "gist", None)
    return _without_blanks({
        "name": wording, "text": text, "ask": item.question or (record.question if record else None),
        "href": show.link(record) if record else "", "links": [[_name(show, place), show.link(place)] for place in item.links],
    })


def _choice(show: Renderer, choice: Choice) -> About:
    record: ToolChoice = choice.record
    stands_for = show.data.domains.get(record.domain or "") or show.data.ways_of_working.get(record.way or "")
    return _without_blanks({
        "label": choice.label, "text": record.text or (stands_for.explanation if stands_for else None),
        "href": show.link(stands_for) if stands_for else "", "ask": stands_for.question if stands_for else None,
    })


def _said(show: Renderer, text: Any) -> About:
    cases = [show.data.cases[case] for case in text.stories]
    return _without_blanks({
        "title": text.title, "text": text.text, "links": [[_name(show, place), show.link(place)] for place in text.links],
        "stories": [[case.title, show.link(case)] for case in cases], "added": text.section is None,
        "from": [show.section_name(text.section), show.link(show.addresses.row_of(text.section))] if text.section else [],
    })


def _name(show: Renderer, place: str) -> str:
    return show.heading(place) or show.page_title(place)


def _seen(show: Renderer, factor: Factor) -> list[tuple[Case, str]]:
    return [(case, seen.passage) for case in show.data.stories for seen in case.factors if seen.factor == factor.id]


def _link(show: Renderer, record: Record, passage: str) -> list[str]:
    return [show.addresses.name_of(record) if not isinstance(record, Case) else record.short, show.link(record, passage)]


def _without_blanks(found: About) -> About:
    return {name: value for name, value in found.items() if value not in (None, "", [], False)}
