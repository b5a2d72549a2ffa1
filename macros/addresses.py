"""Where everything lives, and where it lived: the only speller of addresses.

`Addresses.place_of` names a record's home on the site as a place: a page below docs/ and
an anchor, such as `guide/learning.md#take-stock`. `short_of` names its short address,
which lasts. The ledger, data/addresses.yml, holds every page, anchor and short address
ever published; the rules here hold that each still leads somewhere.

How places become URLs follows MkDocs' `use_directory_urls`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from .model import KIND_BY_MODEL, KINDS, Case, Data, Figure, Phase, Published, Session, Short, Tool, dotted
from .problem import Problem, did_you_mean

LEDGER = "data/addresses.yml"
COMPARE = "meeting/compare.md"  # where the answers of a group's members are compared


@dataclass(frozen=True)
class Lives:
    """How a kind's records are addressed. `short` begins their short addresses and is
    frozen; `page` lists all of them; an `anchor` is put before a record's id there."""

    short: str
    page: str
    anchor: str = ""


# Frozen: a short prefix is printed on slides and cards. Only ever add.
LIVES: dict[str, Lives] = {
    "phases": Lives("phase", "start/framework.md"),
    "factors": Lives("factor", "cases/matrix.md"),
    "domains": Lives("domain", "guide/getting-together.md", "domain-"),
    "stages": Lives("stage", "guide/sustaining.md", "stage-"),
    "jumps": Lives("jump", "guide/sustaining.md", "jump-"),
    "zones": Lives("zone", "guide/sustaining.md", "zone-"),
    "ways_of_working": Lives("way", "start/ways-of-working.md", "way-"),
    "roles": Lives("role", "start/key-learnings.md"),
    "figures": Lives("figure", "start/framework.md", "figure-"),
    "voices": Lives("voice", "reference/voices.md", "voice-"),
    "references": Lives("reference", "reference/references.md", "reference-"),
    "terms": Lives("term", "reference/glossary.md", "term-"),
    "errata": Lives("erratum", "reference/errata.md", "erratum-"),
    "cases": Lives("story", "cases/index.md"),
    "examples": Lives("example", "cases/examples.md", "example-"),
    "situations": Lives("situation", "cases/index.md", "situation-"),
    "activities": Lives("activity", "meeting/activities.md", "activity-"),
    "sessions": Lives("session", "meeting/sessions/index.md"),
    "sections": Lives("section", "reference/source-map.md", "source-"),
    "tools": Lives("tool", "meeting/index.md"),
}


def page_url(page: str, directory_urls: bool = True) -> str:
    """A page's or a file's URL from the site's root, as MkDocs gives it."""
    if not page.endswith(".md"):
        return page
    stem = page.removesuffix(".md")
    if not directory_urls:
        return f"{stem}.html"
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"


def file_of(page: str, directory_urls: bool = True) -> str:
    """The file below site/ that holds a page."""
    url = page_url(page, directory_urls)
    return f"{url}index.html" if url.endswith("/") or not url else url


def url_between(page: str, place: str, directory_urls: bool = True) -> str:
    """Relative URL from one page to a place (`guide/learning.md#talk`), as browsers need it."""
    target, _, anchor = place.partition("#")
    fragment = f"#{anchor}" if anchor else ""
    if target == page and fragment:
        return fragment
    here, there = (page_url(name, directory_urls) for name in (page, target))
    up, down = here.split("/")[:-1], there.split("/")[:-1]  # folders; posixpath.relpath would ask the system where we are
    common = next((at for at, (one, other) in enumerate(zip(up, down, strict=False)) if one != other), min(len(up), len(down)))
    path = "../" * (len(up) - common) + "".join(f"{name}/" for name in down[common:]) + there.rpartition("/")[2]
    return (path or "./") + fragment


def public(site_url: str | None) -> str:
    """The site's address if readers elsewhere can open it, or nothing."""
    host = urlsplit(site_url or "").hostname or ""
    local = not host or host == "localhost" or host == "::1" or host.startswith("127.") or host.startswith("0.")
    return "" if local else str(site_url).rstrip("/") + "/"


def short_page(name: str) -> str:
    """`factor-clear-purpose` as the page of its short address."""
    return f"go/{name}/index.md"


