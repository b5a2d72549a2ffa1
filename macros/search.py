"""What the search knows: one entry for each part of a page and for each record, and the
index over them, in the form of MiniSearch 7 (its `toJSON`, serialisation version 2).

Pure functions: pages' HTML and the guide's data go in, the texts of two scripts come out.
`first` holds names, addresses and synonyms with an index over them, enough to answer from;
`second` holds what hardly anybody looks for, all texts, and the index over everything. The
browser's half is docs/assets/js/search/, which folds and splits words as `words` does here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape, unescape
from types import MappingProxyType
from typing import Any

from .addresses import Addresses, page_url
from .model import KIND_BY_MODEL, KIND_BY_NAME, Data, Voice
from .problem import Problem, did_you_mean

FIELDS = ("title", "words", "page", "text")
_NO_NEWS = (
    "a about after all also am an and any are as at be because been but by can could did do does doing for from get gets got had has have he her "
    "him his how i if in into is it its just let like many may me might more most much must my no not of off on or other our out over own shall "
    "she should so some such than that the their them then there these they this those to too up upon us very via vs was we were what when where "
    "which while who whom whose why will with without would you your im ive isnt doesnt dont wasnt whats cant"
)
STOP = frozenset(_NO_NEWS.split())


# --- words --------------------------------------------------------------------------------

_WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+(?:-[^\W_]+)*")  # 7.2, the number of a section, is one word


class _Folded(dict[int, int | None]):
    """What becomes of each character: accents and apostrophes go, hyphens are alike."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_FOLDED = _Folded(str.maketrans("‐‑", "--", "'’‘ʼ"))


def fold(text: str) -> str:
    """Small letters without macrons, other accents and apostrophes; all dashes within words alike."""
    return unicodedata.normalize("NFKD", text).translate(_FOLDED).lower()


def words(text: str) -> Iterator[str]:
    """The words to index: `co-design` counts as codesign and design, little words not at all."""
    for found in _WORD.findall(fold(text)):
        if "-" not in found:
            if found not in STOP and len(found) > 1:
                yield found
            continue
        parts = found.split("-")
        if len(parts) < 5:
            yield "".join(parts)
        yield from (part for part in parts if part not in STOP and len(part) > 2)


