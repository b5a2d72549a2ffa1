"""What is handed out and shown, and in which order: cards, slides and sheets.

A `Face` is a record as people hold it in their hands: what it is called, what it says, what
it asks. Cards, slides, sheets and office files all show faces, so that they say the same.
A `Deck` is what belongs together: what stands on a phase's page, or all of a kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .addresses import Addresses
from .figures import DRAWINGS
from .model import (
    KIND_BY_NAME,
    Activity,
    Case,
    Data,
    Domain,
    Example,
    Factor,
    Figure,
    Jump,
    Phase,
    Role,
    Session,
    Situation,
    Stage,
    Term,
    Tool,
    Voice,
    WayOfWorking,
    Zone,
)


@dataclass(frozen=True)
class Listed:
    """A list on a face; a `small` one stands on the back of a small card too."""

    title: str
    items: tuple[str, ...]
    small: bool = False


@dataclass(frozen=True)
class Face:
    """A record in the hand or on the wall. `ours` says which of it is this edition's."""

    label: str
    name: str
    lead: str = ""
    texts: tuple[str, ...] = ()
    lists: tuple[Listed, ...] = ()
    question: str = ""
    care: str = ""
    ours: str = ""
    sign: str = ""

    def length(self, steps: tuple[int, ...], small: bool = False) -> str:
        """How long it is to read, for choosing the size of the letters: by how many of
        `steps` it is over. A list’s item counts more than its words. With `small` only what
        the back of a small card has."""
        lists = [found for found in self.lists if found.small or not small]
        told = [self.care, *self.texts, *([] if small else [self.lead, self.question])]
        count = sum(len(text.split()) for text in told) + sum(5 + len(item.split()) for found in lists for item in ("", *found.items))
        return ("short", "middling", "long", "longest")[sum(count > step for step in steps)]


@dataclass(frozen=True)
class Deck:
    """Records that are printed or shown together. `name` stands in its address, `place` is
    where the guide tells of them."""

    name: str
    title: str
    place: str
    records: tuple[Any, ...]


def face(record: Any, data: Data) -> Face:
    """What people see of a record of any kind that has a card or a slide."""
    made = _face(record, data)
    return Face(**{**vars(made), "ours": "This edition’s addition"}) if getattr(record, "addition", None) else made


def _face(record: Any, data: Data) -> Face:
    match record:
        case Phase():
            return Face("The guide", record.title, record.question, lists=(Listed("In short", record.gist, True),))
        case Factor():
            ours = "Explanation and question" if record.added else "Question"
            return Face(
                (record.printed_as or record.kind).capitalize(), record.wording, texts=(record.explanation,), question=record.question,
                ours=f"{ours}: this edition’s", sign=record.kind,
            )
        case Domain():
            now = f"Called since: {record.name_since}" if record.name_since != record.name else ""
            return Face(
                "Sense-making", record.name, ", then ".join(record.response).capitalize(), (record.explanation,),
                (Listed("Cause and effect", (record.cause_effect,)), Listed("Practices", record.practices, True)), record.question,
                ours=" · ".join(filter(None, (now, "Explanation and question: this edition’s"))),
            )
        case Stage():
            return Face(
                f"Stage {record.number} of {len(data.stages)}", record.name, record.gist, (),
                (Listed("What it is like", record.characteristics), Listed("If you are here, consider", record.moves, True)), record.question,
                ours="Summary and question: this edition’s",
            )
        case Jump() | Zone():
            name = record.name if isinstance(record, Zone) else Addresses(data).name_of(record)
            return Face("Between the stages", name, texts=(record.text,))
        case WayOfWorking():
            return Face("Way of working", record.name, record.gloss, (record.explanation,), question=record.question, ours="Question: this edition’s")
        case Role():
            return Face(
                "Role", record.name, record.wording, (record.explanation,), (Listed("What they do", record.marks),), record.question,
                ours="Question: this edition’s",
            )
        case Case():
            return Face(
                f"Story {record.number}", record.title, texts=tuple(filter(None, record.brief.splitlines())), question=record.brief_question,
                care=record.care or "", ours="Short version and question: this edition’s",
            )
        case Example():
            return Face("Example", record.title, record.place or "", (record.text, record.point))
        case Situation():
            return Face("Where are you now?", record.wording, texts=(record.answer,), ours="This edition’s addition")
        case Voice():
            return Face("Voice" if record.kind == "speech" else "Write-up", record.who, texts=(record.text,))
        case Term():
            ours = "Explanation: this edition’s" if record.added else ""
            return Face("Word", record.term, record.expansion or "", (record.definition,), ours=ours)
        case Tool():
            return Face("Tool", record.title, record.question, (record.gist,), (Listed("How to use it", record.steps, True),), ours="This edition’s addition")
        case Activity():
            return Face("Activity", record.title, record.participants, (f"“{record.invitation}”",), ours="This edition’s addition")
        case Session():
            names = tuple(data.activities[item.activity].title if item.activity else str(item.pause) for item in record.items)
            return Face("Ready session", record.title, texts=(record.summary,), lists=(Listed("Agenda", names),), ours="This edition’s addition")
        case Figure():
            return Face("Drawing", record.title, texts=(record.description,))
    raise TypeError(f"{type(record).__name__} has no face")