class Addresses:
    """Where each record of `data` lives, and where what was published before lives now."""

    def __init__(self, data: Data) -> None:
        self.data = data

    # --- where records live --------------------------------------------------------------

    def lives(self, record: Any) -> Lives:
        """How records of this one's kind are addressed."""
        return LIVES[KIND_BY_MODEL[type(record)].name]

    def list_of(self, kind: str) -> str:
        """The page that lists all records of a kind, by the kind's name in the model."""
        return LIVES[kind].page

    def kind_of(self, record: Any) -> str:
        """The name of the kind that a record is of, as the model has it."""
        return KIND_BY_MODEL[type(record)].name

    def place_of(self, record: Any) -> str:
        """The place where a record lives: page, and anchor unless the page is its own."""
        kind, lives = KIND_BY_MODEL[type(record)].name, self.lives(record)
        if kind in ("phases", "cases", "sessions", "tools"):
            return str(record.page)
        if kind == "sections":
            return str(record.homes[0])
        if kind == "roles":
            return self._home(record.section) if record.section else f"{lives.page}#role-{record.id}"
        if kind == "factors":
            page = self.data.phases[record.phase].page if record.phase else self._home(record.section).partition("#")[0]
            return f"{page}#{record.id}"
        if kind == "figures":
            home = self._home(record.section) if record.section else lives.page
            return home if self._printed(record) else f"{home.partition('#')[0]}#{self.anchor_of(record)}"
        if kind == "situations" and not record.cases:
            return "index.md"
        return f"{lives.page}#{self.anchor_of(record)}"

    def anchor_of(self, record: Any) -> str:
        """The id that a record's item carries wherever the whole item is shown."""
        if isinstance(record, Figure) and record.section and self._printed(record):
            return record.section
        return f"{self.lives(record).anchor}{record.id}"

    def _printed(self, figure: Figure) -> bool:
        return bool(figure.section) and self.data.sections[str(figure.section)].kind == "figure"

    def lives_at_heading(self, record: Any) -> bool:
        """Is a record's home a heading that pages write, and not an item that a macro shows?"""
        kind = self.kind_of(record)
        whole = kind in ("phases", "cases", "sessions", "tools", "sections")
        return whole or (kind == "roles" and bool(record.section)) or (kind == "figures" and self._printed(record))

    def row_of(self, section: str) -> str:
        """The place of a section's row in the source map."""
        return f"{LIVES['sections'].page}#{LIVES['sections'].anchor}{section}"

    def _home(self, section: str) -> str:
        return self.data.sections[section].homes[0]

    def short_of(self, record: Any) -> str:
        """A record's short name, which never changes: `factor-clear-purpose`."""
        return f"{self.lives(record).short}-{record.id}"

    def name_of(self, record: Any) -> str:
        """What people call a record."""
        for field in ("title", "name", "wording", "term"):
            if name := getattr(record, field, None):
                return str(name)
        if who := getattr(record, "who", None):
            return f"Voice: {who}"
        if start := getattr(record, "start", None):
            end = self.data.stages[record.end].name
            return f"Jump to {end}" if start == "any" else f"Jump from {self.data.stages[start].name} to {end}"
        return str(record.found)

    def records(self) -> Iterator[Any]:
        """Every record that has a short address, by kind, in the order of its file."""
        for kind in KINDS:
            if kind.name in LIVES:
                yield from self.data.of(kind.name).values()

    def at(self) -> dict[str, Any]:
        """Place → the record to name by it; on a page of its own a phase or a story comes
        before the section that it retells."""
        return self._at

    @cached_property
    def _at(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for record in self.records():
            found.setdefault(self.place_of(record), record)
        return found

    def owner_of(self, page: str) -> Any | None:
        """The phase, the story or the session that has the whole page to itself, if one has."""
        record = self.at().get(page)
        return record if isinstance(record, Phase | Case | Session | Tool) else None

    def name_at(self, place: str) -> str:
        """What people call the record that lives at a place, or nothing."""
        return self.name_of(record) if (record := self.at().get(place)) is not None else ""

    # --- where things live that were published before -------------------------------------

    def step(self, place: str) -> str:
        """Where the ledger says that a place moved, or nothing."""
        page, _, anchor = place.partition("#")
        if (entry := self.data.published.get(page)) is None:
            return ""
        if anchor in entry.moved:
            return entry.moved[anchor]
        return (f"{entry.moved_to}#{anchor}" if anchor else entry.moved_to) if entry.moved_to else ""

    def now(self, place: str) -> str:
        """Where a place of the past is now; a place that never moved is itself. Nothing
        for one that goes round in a circle."""
        seen = {place}
        while then := self.step(place):
            if then in seen:
                return ""
            seen.add(then)
            place = then
        return place

    def shorts(self) -> dict[str, str]:
        """Short name → place, for every record and for every retired id of the ledger."""
        found = {self.short_of(record): self.place_of(record) for record in self.records()}
        for entry in self.data.shorts.values():
            for old, target in entry.moved.items():
                place = target if ".md" in target else found.get(target)
                if place:
                    found.setdefault(f"{entry.id}-{old}", place)
        return found

    def names(self) -> dict[str, str]:
        """Short name → what people call it; a retired one is called by its new place's name."""
        live = {self.short_of(record): self.name_of(record) for record in self.records()}
        by_place = {self.place_of(record): self.name_of(record) for record in reversed([*self.records()])}
        return {short: live.get(short) or by_place.get(place) or short for short, place in self.shorts().items()}

    def moved_pages(self) -> dict[str, str]:
        """Old page → new page, for every page that was renamed or merged."""
        return {page: self.now(page) for page, entry in self.data.published.items() if entry.moved_to}

    def moved_anchors(self, page: str) -> dict[str, str]:
        """Old anchor of a page → the place where it is now."""
        entry = self.data.published.get(page)
        return {anchor: self.now(f"{page}#{anchor}") for anchor in entry.moved} if entry else {}

    def redirects(self) -> Iterator[tuple[str, str]]:
        """(old page, new place) of every page and short address, as redirect maps take them."""
        yield from self.moved_pages().items()
        for short, place in self.shorts().items():
            yield short_page(short), place


# --- rules that need no rendering -----------------------------------------------------------


def _problem(data: Data, kind: str, record: Published | Short, path: tuple[str | int, ...], message: str) -> Problem:
    origin = data.origins[kind, record.id]
    noun = "page" if kind == "published" else "kind"
    return Problem(origin.file, origin.line(*path), f'{noun} "{record.id}"', dotted(path), message)


def published_pages(data: Data, root: Path) -> Iterator[Problem]:
    """A page that was ever published is there, or the ledger says where it moved."""
    pages = _pages(root)
    for page, entry in data.published.items():
        if entry.moved_to and page in pages:
            yield _problem(data, "published", entry, ("moved_to",), f"docs/{page} is there and nobody would be led on. Take out moved_to, or the page")
        elif not entry.moved_to and page not in pages:
            yield _problem(
                data, "published", entry, (),
                f"there is no page docs/{page} any more, and people have its address.{did_you_mean(page, pages)} "
                "Say where they should go: moved_to: and a page",
            )


def moved_places(data: Data, root: Path) -> Iterator[Problem]:
    """What moved leads to a page that is there, in one step: no chain, no circle."""
    addresses, pages = Addresses(data), _pages(root)
    for page, entry in data.published.items():
        if entry.moved_to and (wrong := _leads(addresses, pages, page, entry.moved_to)):
            yield _problem(data, "published", entry, ("moved_to",), wrong)
        for anchor, target in entry.moved.items():
            if wrong := _leads(addresses, pages, f"{page}#{anchor}", target):
                yield _problem(data, "published", entry, ("moved", anchor), wrong)
            elif anchor not in entry.anchors:
                yield _problem(data, "published", entry, ("moved", anchor), _not_published(anchor, entry.anchors))


def shadows(data: Data, root: Path) -> Iterator[Problem]:
    """An old anchor is not the home of a record that is there now."""
    addresses = Addresses(data)
    at = addresses.at() if not any(data.broken.values()) and _whole(data) else {}
    for page, entry in data.published.items():
        for anchor in entry.moved:
            if (record := at.get(f"{page}#{anchor}")) is not None:
                yield _problem(
                    data, "published", entry, ("moved", anchor),
                    f'is where {addresses.short_of(record)} lives now. Take out the line, or give the new one another id',
                )


def short_addresses(data: Data, root: Path) -> Iterator[Problem]:
    """A short address that was ever published opens a record, or the ledger says what else."""
    kinds = {lives.short: kind for kind, lives in LIVES.items()}
    pages = _pages(root)
    for short, entry in data.shorts.items():
        if short not in kinds:
            yield _problem(data, "shorts", entry, ("id",), f"begins no short address.{did_you_mean(short, kinds)} They begin with {', '.join(kinds)}")
            continue
        live, unread = data.of(kinds[short]), data.broken[kinds[short]]
        for index, name in enumerate(entry.ids):
            if name not in live and name not in unread and name not in entry.moved:
                yield _problem(
                    data, "shorts", entry, ("ids", index),
                    f'no record has the id "{name}" any more, and people have /go/{short}-{name}/.{did_you_mean(name, live)} '
                    f"Put the id back, or say under moved: what to open: {name}: and {short}-other-id, or a page",
                )
        for name, target in entry.moved.items():
            path = ("moved", name)
            if name in live:
                yield _problem(data, "shorts", entry, path, f'"{name}" is the id of a record, which its short address opens. Take out the line')
            elif name not in entry.ids:
                yield _problem(data, "shorts", entry, path, _not_published(name, entry.ids))
            elif ".md" in target:
                if wrong := _leads(Addresses(data), pages, f"/go/{short}-{name}/", target):
                    yield _problem(data, "shorts", entry, path, wrong)
            else:
                kind, _, record = target.partition("-")
                if kind in kinds and record not in data.of(kinds[kind]) and record not in data.broken[kinds[kind]]:
                    retired = record in data.shorts[kind].moved if kind in data.shorts else False
                    yield _problem(
                        data, "shorts", entry, path,
                        f"leads to {target}, which moved on to {data.shorts[kind].moved[record]}. Write that" if retired else
                        f"leads to {target}, which is no record.{did_you_mean(record, data.of(kinds[kind]))}",
                    )
                elif kind not in kinds:
                    yield _problem(data, "shorts", entry, path, f"leads to {target}, which begins with no kind. Kinds are {', '.join(kinds)}")


RULES = (published_pages, moved_places, shadows, short_addresses)


def _not_published(name: str, known: Iterable[str]) -> str:
    return f"is not among those that were published.{did_you_mean(name, known)} Take out the line, or mend its spelling"


def _pages(root: Path) -> set[str]:
    docs = root / "docs"
    return {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}


def _whole(data: Data) -> bool:
    """Does every record name a phase and a section that are there? Rules of check.py say if not."""
    return all(
        (getattr(record, "section", None) or "") in ("", *data.sections) and (getattr(record, "phase", None) or "") in ("", *data.phases)
        and getattr(record, "end", next(iter(data.stages), "")) in ("", *data.stages)
        for name in LIVES for record in data.of(name).values()
    ) and all(factor.phase or factor.section for factor in data.factors.values())


def _leads(addresses: Addresses, pages: set[str], old: str, target: str) -> str:
    """What is wrong with a line that sends `old` to `target`, or nothing."""
    page = target.partition("#")[0]
    if target == old:
        return "leads to itself. Name the place where it is now"
    if addresses.step(target):
        on = addresses.now(target)
        return f"leads to {target}, which moved on to {on}. Write {on}" if on else f"leads to {target} and round in a circle. Name the place where it is now"
    if page not in pages:
        return f"there is no page docs/{page}.{did_you_mean(page, pages)}"
    return ""


# --- rules for the built pages ----------------------------------------------------------------


def lost(data: Data, present: Mapping[str, Iterable[str]]) -> Iterator[Problem]:
    """Every anchor ever published is on its page, or the ledger says where it moved.

    `present` gives the ids on each built page."""
    addresses = Addresses(data)
    ids = {page: set(found) for page, found in present.items()}
    for page, entry in data.published.items():
        for index, anchor in enumerate(entry.anchors):
            live = anchor in ids.get(page, ())
            if anchor in entry.moved:
                target, _, there = entry.moved[anchor].partition("#")
                if live:
                    yield _problem(
                        data, "published", entry, ("moved", anchor), f'docs/{page} has an anchor "{anchor}", which hides this line. Take out one of the two'
                    )
                elif there and target in ids and there not in ids[target]:
                    yield _problem(data, "published", entry, ("moved", anchor), f'docs/{target} has no anchor "{there}".{did_you_mean(there, ids[target])}')
            elif entry.moved_to:
                target, _, there = addresses.now(f"{page}#{anchor}").partition("#")
                if target in ids and there and there not in ids[target]:
                    yield _problem(
                        data, "published", entry, ("anchors", index),
                        f'docs/{target} has no anchor "{there}", and people have {page}#{anchor}.{did_you_mean(there, ids[target])} '
                        f"Give its heading {{ #{there} }}, or say under moved: where it is: {anchor}: and a place",
                    )
            elif page in ids and not live:
                yield _problem(
                    data, "published", entry, ("anchors", index),
                    f'docs/{page} has no anchor "{anchor}" any more, and people have its address.{did_you_mean(anchor, ids[page])} '
                    f"Give its heading {{ #{anchor} }}, or say under moved: where it is: {anchor}: and a place",
                )
    for entry_ in data.shorts.values():
        for old, place in entry_.moved.items():
            target, _, there = place.partition("#")
            if there and target in ids and there not in ids[target]:
                yield _problem(data, "shorts", entry_, ("moved", old), f'docs/{target} has no anchor "{there}".{did_you_mean(there, ids[target])}')


def homeless(data: Data, present: Mapping[str, Iterable[str]]) -> Iterator[Problem]:
    """Every record is on the page where its short address leads."""
    addresses = Addresses(data)
    ids = {page: set(found) for page, found in present.items()}
    for record in addresses.records():
        page, _, anchor = addresses.place_of(record).partition("#")
        origin = data.origins[KIND_BY_MODEL[type(record)].name, record.id]
        if page not in ids or (anchor and anchor not in ids[page]):
            yield Problem(
                origin.file, origin.line(), addresses.short_of(record), "",
                f"its short address leads to docs/{page}{'#' if anchor else ''}{anchor}, which is not there. "
                "Call the macro that shows it on that page, or put the page back",
            )


@dataclass(frozen=True)
class Additions:
    """What a build has and the ledger has not: anchors by page, ids by short prefix."""

    pages: dict[str, list[str]]
    shorts: dict[str, list[str]]

    def __len__(self) -> int:
        return sum(map(len, self.pages.values())) + len(self.pages) + sum(map(len, self.shorts.values()))


def additions(data: Data, present: Mapping[str, Iterable[str]]) -> Additions:
    """The pages, anchors and short addresses that the ledger does not have yet."""
    pages: dict[str, list[str]] = {}
    for page, found in present.items():
        known = data.published[page].anchors if page in data.published else ()
        new = [anchor for anchor in dict.fromkeys(found) if anchor not in known]
        if new or page not in data.published:
            pages[page] = new
    shorts: dict[str, list[str]] = {}
    for kind, lives in LIVES.items():
        known = data.shorts[lives.short].ids if lives.short in data.shorts else ()
        if new := [name for name in data.of(kind) if name not in known]:
            shorts[lives.short] = new
    return Additions(pages, shorts)


def written(text: str, new: Additions) -> str:
    """The ledger's text with `new` added; every other line stays as it is."""
    root = yaml.compose(text)
    assert isinstance(root, yaml.MappingNode)
    edits: list[tuple[int, int, str]] = []
    for key, field, wanted in (("pages", "anchors", new.pages), ("short", "ids", new.shorts)):
        listed = next(value for name, value in root.value if name.value == key)
        rest = dict(wanted)
        for record in listed.value:
            fields = {name.value: value for name, value in record.value}
            more = rest.pop(fields["id"].value, None)
            if not more:
                continue
            if field in fields:
                node = fields[field]
                edits.append((node.start_mark.index, node.end_mark.index, _flow([item.value for item in node.value] + more, field)))
            else:
                end = fields["id"].end_mark.index
                edits.append((end, end, f"\n    {field}: {_flow(more, field)}"))
        last = max((value.end_mark.index for record in listed.value for _, value in record.value), default=listed.end_mark.index)
        block = "".join(f"\n  - id: {name}\n    {field}: {_flow(more, field)}" for name, more in rest.items())
        edits.append((last, last, block))
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start].rstrip("\n ") + replacement + text[end:] if start == end else text[:start] + replacement + text[end:]
    return text.rstrip("\n") + "\n"


