"""What the guide's own records tell a tool's result: domains, stages, ways, roles.

Each fact is {name, text, ask, href, …} with addresses as seen from the tool's page; see
Fact in docs/assets/js/answers/data.js.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .model import Case, Domain, Jump, Role, Stage, Tool, WayOfWorking, Zone

if TYPE_CHECKING:
    from .render import Renderer

Fact = dict[str, Any]


def facts_of(show: Renderer, tool: Tool) -> dict[str, Fact]:
    """The facts that a tool's result speaks of, by the id of its choice, group or item."""
    data, found = show.data, {}
    for choice in tool.choices:
        if choice.domain in data.domains:
            found[choice.id] = _domain(show, data.domains[choice.domain])
        if choice.way in data.ways_of_working:
            found[choice.id] = _way(show, data.ways_of_working[choice.way])
    for group in tool.groups:
        if group.stage in data.stages:
            found[group.id] = _stage(show, data.stages[group.stage])
        for item in group.items:
            if item.role in data.roles:
                found[item.id] = _role(show, data.roles[item.role])
    if stages := {group.stage for group in tool.groups if group.stage}:
        found |= {f"zone-{zone.id}": _zone(show, zone) for zone in data.zones.values() if stages.issuperset(zone.between)}
        found |= {f"jump-{jump.id}": _jump(show, jump) for jump in data.jumps.values() if jump.end in stages}
    if tool.figure in data.figures:
        found["figure"] = {
            "name": data.figures[tool.figure].title, "href": show.link(data.figures[tool.figure]),
            "items": [part.label for part in data.figures[tool.figure].parts if part.id.startswith("process-")],
        }
    return found


def _domain(show: Renderer, domain: Domain) -> Fact:
    return _fact(
        show, domain, domain.cause_effect, domain.question, steps=[step.capitalize() for step in domain.response], items=list(domain.practices),
        stories=[_story(show, case, case.domain_reason) for case in show.data.stories if case.domain == domain.id],
        **({"since": domain.name_since} if domain.name_since != domain.name else {}),
    )


def _way(show: Renderer, way: WayOfWorking) -> Fact:
    stories = [_story(show, case, case.way_reason) for case in show.data.stories if case.way_of_working == way.id]
    return _fact(show, way, way.explanation, way.question, stories=stories)


def _stage(show: Renderer, stage: Stage) -> Fact:
    return _fact(show, stage, stage.gist, stage.question, items=list(stage.moves))


def _zone(show: Renderer, zone: Zone) -> Fact:
    return _fact(show, zone, zone.text, stages=list(zone.between))


def _jump(show: Renderer, jump: Jump) -> Fact:
    return _fact(show, jump, jump.text, stages=[jump.start, jump.end])


def _role(show: Renderer, role: Role) -> Fact:
    played = [(case, seen) for case in show.data.stories for seen in case.roles if seen.role == role.id and seen.basis != "absent"]
    return _fact(
        show, role, role.explanation, role.question, items=list(role.marks),
        stories=[_story(show, case, seen.who, seen.passage) for case, seen in played],
    )


def _fact(show: Renderer, record: Any, text: str, ask: str = "", **more: Any) -> Fact:
    found = {"name": show.addresses.name_of(record), "text": text, "ask": ask, "href": show.link(record), **more}
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _story(show: Renderer, case: Case, text: str | None, passage: str | None = None) -> dict[str, Any]:
    """A story that shows something, what it shows, and whether its page begins with a content note."""
    found = {"name": case.short, "href": show.link(case, passage or ""), "text": text, "care": bool(case.care)}
    return {name: value for name, value in found.items() if value}