# --- cards ------------------------------------------------------------------------------------

ALL = "all"
_CARDS = {
    "domains": ("sense-making", "The sense-making quadrant"), "stages": ("life-cycle", "The partnership life cycle"), "roles": ("roles", "Roles"),
    "ways_of_working": ("ways-of-working", "Ways of working"), "cases": ("stories", "Stories"),
}


@lru_cache(maxsize=4)  # a build asks for every page
def card_decks(addresses: Addresses) -> list[Deck]:
    """The decks of cards: what helps and hinders by phase, each other kind, and all in one."""
    data = addresses.data
    found: dict[str, Deck] = {}
    for factor in data.factors.values():
        place = addresses.place_of(factor).partition("#")[0]
        owner = addresses.owner_of(place) or data.sections[str(factor.section)]
        deck = found.get(addresses.short_of(owner)) or Deck(addresses.short_of(owner), addresses.name_of(owner), addresses.place_of(owner), ())
        found[deck.name] = Deck(deck.name, deck.title, deck.place, (*deck.records, factor))
    phases = [addresses.short_of(phase) for phase in data.phases.values()]
    decks = sorted(found.values(), key=lambda deck: phases.index(deck.name) if deck.name in phases else len(phases))
    for kind, (name, title) in _CARDS.items():
        records = in_order(kind, data)
        if records:
            decks.append(Deck(name, title, addresses.list_of(kind), records))
    return [*decks, Deck(ALL, "All cards", "meeting/cards.md", tuple(record for deck in decks for record in deck.records))]


def in_order(kind: str, data: Data) -> tuple[Any, ...]:
    """The records of a kind, in the order in which people meet them."""
    orders: dict[str, Iterable[Any]] = {"domains": data.quadrant, "stages": data.life_cycle, "cases": data.stories}
    return tuple(orders.get(kind) or data.of(kind).values())


@dataclass(frozen=True)
class Format:
    """How many cards a sheet of A4 has; the small ones go on on their backs."""

    name: str
    rows: int
    two_sided: bool
    steps: tuple[int, ...]  # Face.length

    @property
    def count(self) -> int:
        return 2 * self.rows

    @property
    def cuts(self) -> str:
        """Where to cut, as a path in millimetres of A4: marks at the edges, crosses between."""
        height = (297 - 2 * MARGIN) / self.rows
        down, across = [MARGIN + height * row for row in range(self.rows + 1)], [MARGIN, 105, 210 - MARGIN]
        out = 4.5  # marks end before the cards begin
        marks = [f"M{x:g} {y:g}v{out}" for x in across for y in (MARGIN - out - 1, 297 - MARGIN + 1)]
        marks += [f"M{x:g} {y:g}h{out}" for y in down for x in (MARGIN - out - 1, 210 - MARGIN + 1)]
        crosses = [f"M{105 - 2} {y:g}h4M105 {y - 2:g}v4" for y in down[1:-1]]
        return "".join([*marks, *crosses])


MARGIN = 10  # millimetres around the cards: no printer reaches the edge
FOUR, EIGHT = Format("", 2, False, (72, 105, 150)), Format("eight", 4, True, (24, 38, 58))


def formats(deck: Deck) -> list[Format]:
    """The formats that a deck comes in: a story's brief needs the room of a large card."""
    return [FOUR, EIGHT] if any(not isinstance(record, Case) for record in deck.records) else [FOUR]


def cards_page(deck: str, format_: Format) -> str:
    """The page that has a deck in a format, as `Addresses` spells pages."""
    return "/".join(filter(None, ("cards", deck, format_.name, "index.md")))


def sheets(records: Iterable[Any], format_: Format) -> list[tuple[str, list[Any]]]:
    """The sides to print, in order: (front or back, records by place, None for an empty one).

    Backs are mirrored row by row, so that each stands behind its front when the sheet turns
    over its long edge."""
    cards = [record for record in records if not (format_.two_sided and isinstance(record, Case))]
    sides: list[tuple[str, list[Any]]] = []
    for first in range(0, len(cards), format_.count):
        fronts: list[Any] = cards[first:first + format_.count]
        sides.append(("front", fronts))
        if format_.two_sided:
            full = fronts + [None] * (len(fronts) % 2)
            sides.append(("back", [card for row in range(0, len(full), 2) for card in (full[row + 1], full[row])]))
    return sides


# --- slides -----------------------------------------------------------------------------------