# --- entries ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """A thing to find: `place` is where it stands, `kind` what it is (none: a part of a
    page), `rank` multiplies its score, `words` are other names for it."""

    place: str
    title: str
    text: str = ""
    kind: str = ""
    words: str = ""
    rank: float = 1.0


@dataclass(frozen=True)
class Shown:
    """How a kind of record is searched: what a result calls it, its rank, and the fields
    that hold other names and its text."""

    label: str
    rank: float = 1.0
    names: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


SHOWN: dict[str, Shown] = {
    "factors": Shown("", 1.0, (), ("explanation", "question")),
    "domains": Shown("Sense-making", 0.8, ("name_since",), ("cause_effect", "explanation", "practices")),
    "stages": Shown("Life-cycle stage", 0.9, (), ("gist", "characteristics", "moves")),
    "jumps": Shown("Life cycle", 0.5, (), ("text",)),
    "zones": Shown("Life cycle", 0.5, (), ("text",)),
    "ways_of_working": Shown("Way of working", 0.9, ("gloss",), ("explanation",)),
    "roles": Shown("Role", 1.0, (), ("wording", "explanation", "marks")),
    "phases": Shown("", 1.0, ("title",), ("question", "gist")),
    "cases": Shown("Story", 1.0, ("short", "title", "place", "sector", "agencies"), ("summary",)),
    "examples": Shown("Example", 0.7, ("place",), ("text", "point")),
    "situations": Shown("Situation", 0.95, (), ("answer",)),
    "voices": Shown("Voice", 0.55, (), ("text",)),
    "terms": Shown("Glossary", 0.6, ("expansion", "also"), ("definition",)),
    "references": Shown("Reference", 0.3, ("authors", "year"), ("venue", "note")),
    "figures": Shown("Drawing", 0.4, (), ("description",)),
    "errata": Shown("Slip or doubt", 0.08, (), ("guide",)),
    "activities": Shown("Activity", 0.7, (), ("purpose", "participants")),
    "sessions": Shown("Ready session", 0.7, (), ("summary",)),
    "sections": Shown("Source map", 0.06, ("number",), ()),
}
_OTHERS = Shown("", 0.8, (), ("purpose", "explanation", "text", "description", "gist", "question"))
PAGES = {
    "reference/research.md": 0.85, "start/": 1.0, "guide/": 1.0, "cases/": 1.0, "meeting/sessions/": 0.7, "meeting/": 0.9, "reference/": 0.6,
    "about/": 0.5,
}
LISTS = {  # pages that only list records: their headings lead to nothing else
    "reference/glossary.md": 0.4, "reference/voices.md": 0.3, "reference/references.md": 0.3, "reference/source-map.md": 0.1,
    "reference/errata.md": 0.1, "meeting/activities.md": 0.3,
}
GENERIC = 0.5  # a part whose heading three pages have or more, such as "Timeline"
_ALONE = {"domains", "ways_of_working", "roles", "situations", "terms", "cases", "phases"}  # what lives at their place does not join them
_LATE = 0.55  # parts and records of this rank or less come with the second script


@dataclass(frozen=True)
class Indexed:
    """A built page: its address below docs/, title, description and rendered content."""

    path: str
    title: str
    description: str
    html: str


_PIECE = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)([^>]*)>|([^<]+)", re.S)
_ID = re.compile(r'\sid="([^"]+)"')
_UNREAD = {"svg", "script", "style", "nav", "button", "select", "noscript"}
_VOID = {"br", "hr", "img", "input", "wbr", "source", "link", "meta", "area", "col", "embed", "track"}
_INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "wbr"}
_HEADING = re.compile(r"h[1-6]$")


def parts(page: Indexed, elsewhere: Mapping[str, str] = MappingProxyType({})) -> list[Entry]:
    """A page's sections: heading and text; the first is the page itself. Left out are
    drawings, lists of links, what carries `data-search-exclude`, and records, which have one
    of the ids `elsewhere`: their names stand for them."""
    found: list[tuple[str, str, list[str]]] = [("", page.title, [page.description, " "])]
    left, depth = "", 0  # the element that is being left out
    heading: list[str] | None = None
    for closing, name, attributes, text in _PIECE.findall(page.html):
        if text:
            if not depth:
                (found[-1][2] if heading is None else heading).append(text)
            continue
        name = name.lower()
        if depth:
            depth += (-1 if closing else 1) if name == left and not attributes.endswith("/") else 0
            continue
        if not name:
            continue
        anchor = "" if closing else unescape(match[1]) if (match := _ID.search(attributes)) else ""
        if _HEADING.match(name):
            if closing and heading is not None:
                found[-1] = (found[-1][0], _plain(heading), found[-1][2])
                heading = None
            elif anchor:
                found.append(("" if name == "h1" else anchor, "", found.pop(0)[2] if len(found) == 1 and name == "h1" else []))
                heading = []
            continue
        if not closing and name not in _VOID and (
            name in _UNREAD or "data-search-exclude" in attributes or 'class="headerlink"' in attributes or 'class="bcs-hidden"' in attributes
            or anchor in elsewhere
        ):
            left, depth = name, 1
            if heading is None and anchor in elsewhere:
                found[-1][2].append(f" {escape(elsewhere[anchor])}. ")
            continue
        if name not in _INLINE:
            (found[-1][2] if heading is None else heading).append(" ")
    rank = _rank(page.path)
    return [
        Entry(f"{page.path}#{anchor}" if anchor else page.path, title, _plain(texts), rank=rank)
        for anchor, title, texts in found if not anchor or page.path not in LISTS
    ]


def _plain(texts: Iterable[str]) -> str:
    return " ".join(unescape("".join(texts)).split())


def _rank(path: str) -> float:
    return LISTS.get(path) or next((rank for start, rank in PAGES.items() if path.startswith(start)), 0.8)


def top(page: Indexed) -> str:
    """The place of a page's own heading, which is the page's."""
    match = re.search(r'<h1[^>]*\sid="([^"]+)"', page.html)
    return f"{page.path}#{match[1]}" if match else page.path


def records(addresses: Addresses) -> Iterator[tuple[str, Entry]]:
    """(kind, entry) of every record that has an address."""
    for record in addresses.records():
        kind = KIND_BY_NAME[_kind(record)]
        shown = SHOWN.get(kind.name, _OTHERS)
        place = addresses.row_of(record.id) if kind.name == "sections" else addresses.place_of(record)
        if kind.name == "situations" and "#" not in place:
            place = str(getattr(record, "page", place))  # the home page leads there
        label = shown.label or str(getattr(record, "kind", "") or kind.noun or kind.name).capitalize()
        title = _name(addresses, record)
        yield kind.name, Entry(
            place, title, _joined(record, shown.text, ". "), "" if kind.name == "phases" else label, _joined(record, shown.names, " "), shown.rank,
        )


def _name(addresses: Addresses, record: Any) -> str:
    """What a record is called in a list of results, which says itself that it is a voice."""
    return record.who[:1].upper() + record.who[1:] if isinstance(record, Voice) else addresses.name_of(record)


def _kind(record: Any) -> str:
    return KIND_BY_MODEL[type(record)].name


def _joined(record: Any, fields: tuple[str, ...], between: str) -> str:
    values: list[str] = []
    for name in fields:
        value = getattr(record, name, None)
        values += [str(item) for item in value] if isinstance(value, tuple) else [str(value)] if value else []
    return " ".join(value if value[-1] in ".?!…”" or between == " " else value + "." for value in values)


def entries(pages: Iterable[Indexed], addresses: Addresses) -> list[Entry]:
    """Every entry, a record joined to the section that is its home; those that come first
    stand first, and then those of one page together."""
    shown: dict[str, str] = {}
    for record in addresses.records():
        if _kind(record) not in ("cases", "phases", "figures", "sessions"):
            shown[addresses.anchor_of(record)] = shown[addresses.short_of(record)] = _name(addresses, record)
    found: dict[str, Entry] = {}
    alone: set[str] = set()
    tops: dict[str, str] = {}
    for page in pages:
        tops[top(page)] = page.path
        for entry in parts(page, shown):
            found.setdefault(entry.place, entry)
    for kind, entry in records(addresses):
        entry = replace(entry, place=tops.get(entry.place, entry.place))
        if (there := found.get(entry.place)) is None:
            found[entry.place] = entry
            if kind in _ALONE:
                alone.add(entry.place)
        elif kind not in ("sections", "figures") and entry.place not in alone:
            names = f"{there.words} {entry.title} {entry.words}".strip()
            found[entry.place] = replace(there, kind=there.kind or entry.kind, words=names, text=f"{entry.text} {there.text}".strip())
    for section in addresses.data.sections.values():  # the sources' own headings and numbers are other names
        place = tops.get(section.homes[0], section.homes[0])
        if place in found:
            name = f"section {section.number} {section.title}" if section.number else section.title
            found[place] = replace(found[place], words=f"{found[place].words} {name}".strip())
    often = Counter(entry.title for entry in found.values() if not entry.kind)
    ranked = [replace(entry, rank=entry.rank * GENERIC) if often[entry.title] > 2 else entry for entry in found.values()]
    return sorted(ranked, key=_late)


def _late(entry: Entry) -> bool:
    return entry.rank <= _LATE and "#" in entry.place


# --- synonyms -----------------------------------------------------------------------------


def synonyms(data: Data) -> list[tuple[list[str], list[str]]]:
    """(what people type, what the guide says), as folded phrases: from data/synonyms.yml,
    and each acronym for what it stands for and the other way round."""
    found = [([_phrase(typed) for typed in record.typed], _meant(*record.means)) for record in data.synonyms.values()]
    for term in data.terms.values():
        if term.expansion:
            found += [([_phrase(term.term)], _meant(term.expansion)), ([_phrase(term.expansion)], _meant(term.term))]
    return found


def _phrase(text: str) -> str:
    return " ".join(word.replace("-", "") for word in _WORD.findall(fold(text)))


def _meant(*texts: str) -> list[str]:
    """Phrases without the words that are not indexed."""
    return [phrase for text in texts if (phrase := " ".join(word for word in _phrase(text).split() if word not in STOP and len(word) > 1))]


def lost_synonyms(data: Data, known: Collection[str]) -> Iterator[Problem]:
    """A synonym leads somewhere: a word of what it means stands in the guide, which has the words `known`."""
    for record in data.synonyms.values():
        if not any(word in known for meant in record.means for word in words(meant)):
            origin = data.origins["synonyms", record.id]
            yield Problem(
                origin.file, origin.line("means"), f'synonym "{record.id}"', "means",
                f"has no word that stands in the guide, so nothing would be found.{did_you_mean(record.means[0], known)} Write what the guide calls it",
            )


# --- the index ----------------------------------------------------------------------------


@dataclass
class Index:
    """MiniSearch's index: term → field → entry → how often, and the lengths of the fields."""

    terms: dict[str, dict[int, dict[int, int]]] = field(default_factory=dict)
    lengths: list[list[int]] = field(default_factory=list)


