"""One pure function for each macro: records in, HTML out.

A macro, its function here, its template in templates/ and its test share one name. Only
templates hold HTML; they are strict (an unknown variable is an error) and escape all
text. `Renderer` is given the data, the page that is being rendered and a way to turn a
place on the site into a link from that page, so it needs no MkDocs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from . import agenda, figures
from .addresses import COMPARE, Addresses, page_url, public, short_page, url_between
from .decks import UNMARKED, Deck, Slide, card_decks, cards_page, face, formats, sheets, slide_decks, slides_page
from .figures import aotearoa
from .links import LINKS_FILE, directory
from .model import (
    AIMS,
    BASES,
    BASES_IN_SHORT,
    FACTOR_TITLES,
    GROUPINGS,
    KIND_BY_NAME,
    MANDATES,
    PHASE_PARTS,
    SESSION_MINUTES,
    SESSION_PARTS,
    SESSION_PEOPLE,
    Case,
    CaseId,
    Data,
    ExampleId,
    Factor,
    FactorId,
    Figure,
    FigureId,
    Phase,
    PhaseId,
    RoleId,
    SectionId,
    SessionId,
    ToolId,
    VoiceId,
    unknown,
)
from .qr import Code, code_of
from .session_page import BUILDER, address_of, builder_data
from .sheets import handed_out, sheet_page
from .tool_page import as_json, comparison_data, tool_data
from .tools import asked_of, choices_of

TEMPLATES = Path(__file__).resolve().parent / "templates"


APART = ("mandate", "entrepreneur", "turn", "way", "unfinished")


class UsageError(Exception):
    """A macro was called wrongly. The message says what is wrong and what would be right."""


def environment() -> Environment:
    """The Jinja environment of all templates: autoescape, StrictUndefined."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
        auto_reload=False, bytecode_cache=FileSystemBytecodeCache(),  # compiling all templates takes as long as rendering them
    )
    env.globals.update(vocabulary={
        "factors": FACTOR_TITLES, "mandates": MANDATES, "bases": BASES, "bases_in_short": BASES_IN_SHORT, "parts": PHASE_PARTS,
        "aims": AIMS, "session_parts": SESSION_PARTS, "groupings": GROUPINGS,
    })
    env.tests["contains"] = lambda values, wanted: wanted in values
    env.filters["spoken"] = agenda.spoken
    env.filters["number"] = lambda value: f"{value:.6g}"
    return env


