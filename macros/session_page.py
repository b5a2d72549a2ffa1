"""What the session builder's page tells the browser: every activity, and what is particular
to each ready session. Addresses are relative to the page that asks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from .agenda import minutes_of
from .model import AIMS, GROUPINGS, SESSION_PARTS, Activity, Item, Session
from .tool_page import as_json

if TYPE_CHECKING:
    from .render import Renderer

BUILDER = "meeting/session-builder.md"


def builder_data(show: Renderer) -> dict[str, Any]:
    """Everything that the builder's script reads; see BuilderData in docs/assets/js/session/data.js."""
    told = {
        "title": show.page_title(BUILDER), "page": show.link(BUILDER), "aims": AIMS, "parts": SESSION_PARTS, "groupings": GROUPINGS,
        "activities": [_told(show, activity) for activity in show.data.activities.values()],
        "ready": {
            session.id: {"title": session.title, "notes": {item.activity: item.note for item in session.items if item.activity and item.note}}
            for session in show.data.sessions.values()
        },
    }
    text = as_json(told)
    return {**told, "mi": [term.term for term in show.data.terms.values() if term.lang == "mi" and re.search(rf"\b{re.escape(term.term)}\b", text, re.I)]}


def _told(show: Renderer, activity: Activity) -> dict[str, Any]:
    fields = activity.model_dump(mode="json", exclude={"addition", "sections", "source"})
    for name in ("pages", "tools", "cards"):
        fields[name] = [[show.heading(place) or show.page_title(place), show.link(place)] for place in getattr(activity, name)]
    return fields


def address_of(session: Session) -> str:
    """A ready session as the builder's address keeps it, after #: docs/assets/js/session/address.js."""
    people = (session.people.least + session.people.most) // 2
    items = [("i", _item(item)) for item in session.items]
    return urlencode([("v", 1), ("a", session.aim), ("m", session.minutes), ("p", people), ("s", _digits(session.start)), ("r", session.id), *items], safe="*")


def _item(item: Item) -> str:
    return f"{item.minutes}{f'-{_digits(item.at)}' if item.at else ''}{f'.{item.activity}' if item.activity else f'*{item.pause}'}"


def _digits(clock: str) -> str:
    return f"{minutes_of(clock) // 60:02d}{minutes_of(clock) % 60:02d}"