def _flow(items: list[str], field: str, width: int = 120) -> str:
    """A YAML list between brackets, wrapped."""
    lines, line = [], "["
    for index, item in enumerate(items):
        safe = yaml.safe_dump(item, default_flow_style=True).partition("\n")[0]
        piece = safe + ("," if index < len(items) - 1 else "]")
        if len(line) + len(piece) + len(field) + 8 > width:
            lines.append(line.rstrip())
            line = "      "
        line += piece + " "
    return "\n".join([*lines, line.rstrip()]) if items else "[]"


def forgotten(before: Data, after: Data) -> Iterator[str]:
    """What a ledger lost since `before`: entries only ever come, and a target changes only
    when the old one moved on or what moved has come back."""
    addresses = Addresses(after)
    for page, old in before.published.items():
        new = after.published.get(page)
        if new is None:
            yield f"page {page}"
            continue
        yield from (f"{page}#{anchor}" for anchor in old.anchors if anchor not in new.anchors)
        if old.moved_to and new.moved_to and new.moved_to != old.moved_to and addresses.now(old.moved_to) != new.moved_to:
            yield f"{page} led to {old.moved_to}, now to {new.moved_to}"
        for anchor, target in old.moved.items():
            there = new.moved.get(anchor)
            if there and there != target and addresses.now(target) != there:
                yield f"{page}#{anchor} led to {target}, now to {there}"
    for kind, was in before.shorts.items():
        known = after.shorts[kind].ids if kind in after.shorts else ()
        yield from (f"/go/{kind}-{name}/" for name in was.ids if name not in known)
        shorts = addresses.shorts()
        for name, target in was.moved.items():
            there = after.shorts[kind].moved.get(name) if kind in after.shorts else None
            if there and there != target and shorts.get(target, addresses.now(target)) != shorts.get(there, there):
                yield f"/go/{kind}-{name}/ led to {target}, now to {there}"