class Renderer:
    """Every macro as a method. `page` names the Markdown file below docs/ being rendered,
    `base` is the public address of the site, if it has one."""

    def __init__(self, data: Data, directory_urls: bool = True, titles: dict[str, str] | None = None, site_url: str | None = None) -> None:
        self.data = data
        self.addresses = Addresses(data)
        self.titles = titles or {}
        self.directory_urls = directory_urls
        self.base = public(site_url)
        self.page = "index.md"
        self.made_of = data, self.titles, directory_urls, self.base
        self.kept: dict[str, tuple[object, dict[str, str]]] = {}
        self.env = environment()
        self.env.globals.update(
            link=self.link, short=self.short, short_address=self.short_address, addresses=self.addresses,
            section_name=self.section_name, page_title=self.page_title, heading=self.heading,
            code_of=self.code_of, printed_address=self.printed_address, face=lambda record: face(record, data), show=self.show,
        )

    def keep(self, name: str, made_with: object, make: Callable[[], Iterable[tuple[str, str]]]) -> dict[str, str]:
        """Pages by their file that are made of the data and of nothing but `made_with` besides.
        A preview’s next build has them from here while both stay as they are."""
        if name not in self.kept or self.kept[name][0] != made_with:
            self.kept[name] = made_with, dict(make())
        return self.kept[name][1]

    # --- helpers for templates ---------------------------------------------------------

    def link(self, target: Any, anchor: str = "") -> str:
        """URL from the current page to a place on the site, or to where a record lives;
        `anchor` names a heading on the record’s own page."""
        place = target if isinstance(target, str) else self.addresses.place_of(target)
        return url_between(self.page, f"{place}#{anchor}" if anchor else place, self.directory_urls)

    def short(self, record: Any) -> str:
        """URL from the current page to a record’s short address, which lasts."""
        return self.link(short_page(self.addresses.short_of(record)))

    def short_address(self, record: Any) -> str:
        """A record’s short address as people write it: whole where the site has a public
        address, from the site’s root where it has none."""
        return self.base + page_url(short_page(self.addresses.short_of(record)), self.directory_urls)

    def printed_address(self, record: Any) -> str:
        """A record’s short address as it stands on paper and walls; nothing where the site
        has no public address, because nobody could open it."""
        return self.short_address(record).partition("://")[2] if self.base else ""

    def code_of(self, record: Any) -> Code | None:
        """The QR code of a record’s short address; none where the site has no public one."""
        return code_of(self.short_address(record)) if self.base else None

    @cached_property
    def decks(self) -> list[tuple[Deck, list[Slide]]]:
        """What can be shown on a screen, by deck."""
        return slide_decks(self.addresses, _letter)

    @cached_property
    def _shown(self) -> dict[str, str]:
        return {slide.id: f"{slides_page(deck.name)}#{slide.id}" for deck, slides in self.decks for slide in slides if slide.id != "talk"}

    def show(self, record: Any) -> str:
        """URL from the current page to a record on a screen, for the mark beside it; nothing
        for one that has no mark."""
        place = self.addresses.kind_of(record) not in UNMARKED and self._shown.get(self.addresses.short_of(record))
        return self.link(place) if place else ""

    def part(self, template: str, **values: Any) -> str:
        """A template that is no macro’s, as HTML for the current page."""
        return self._html(template, **values)

    def page_title(self, place: str) -> str:
        """The title of the page that a place is on, or its path if it has none."""
        page = place.partition("#")[0]
        return self.titles.get(page, page.removesuffix(".md"))

    def heading(self, place: str) -> str:
        """What stands at a place within a page: the heading or the record there, or nothing."""
        return self.titles.get(place) or self.addresses.name_at(place) if "#" in place else ""

    def section_name(self, section: str) -> str:
        """How running text names a section: document, number if it has one, title."""
        record = self.data.sections[section]
        document = self.data.documents[record.document]
        name = f"{record.number} {record.title}" if record.number and record.number[0].isdigit() else record.title
        return f"{(document.short or document.title).capitalize()}, {name}"

    def _factors_of(self, kind: str, phase: str | None, section: str | None) -> list[Factor]:
        found = self.data.listed(phase) if phase else [factor for factor in self.data.factors.values() if factor.section == section]
        return [factor for factor in found if factor.kind == kind]

    def _html(self, template: str, **values: Any) -> str:
        """A template as one block of HTML that Markdown leaves alone: no blank lines, no indentation."""
        html = self.env.get_template(f"{template}.html.j2").render(data=self.data, page=self.page, **values)
        return "\n".join(line.strip() for line in html.splitlines() if line.strip())

    def _get(self, kind: str, name: str) -> Any:
        known = self.data.of(kind)
        if name not in known:
            raise UsageError(unknown(KIND_BY_NAME[kind], name, known))
        return known[name]

    # --- macros ------------------------------------------------------------------------

    def gist(self, phase: PhaseId) -> str:
        """A phase's question and its gist in a few lines."""
        return self._html("gist", phase=self._get("phases", phase))

    def talk(self, phase: PhaseId) -> str:
        """A phase's questions to talk about."""
        return self._html("talk", questions=self._get("phases", phase).talk)

    def factors(self, phase: PhaseId | None = None, section: SectionId | None = None) -> str:
        """A phase's two lists, or those of one section of the sources."""
        if (phase is None) == (section is None):
            raise UsageError('give a phase or a section: factors("learning") or factors(section="innovation-box")')
        if phase is not None:
            self._get("phases", phase)
        elif section is not None:
            self._get("sections", section)
        lists = [(kind, self._factors_of(kind, phase, section)) for kind in FACTOR_TITLES]
        if not any(found for _, found in lists):
            raise UsageError(f'"{phase or section}" has no enablers or impediments in data/factors.yml')
        return self._html("factors", lists=[(kind, found) for kind, found in lists if found], name=phase or section)

    def factor(self, factor: FactorId) -> str:
        """One enabler or impediment as a callout, with a link to its permanent place."""
        return self._html("factor", factor=self._get("factors", factor))

    def voice(self, voice: VoiceId) -> str:
        """One voice: what someone said, or a case write-up."""
        return self._html("voice", voice=self._get("voices", voice))

    def folded_voice(self, voice: VoiceId) -> str:
        """One voice more, behind its name."""
        return self._html("folded_voice", voice=self._get("voices", voice))

    def chorus(self, section: SectionId) -> str:
        """What people of one name say in a section of the sources: their short sayings together."""
        self._get("sections", section)
        said: dict[str, list[Any]] = {}
        for voice in self.data.voices.values():
            if voice.section == section:
                said.setdefault(voice.who, []).append(voice)
        many = {who: found for who, found in said.items() if len(found) > 1}
        if not many:
            raise UsageError(f'no two voices of section "{section}" in data/voices.yml have the same who: give each with voice("ID")')
        return self._html("chorus", many=many)

    def voices(self) -> str:
        """Every voice: those of each story, then by the page that they speak to; and who speaks."""
        groups: list[tuple[str, str, str, list[Any]]] = []
        for case in self.data.stories:
            groups.append((f"of-{case.id}", case.short, case.page, [v for v in self.data.voices.values() if v.case == case.id]))
        pages: dict[str, list[Any]] = {}
        for voice in self.data.voices.values():
            if not voice.case:
                pages.setdefault(self.data.sections[voice.section].homes[0].partition("#")[0] if voice.section else "", []).append(voice)
        for page, found in pages.items():
            groups.append((f"on-{page.removesuffix('.md').rpartition('/')[2] or 'added'}", self.page_title(page) if page else "", page, found))
        speakers: dict[str, list[Any]] = {}
        for voice in sorted(self.data.voices.values(), key=lambda voice: _sort_key(voice.who)):
            speakers.setdefault(voice.who, []).append(voice)
        return self._html("voices", groups=[group for group in groups if group[3]], speakers=speakers)

    def role(self, role: RoleId) -> str:
        """One of the four roles."""
        return self._html("role", role=self._get("roles", role))

    def roles(self) -> str:
        """The four roles, side by side."""
        return self._html("roles", roles=list(self.data.roles.values()))

    def sense_making(self) -> str:
        """The sense-making quadrant: drawing and table."""
        return self._html("sense_making", domains=self.data.quadrant)

    def life_cycle(self) -> str:
        """The life-cycle table: stages, characteristics and moves, jumps and the zone between."""
        return self._html("life_cycle", stages=self.data.life_cycle, jumps=list(self.data.jumps.values()), zones=list(self.data.zones.values()))

    def ways_of_working(self) -> str:
        """The five ways of working, with the paper's glosses."""
        return self._html("ways_of_working", ways=list(self.data.ways_of_working.values()))

    def figure(self, figure: FigureId) -> str:
        """One drawing, with title, description and the same content as text."""
        record = self._get("figures", figure)
        if figure not in figures.DRAWINGS:
            raise UsageError(f'"{figure}" has no drawing yet. A programmer adds one to macros/figures/ and macros/templates/figures/')
        return self._html(
            f"figures/{figure.replace('-', '_')}", figure=record, parts={part.id: part for part in record.parts},
            drawing=figures.DRAWINGS[figure].layout(self.data), anchor=self.addresses.anchor_of(record),
        )

    def tool(self, tool: ToolId) -> str:
        """A tool: its question, the form that is also a worksheet, what comes out, and its data."""
        record = self._get("tools", tool)
        return self._html(
            "tool", tool=record, choices=choices_of(self.data, record.choices), groups=asked_of(self.data, record),
            json=Markup(as_json(tool_data(self, record))), compare=COMPARE,
        )

    def compare(self) -> str:
        """The page on which a group's codes are collected, and its picture."""
        return self._html("compare", tools=list(self.data.tools.values()), json=Markup(as_json(comparison_data(self))))

    def drawing(self, record: Figure) -> str:
        """The same for a page where the drawing’s address is that of what is around it."""
        return self.figure(record.id).replace(f' id="{self.addresses.anchor_of(record)}"', "", 1)

    def links(self, section: SectionId) -> str:
        """The useful links that a section of the sources gives."""
        self._get("sections", section)
        found = [(reference, use) for reference in self.data.references.values() for use in reference.uses if use.section == section]
        if not found:
            raise UsageError(f'no reference in data/references.yml has a use with section "{section}"')
        return self._html("links", found=found)

    def links_page(self) -> str:
        """Every short address, ready to paste: by phase, then by kind."""
        return self._html("links_page", parts=directory(self.addresses), base=self.base, file=self.link(LINKS_FILE))

    def card_decks(self) -> str:
        """Every deck of cards, with what it takes to print it."""
        decks = [
            (deck, [(form, len(sheets(deck.records, form)) // (2 if form.two_sided else 1), cards_page(deck.name, form)) for form in formats(deck)])
            for deck in card_decks(self.addresses)
        ]
        return self._html("card_decks", decks=decks, base=self.base)

    def slide_decks(self) -> str:
        """What can be shown on a screen, deck by deck."""
        return self._html("slide_decks", decks=[(deck, slides, slides_page(deck.name)) for deck, slides in self.decks])

    def sheet_list(self) -> str:
        """Every sheet to hand out."""
        return self._html("sheet_list", sheets=[(sheet, sheet_page(sheet.name)) for sheet in handed_out(self.addresses)])

    def references(self) -> str:
        """Every publication, website, statute and address that the sources name."""
        references = sorted(self.data.references.values(), key=lambda reference: _sort_key(reference.authors or reference.title))
        letters: dict[str, Any] = {}
        for reference in references:
            letters.setdefault(_letter(reference.authors or reference.title), reference)
        return self._html("references", references=references, letters=letters)

    def glossary(self) -> str:
        """Every term, in alphabetical order."""
        terms = sorted(self.data.terms.values(), key=lambda term: _sort_key(term.term))
        letters: dict[str, list[Any]] = {}
        for term in terms:
            letters.setdefault(_letter(term.term), []).append(term)
        return self._html("glossary", letters=letters)

    def errata(self) -> str:
        """What a reader of the originals should know, and what this guide does about it."""
        errata = self.data.errata.values()
        kinds = dict.fromkeys(erratum.kind for erratum in errata)
        return self._html("errata", by_kind={kind: [erratum for erratum in errata if erratum.kind == kind] for kind in kinds})

    def example(self, example: ExampleId) -> str:
        """One of the smaller examples, as a callout."""
        return self._html("example", example=self._get("examples", example))

    def examples(self) -> str:
        """All smaller examples, each with its own address."""
        return self._html("examples", examples=list(self.data.examples.values()))

    def sources(self) -> str:
        """The sections that the current page retells, linked to the source map."""
        found = [
            section for section in self.data.sections.values()
            if any(home.partition("#")[0] == self.page for home in section.homes)
        ]
        own: tuple[Case | Phase, ...] = (*self.data.cases.values(), *self.data.phases.values())
        added = any(record.addition for record in own if record.page == self.page)
        if not found and not added:
            raise UsageError(f"no section in data/sources.yml has a home on docs/{self.page}")
        return self._html("sources", groups=self._by_document(found))

    def source_map(self) -> str:
        """Every section of both documents in order, and where its content is on the site."""
        parts: dict[tuple[str, str | None], list[Any]] = {}  # a document's parts, and first what has no number
        for section in self.data.sections.values():
            top = section
            while top.parent:
                top = self.data.sections[top.parent]
            parts.setdefault((section.document, top.id if top.number else None), []).append(section)
        return self._html("source_map", parts=[
            (self.data.documents[document], top and self.data.sections[top], found) for (document, top), found in parts.items()
        ])

    def _by_document(self, sections: Iterable[Any]) -> list[tuple[Any, list[Any]]]:
        sections = list(sections)
        groups = [(document, [section for section in sections if section.document == document.id]) for document in self.data.documents.values()]
        return [(document, found) for document, found in groups if found]

    # --- cases -------------------------------------------------------------------------

    def _case(self, case: str) -> Any:
        return self._get("cases", case)

    def cases(self) -> str:
        """A card for each case."""
        return self._html("cases", cases=self.data.stories)

    def case_brief(self, case: CaseId) -> str:
        """A case in at most 150 words, with one question."""
        return self._html("case_brief", case=self._case(case))

    def case_glance(self, case: CaseId) -> str:
        """A case at a glance."""
        return self._html("case_glance", case=self._case(case))

    def case_timeline(self, case: CaseId) -> str:
        """A case's steps in order."""
        return self._html("case_timeline", case=self._case(case))

    def case_turning_points(self, case: CaseId) -> str:
        """Where a case turned."""
        return self._html("case_turning_points", case=self._case(case))

    def case_roles(self, case: CaseId) -> str:
        """The roles as played, and on what basis we say so."""
        return self._html("case_roles", case=self._case(case))

    def case_results(self, case: CaseId) -> str:
        """What came of a case: results, lessons, figures, what was unfinished."""
        return self._html("case_results", case=self._case(case))

    def case_links(self, case: CaseId) -> str:
        """Factors, phases, sections and concepts that a case shows."""
        return self._html("case_links", case=self._case(case))

    def case_questions(self, case: CaseId) -> str:
        """Discussion questions for a case."""
        return self._html("case_questions", questions=self._case(case).questions)

    def case_matrix(self) -> str:
        """Cases against ways of working, roles, phases and factors; each cell links to the passage."""
        cases = self.data.stories
        seen = {
            kind: {
                item: {case.id: entry for case in cases for entry in getattr(case, many) if getattr(entry, kind) == item}
                for item in self.data.of(many)
            }
            for kind, many in (("role", "roles"), ("phase", "phases"), ("factor", "factors"))
        }
        sectors = sorted({sector for case in cases for sector in case.sector})
        return self._html("case_matrix", cases=cases, seen=seen, sectors=sectors)

    def stories_apart(self, question: str) -> str:
        """What tells the stories apart: what each answers to one of APART."""
        if question not in APART:
            raise UsageError(f'"{question}" tells no stories apart. One of these does: {", ".join(APART)}')
        return self._html("stories_apart", cases=self.data.stories, question=question)

    def activities(self) -> str:
        """Every activity for a session, by the part of a session that it belongs to."""
        return self._html("activities", activities=list(self.data.activities.values()))

    def session(self, session: SessionId) -> str:
        """A ready session: the agenda for participants, then everything for the facilitator."""
        record = self._get("sessions", session)
        slots = agenda.agenda(record, self.data.activities)
        bring = dict.fromkeys(thing for slot in slots if slot.activity for thing in slot.activity.materials)
        return self._html("session", session=record, slots=slots, bring=list(bring), change=f"{self.link(BUILDER)}#{address_of(record)}")

    def sessions(self) -> str:
        """The ready sessions, by what they are for."""
        return self._html("sessions", sessions=list(self.data.sessions.values()))

    def session_builder(self) -> str:
        """From an aim, minutes and people to an agenda: the form, what comes out, and its data."""
        return self._html(
            "session_builder", sessions=list(self.data.sessions.values()), minutes=SESSION_MINUTES, people=SESSION_PEOPLE,
            json=Markup(as_json(builder_data(self))),
        )

    def find_story(self) -> str:
        """From a situation to the cases that speak to it."""
        return self._html("find_story", situations=[found for found in self.data.situations.values() if found.cases])

    def situations(self) -> str:
        """“Where are you now?”: situations that lead to the right page."""
        return self._html("situations", situations=[found for found in self.data.situations.values() if found.home])

    def home_motif(self) -> str:
        """The home page’s drawing: Aotearoa, and where the researchers listened. It is hidden from screen readers."""
        return self._html(
            "home_motif", width=aotearoa.WIDTH, height=aotearoa.HEIGHT, coasts=aotearoa.coasts(), places=aotearoa.places(), bonds=aotearoa.bonds(),
        )

    def home_parts(self) -> str:
        """The parts of the guide with the question that each answers."""
        return self._html("home_parts")

    def home_stories(self) -> str:
        """The stories in short, for the home page."""
        return self._html("home_stories")

    def home_talk(self) -> str:
        """Links to each phase’s questions to talk about."""
        return self._html("home_talk")

    def downloads(self) -> str:
        """The files to take along, which macros/offers.py fills in when they are made."""
        return self._html("downloads", offers=None)

    def saving(self) -> str:
        """What the browser keeps, with its buttons; macros/saving.py fills in the size."""
        return self._html("saving", size="")


_HELPERS = {"part", "keep", "link", "show", "drawing", "short", "short_address", "printed_address", "code_of", "section_name", "page_title", "heading"}
MACROS: tuple[str, ...] = tuple(name for name, value in vars(Renderer).items() if not name.startswith("_") and callable(value) and name not in _HELPERS)


def _sort_key(text: str) -> str:
    """Alphabetical order that ignores case, macrons and leading punctuation."""
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"^\W+", "", "".join(char for char in plain if not unicodedata.combining(char))).lower()


def _letter(text: str) -> str:
    """The letter that it stands under in a list."""
    first = _sort_key(text)[:1].upper()
    return first if first.isalpha() else "0–9"
