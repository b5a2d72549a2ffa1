"""Every short address, by the part of the guide and by kind: as a page and as a file.

The file is comma-separated (RFC 4180), with a mark at its start by which spreadsheets
know UTF-8. Both are in the order of data/, so that two builds of one commit are the same.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .addresses import LIVES, Addresses, page_url
from .model import KIND_BY_NAME, Factor, Named, Voice

if TYPE_CHECKING:
    from .render import Renderer

LINKS_FILE = "meeting/links.csv"
HEAD = ("Part of the guide", "Kind", "Name", "Short address", "Where it leads now")


@dataclass(frozen=True)
class Group:
    """Records of one kind in one part of the guide, and what readers call them."""

    title: str
    links: list[tuple[str, Named]]  # name, record


@dataclass(frozen=True)
class Part:
    """A phase with all that lives on its page, or a kind of what lives elsewhere."""

    id: str
    title: str
    groups: list[Group]


def directory(addresses: Addresses) -> list[Part]:
    """Every record that has a short address, once: by phase, then by kind."""
    data = addresses.data
    phases = {phase.page: phase for phase in data.phases.values()}
    found: dict[str, dict[str, list[tuple[str, Named]]]] = {phase.id: {} for phase in phases.values()}
    for record in addresses.records():
        phase = phases.get(addresses.place_of(record).partition("#")[0])
        kind = addresses.kind_of(record)
        title = f"{record.kind.capitalize()}s" if isinstance(record, Factor) else KIND_BY_NAME[kind].title
        found.setdefault(phase.id if phase else kind, {}).setdefault(title, []).append((_name(addresses, record), record))
    return [
        Part(name, data.phases[name].title if name in data.phases else KIND_BY_NAME[name].title, [Group(*group) for group in groups.items()])
        for name, groups in sorted(found.items(), key=lambda part: [*data.phases, *LIVES].index(part[0])) if groups
    ]


def _name(addresses: Addresses, record: Named) -> str:
    """What a list calls a record; people who speak are told apart by what they say."""
    return f"{record.who}: {record.text}" if isinstance(record, Voice) else addresses.name_of(record)


def as_csv(renderer: Renderer) -> bytes:
    """The same as a table."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEAD)
    for part in directory(renderer.addresses):
        for group in part.groups:
            for name, record in group.links:
                page, mark, anchor = renderer.addresses.place_of(record).partition("#")
                now = renderer.base + page_url(page, renderer.directory_urls) + mark + anchor
                rows.writerow([part.title, group.title, name, renderer.short_address(record), now])
    return text.getvalue().encode("utf-8-sig")