# --- what is on a page ------------------------------------------------------------------------

_NOT_READ = {"input", "select", "button", "textarea", "script", "title", "desc", "defs", "marker", "symbol", "clippath", "template"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_NO_TAGS = re.compile(r"<!--.*?-->|<(script|style)\b[^>]*>.*?</\1\s*>", re.S | re.I)
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.I)


class Outline:
    """The ids of a page that people can link to, in order, and its headings.

    Left out: form controls, which the theme and filters name for their labels, and names
    inside drawings. `headings` (level, id, text, start, end) are those with an id."""

    def __init__(self, html: str) -> None:
        self._html = _NO_TAGS.sub(lambda found: " " * len(found[0]), html)
        self.ids: list[str] = []
        self.headings: list[tuple[str, str, str, int, int]] = []
        done = 0
        for found in _ID.finditer(self._html):
            anchor = unescape(found[1] or found[2] or found[3] or "")
            tag = self._around(found.start())
            if not anchor or tag is None or tag.start() < done:
                continue  # text, or the second id of a tag
            done, name = tag.end(), tag[2].lower()
            if name not in _NOT_READ and not anchor.startswith("__"):
                self.ids.append(anchor)
            if name in _HEADINGS and (end := re.compile(rf"</{name}\s*>", re.I).search(self._html, done)):
                text = unescape(_TAG.sub("", _NO_TAGS.sub("", html[done:end.start()]))).strip()
                self.headings.append((name, anchor, text, tag.start(), end.end()))

    def _around(self, offset: int) -> re.Match[str] | None:
        """The tag that has the character at `offset`, or None for one in the text."""
        start = self._html.rfind("<", 0, offset)
        while start >= 0:
            tag = _TAG.match(self._html, start)
            if tag and tag.end() > offset:
                return tag
            start = self._html.rfind("<", 0, start)  # that one may be part of a value
        return None

    def tags(self) -> Iterator[tuple[str, str, int]]:
        """Each start tag's name and id, and where it ends."""
        for tag in _TAG.finditer(self._html):
            if not tag[1]:
                found = _ID.search(tag[3])
                yield tag[2].lower(), unescape(found[1] or found[2] or found[3] or "") if found else "", tag.end()


@lru_cache(maxsize=4)
def outline_of(html: str) -> Outline:
    """The outline of a page; who asks again about the same text gets the same answer."""
    return Outline(html)