def index(found: Iterable[Entry], titles: Mapping[str, str]) -> Index:
    """The index over entries; `titles` are those of the pages."""
    result, terms = Index(), defaultdict[str, dict[int, dict[int, int]]](dict)
    of_title = {path: Counter(words(title)) for path, title in titles.items()}
    for number, entry in enumerate(found):
        page = of_title.get(entry.place.partition("#")[0], Counter())
        fields = Counter(words(entry.title)), Counter(words(entry.words)), page, Counter(words(entry.text))
        for at, counts in enumerate(fields):
            for word, count in counts.items():
                terms[word].setdefault(at, {})[number] = count
        result.lengths.append([len(counts) for counts in fields])
    result.terms = dict(sorted(terms.items()))
    return result


def packed(index: Index) -> str:
    """The index as one line of text a term: how many letters it shares with the one
    before, the rest of it, and for each field a list of entries, each as the distance from
    the one before; a comma and a number follow where a word stands there more than once."""
    lines, before = [], ""
    for term, fields in index.terms.items():
        shared = next((at for at, (one, other) in enumerate(zip(term, before, strict=False)) if one != other), min(len(term), len(before)))
        lists = []
        for at in range(len(FIELDS)):
            last, coded = 0, []
            for number, count in fields.get(at, {}).items():
                coded.append(_number(number - last) + (f",{_number(count)}" if count > 1 else ""))
                last = number
            lists.append(" ".join(coded))
        lines.append(f"{_number(shared)}{term[shared:]}|" + "|".join(lists).rstrip("|"))
        before = term
    return "\n".join(lines)