NOT_SHOWN = {"sections", "references", "errata"}  # what one looks up
UNMARKED = {"terms", "situations"}  # shown, but without a mark beside each: there are too many
STEPS = (45, 80, 150)  # Face.length


@dataclass(frozen=True)
class Slide:
    """What stands on the wall at one time. `id` is its anchor, `kind` its template, `record`
    what its short address opens, `shown` what is on it."""

    id: str
    kind: str
    record: Any
    title: str
    shown: tuple[Any, ...] = ()


# Tables of a whole kind that fit on one screen: kind → template, title, the section that tells of it.
_TABLES = {
    "domains": ("quadrant", "The sense-making quadrant", "sense-making"), "stages": ("life-cycle", "The partnership life cycle", "moving-partnerships-forward"),
    "ways_of_working": ("ways", "Five ways of working", "how-to-work-together"), "roles": ("roles", "Roles", "trio-of-roles"),
    "cases": ("stories", "The stories side by side", "appendix-stories"),
}


def slide_decks(addresses: Addresses, letter: Callable[[str], str]) -> list[tuple[Deck, list[Slide]]]:
    """What can be shown on a screen: phases with all that lives on their pages, then the
    rest by kind. `letter` tells under which letter a term stands."""
    data = addresses.data
    found: dict[str, tuple[str, str, list[Any]]] = {}
    for record in addresses.records():
        if addresses.kind_of(record) not in NOT_SHOWN:
            name, title, place = _deck_of(record, addresses, letter)
            found.setdefault(name, (title, place, []))[2].append(record)
    return [(Deck(name, title, place, tuple(records)), list(_slides(records, data, addresses))) for name, (title, place, records) in found.items()]


def _deck_of(record: Any, addresses: Addresses, letter: Callable[[str], str]) -> tuple[str, str, str]:
    """Name, title and place of the deck that a record is shown in."""
    data, place = addresses.data, addresses.place_of(record)
    kind = addresses.kind_of(record)
    owner = addresses.owner_of(place.partition("#")[0])
    if isinstance(record, Voice):
        case, home = record.case and data.cases[record.case], data.sections[record.section].homes[0].partition("#")[0] if record.section else ""
        about = case or addresses.owner_of(home)
        if about:
            return f"voices-{addresses.short_of(about)}", f"Voices: {addresses.name_of(about)}", place
        return "voices-others", "Voices: Other pages", place
    if isinstance(record, Term):
        first = letter(record.term)
        return f"terms-{first.lower()}", f"Words and names: {first}", place
    if isinstance(owner, Phase):
        return addresses.short_of(owner), owner.title, owner.page
    if isinstance(record, Factor):
        section = data.sections[str(record.section)]
        return addresses.short_of(section), section.title, addresses.place_of(section)
    return kind.replace("_", "-"), KIND_BY_NAME[kind].title, addresses.list_of(kind)


def _slides(records: list[Any], data: Data, addresses: Addresses) -> Iterator[Slide]:
    order = {kind: index for index, kind in enumerate(("phases", "figures", "domains", "stages"))}
    begun: set[str] = set()
    for record in sorted(records, key=lambda record: order.get(addresses.kind_of(record), len(order))):
        kind, short = addresses.kind_of(record), addresses.short_of(record)
        if kind in begun and kind in _TABLES:
            continue
        if kind in _TABLES:  # all of them on one screen, then each
            begun.add(kind)
            template, title, section = _TABLES[kind]
            everyone = in_order(kind, data)
            yield Slide(template, template, data.sections.get(section, record), title, everyone)
            if kind == "cases":
                yield from _matrix(data, data.sections.get(section, record))
            yield from (Slide(addresses.short_of(one), "face", one, face(one, data).name) for one in everyone)
            continue
        template = "figure" if kind == "figures" and record.id in DRAWINGS else "voice" if kind == "voices" else "face"
        yield Slide(short, template, record, face(record, data).name)
    for record in records:
        if isinstance(record, Phase):
            yield Slide("talk", "talk", record, "Questions to talk about")


def _matrix(data: Data, told_in: Any) -> Iterator[Slide]:
    """The matrix, a slide for each phase, and one for what belongs to none."""
    seen: dict[str, set[str]] = {}
    for case in data.stories:
        for found in case.factors:
            seen.setdefault(found.factor, set()).add(case.id)
    for phase in (*data.phases.values(), None):
        rows = tuple((factor, seen[factor.id]) for factor in data.factors.values() if factor.phase == (phase and phase.id) and factor.id in seen)
        if rows:
            title = phase.title if phase else "Other parts of the guide"
            yield Slide(f"matrix-{phase.id if phase else 'other'}", "matrix", told_in, f"{title}: what each story shows", rows)


def slides_page(deck: str) -> str:
    """The page that shows a deck, as `Addresses` spells pages."""
    return f"present/{deck}/index.md"