def _number(value: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[value] if value < 36 else _number(value // 36) + digits[value % 36]


# --- the two scripts ----------------------------------------------------------------------


def scripts(pages: Iterable[Indexed], addresses: Addresses, directory_urls: bool = True) -> tuple[str, str, list[Problem]]:
    """The two scripts, each a call of `bcsSearch`, and what is wrong with the synonyms."""
    pages = list(pages)
    found = entries(pages, addresses)
    titles = {page.path: page.title for page in pages}
    numbers = {path: number for number, path in enumerate(dict.fromkeys([*titles, *(entry.place.partition("#")[0] for entry in found)]))}
    kinds = list(dict.fromkeys((entry.kind, entry.rank) for entry in found))
    early, late = [entry for entry in found if not _late(entry)], [entry for entry in found if _late(entry)]
    names, made = index([replace(entry, text="") for entry in early], titles), index(found, titles)

    def columns(some: list[Entry]) -> list[list[Any]]:
        places = [entry.place.partition("#") for entry in some]
        return [
            [numbers[page] for page, _, _ in places], [anchor for _, _, anchor in places],
            [kinds.index((entry.kind, entry.rank)) for entry in some], [entry.title for entry in some],
        ]

    first = {
        "pages": [[page_url(path, directory_urls), titles.get(path, "")] for path in numbers],
        "kinds": kinds, "entries": columns(early), "terms": packed(names), "lengths": names.lengths,
        "synonyms": synonyms(addresses.data), "stop": _NO_NEWS,
    }
    second = {
        "entries": columns(late), "terms": packed(made), "lengths": made.lengths,
        "words": [[number, entry.words] for number, entry in enumerate(found) if entry.words],
        "texts": [[number, entry.text] for number, entry in enumerate(found) if entry.text],
    }
    return _call("first", first), _call("second", second), sorted(lost_synonyms(addresses.data, made.terms))


def _call(name: str, value: Any) -> str:
    return f'bcsSearch("{name}",{json.dumps(value, ensure_ascii=False, separators=(",", ":"))});\n'

