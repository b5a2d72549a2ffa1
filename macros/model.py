"""The records of the guide. A field here is a YAML key in data/ and a template variable.

Every record is frozen. Field descriptions are what editors read in their schema-aware
editor and in messages about missing fields. `Ref` marks a field whose value is the id of
another record, `Home` a place on the site, `Passage` a heading on a case's own page;
check.py follows these marks, so a new field needs no new rule.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Annotated, Any, Literal, cast, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.fields import FieldInfo

from .problem import did_you_mean


@dataclass(frozen=True)
class Ref:
    """The field holds the id of a record of this kind, or one of the words `besides`."""

    kind: str
    besides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Home:
    """The field holds a page below docs/, with or without `#anchor`."""


@dataclass(frozen=True)
class Passage:
    """The field holds the anchor of a heading on the case's own page."""


class Wording:
    """How a text is written: `says` tells editors, `wrong` what is wrong with a text."""

    @property
    def says(self) -> str:
        raise NotImplementedError

    def wrong(self, text: str) -> str | None:
        raise NotImplementedError


@dataclass(frozen=True)
class Plain(Wording):
    """Templates print the text as it stands, so marks of Markdown and HTML would be seen."""

    says = "Plain text."

    def wrong(self, text: str) -> str | None:
        if found := _MARKUP.search(text):
            return f"holds {found[0]}, which readers would see as it stands. Write plain text, without Markdown or HTML"
        return None


@dataclass(frozen=True)
class MaxWords(Wording):
    """A text that is read at a glance, on a card or aloud."""

    limit: int

    @property
    def says(self) -> str:
        return f"At most {self.limit} words."

    def wrong(self, text: str) -> str | None:
        count = len(text.split())
        return f"has {count} words. Shorten it to {self.limit}" if count > self.limit else None


@dataclass(frozen=True)
class Sentences(Wording):
    """An explanation that stands beside other things."""

    limit: int

    @property
    def says(self) -> str:
        return f"At most {_NUMBERS[self.limit]} sentences."

    def wrong(self, text: str) -> str | None:
        count = len(_SENTENCE_ENDS.split(text.strip()))
        return f"has {count} sentences. Keep to {_NUMBERS[self.limit]}" if count > self.limit else None


@dataclass(frozen=True)
class NoStop(Wording):
    """A text that stands in a list or in front of a colon."""

    says = "No full stop at its end."

    def wrong(self, text: str) -> str | None:
        return "ends with a full stop. Take it out" if text.rstrip().endswith(".") else None


@dataclass(frozen=True)
class Asks(Wording):
    """A question that a group can ask itself aloud."""

    says = "Ends with a question mark."

    def wrong(self, text: str) -> str | None:
        return None if text.rstrip().endswith("?") else "does not end with a question mark. Write something that a group can ask itself"


_MARKUP = re.compile(r"</?[a-z][^>]*>|<!--|&(?:[a-z]+|#\d+);|\*+[^\s*][^*]*\*|(?<!\w)_[^\s_][^_]*_(?!\w)|`|\]\(|\{[{%#]|^#{1,6} ", re.I | re.M)
_SENTENCE_ENDS = re.compile(r"(?<=[.?!…])[”’)]*\s+(?=\S)")
_NUMBERS = ("no", "one", "two", "three", "four")

WORD_FORM = r"^[a-zāēīōū]+(-[a-zāēīōū]+)*$"
ID_FORM = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PREFIX_FORM = r"^[A-Z]{2}$"
PLACE_FORM = r"^[a-z0-9/-]+\.md(#[a-z0-9-]+)?$"
CLOCK_FORM = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
Id = Annotated[str, StringConstraints(pattern=ID_FORM)]
Word = Annotated[str, StringConstraints(pattern=WORD_FORM)]
Printed = Annotated[str, StringConstraints(pattern=r"\S")]
Text = Annotated[Printed, Plain()]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
Question = Annotated[Text, Asks()]
Asked = Annotated[Question, MaxWords(18)]
Questions = Annotated[tuple[Asked, ...], Field(min_length=1)]
Place = Annotated[str, StringConstraints(pattern=PLACE_FORM), Home()]
Anchor = Annotated[Id, Passage()]
Clock = Annotated[str, StringConstraints(pattern=CLOCK_FORM)]

SectionId = Annotated[Id, Ref("sections")]
PhaseId = Annotated[Id, Ref("phases")]
FactorId = Annotated[Id, Ref("factors")]
RoleId = Annotated[Id, Ref("roles")]
WayId = Annotated[Id, Ref("ways_of_working")]
DomainId = Annotated[Id, Ref("domains")]
StageId = Annotated[Id, Ref("stages")]
CaseId = Annotated[Id, Ref("cases")]
TermId = Annotated[Id, Ref("terms")]
VoiceId = Annotated[Id, Ref("voices")]
FigureId = Annotated[Id, Ref("figures")]
ExampleId = Annotated[Id, Ref("examples")]
ToolId = Annotated[Id, Ref("tools")]
ActivityId = Annotated[Id, Ref("activities")]
SessionId = Annotated[Id, Ref("sessions")]


# --- words of choice: what readers see of each, in the order in which they see them ------

FactorKind = Literal["enabler", "impediment"]
FACTOR_TITLES: dict[FactorKind, str] = {"enabler": "Enablers: what helps", "impediment": "Impediments: what gets in the way"}

Mandate = Literal["bottom-up", "top-down", "both"]
MANDATES: dict[Mandate, str] = {"bottom-up": "From below (bottom-up)", "top-down": "From above (top-down)", "both": "From above and below"}

Basis = Literal["stated", "inferred", "absent"]
BASES: dict[Basis, str] = {"stated": "Stated in the source", "inferred": "Inferred by this edition", "absent": "Nobody in the source"}
BASES_IN_SHORT: dict[Basis, str] = {"stated": "Stated", "inferred": "Inferred", "absent": "Nobody"}

Aim = Literal["start", "unstick", "take-stock", "managers", "story"]
AIMS: dict[Aim, str] = {
    "start": "Start a group", "unstick": "Get a group unstuck", "take-stock": "Take stock", "managers": "Brief managers", "story": "Learn from a story",
}

SessionPart = Literal["opening", "looking", "deciding", "closing"]
SESSION_PARTS: dict[SessionPart, str] = {
    "opening": "Opening", "looking": "Looking and listening", "deciding": "Deciding what comes next", "closing": "Closing",
}

SESSION_MINUTES = (30, 180)
SESSION_PEOPLE = (2, 200)

Grouping = Literal["alone", "pairs", "small-groups", "everyone"]
GROUPINGS: dict[Grouping, str] = {"alone": "Alone", "pairs": "In pairs", "small-groups": "In threes or fours", "everyone": "Everyone"}

PhasePart = Literal["phase", "reinforcement", "context"]
PHASE_PARTS: dict[PhasePart, str] = {
    "phase": "Phases, which overlap", "reinforcement": "What strengthens all of them", "context": "What surrounds them",
}

Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]
CORNERS: tuple[Corner, ...] = get_args(Corner)


class Record(BaseModel):
    """A frozen record that refuses unknown keys and does not guess types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Named(Record):
    id: Id = Field(description="Permanent name in small letters, digits and hyphens. Links use it: never change it.")


class Sourced(Named):
    """What the sources say, or what this edition adds to it: one of the two."""

    section: SectionId | None = Field(None, description="Where the sources have it: a section of sources.yml. Left out for an addition.")
    addition: Literal[True] | None = Field(None, description="true for what this edition adds; it then has no section.")


# --- the guide's own parts -------------------------------------------------------------


class Phase(Sourced):
    title: Text = Field(description="Title of the page.")
    part: PhasePart = Field(
        description="One of the four phases, one of the two that reinforce them, or the context around them."
    )
    page: Place = Field(description="Its page below docs/.")
    question: Asked = Field(description="The question that it answers.")
    gist: Texts = Field(description="Three or four short lines: what a reader in a hurry takes away.")
    talk: Questions = Field(description="Questions that a group can talk about (this edition’s).")


class Factor(Sourced):
    kind: FactorKind = Field(description="Does it help or hinder?")
    printed_as: Text | None = Field(None, description="The source’s own word, where it is not enabler or impediment.")
    phase: PhaseId | None = Field(None, description="Phase of the guide on whose page it stands.")
    wording: Annotated[Text, MaxWords(10), NoStop()] = Field(description="A short wording that stands alone.")
    explanation: Annotated[Text, Sentences(2)] = Field(description="One sentence or two: what it looks like, with an example where the sources have one.")
    added: Literal[True] | None = Field(None, description="true where this edition explains what the sources do not.")
    question: Asked = Field(description="A question that a group can ask itself.")


class Domain(Sourced):
    name: Text = Field(description="The sources’ name.")
    name_since: Text = Field(description="Name used for it since (this edition’s note).")
    position: Corner = Field(description="Where it stands in the drawing.")
    cause_effect: Text = Field(description="What cause and effect are like.")
    response: Annotated[tuple[Text, ...], Field(min_length=3, max_length=3)] = Field(description="The response sequence: three verbs.")
    practices: Texts = Field(description="Practices that fit.")
    explanation: Text = Field(description="One or two sentences that stand alone.")
    question: Asked = Field(description="A question that a group can ask itself.")


class Stage(Sourced):
    number: int = Field(ge=1, description="Place in the order of the source.")
    name: Text = Field(description="Name of the stage.")
    gist: Text = Field(description="One line.")
    characteristics: Texts = Field(description="What the stage is like.")
    moves: Texts = Field(description="What to consider at this stage.")
    question: Asked = Field(description="A question that a group can ask itself.")


class Jump(Sourced):
    start: Annotated[Id, Ref("stages", besides=("any",))] = Field(description="Stage that the jump starts from, or any.")
    end: StageId = Field(description="Stage that it leads to.")
    text: Text = Field(description="What happens.")


class Zone(Sourced):
    name: Text = Field(description="Name of the zone.")
    between: Annotated[tuple[StageId, ...], Field(min_length=2, max_length=2)] = Field(description="The two stages around it.")
    text: Text = Field(description="What happens there.")


class WayOfWorking(Sourced):
    name: Text = Field(description="The source’s name.")
    gloss: Text = Field(description="The paper’s short gloss.")
    explanation: Text = Field(description="One or two sentences that stand alone.")
    question: Asked = Field(description="A question that a group can ask itself.")


class Role(Sourced):
    also: tuple[SectionId, ...] = Field((), description="Sections of the other document that tell of it too.")
    name: Text = Field(description="Name of the role.")
    wording: Annotated[Text, NoStop()] = Field(description="The role in one line.")
    explanation: Text = Field(description="Two or three sentences that stand alone.")
    marks: Texts = Field(description="What people in this role do.")
    question: Asked = Field(description="A question that a group can ask itself.")


class FigurePart(Named):
    label: Text = Field(description="What the drawing prints.")
    text: Text | None = Field(None, description="What it means.")
    link: Place | None = Field(None, description="Where a click leads.")


class Figure(Named):
    title: Text = Field(description="Title of the drawing.")
    section: SectionId | None = Field(None, description="Section that it belongs to. An addition may leave it out.")
    description: Text = Field(description="Says in words all that the drawing says.")
    credit: Text | None = Field(None, description="Credit as printed.")
    addition: Literal[True] | None = Field(None, description="true for a drawing that this edition adds.")
    inference: tuple[Text, ...] = Field((), description="What this edition inferred, because the printed drawing is lost.")
    parts: tuple[FigurePart, ...] = Field((), description="Labels that have no other home in data/.")


# --- voices, works and words -----------------------------------------------------------


class Voice(Sourced):
    kind: Literal["speech", "write-up"] = Field(description="What someone said, or a case write-up set like a quotation.")
    who: Text = Field(description="Attribution as the source gives it.")
    inferred: Literal[True] | None = Field(None, description="true where the attribution is not the source’s own.")
    text: Text = Field(description="Retold in reported speech; quoted phrases have up to seven words.")
    case: CaseId | None = Field(None, description="Case that it belongs to.")
    also: tuple[SectionId, ...] = Field((), description="Other sections that print the same remark.")
    note: Text | None = Field(None, description="What a reader should know about it.")


class Use(Record):
    section: SectionId = Field(description="Section that names it.")
    pointer: Text | None = Field(None, description="What to read there, and why.")


class Reference(Named):
    kind: Literal["publication", "website", "statute", "contact"] = Field(description="What it is.")
    authors: Text | None = Field(None, description="Authors, as corrected in the errata.")
    year: Text | None = Field(None, description="Year, in quotation marks.")
    title: Text = Field(description="Title as printed.")
    venue: Text | None = Field(None, description="Where it appeared.")
    address: Printed | None = Field(None, description="Website or e-mail address as printed in 2008.")
    address_page: Printed | None = Field(None, description="The rest of the address, from the first slash.")
    path: Printed | None = Field(None, description="Way to it on the website, as printed.")
    uses: Annotated[tuple[Use, ...], Field(min_length=1)] = Field(description="Sections that name it, and what to read there.")
    note: Text | None = Field(None, description="What a reader should know about it.")
    addition: Literal[True] | None = Field(None, description="true for a reference that this edition adds.")

    @property
    def web(self) -> str:
        """The printed address as a link, or nothing for one that is no website."""
        return f"http://{self.address}{self.address_page or ''}" if self.address and "@" not in self.address else ""


class Term(Sourced):
    kind: Literal["term", "acronym", "person", "organisation", "programme", "place", "te-reo", "statute"] = Field(description="What it is.")
    term: Text = Field(description="The word, in today’s spelling.")
    lang: Literal["mi"] | None = Field(None, description="mi for an ordinary word of te reo Māori.")
    expansion: Text | None = Field(None, description="What an acronym stands for.")
    definition: Text = Field(description="What it means here.")
    added: Literal[True] | None = Field(None, description="true where this edition explains what the sources do not.")
    also: tuple[Text, ...] = Field((), description="Other spellings in the sources.")
    see: tuple[TermId, ...] = Field((), description="Related terms.")


class Erratum(Named):
    document: Literal["discussion", "paper", "both"] = Field(description="Which document.")
    section: SectionId = Field(description="Section concerned.")
    kind: Literal["name", "number", "contradiction", "wording", "lost", "law"] = Field(description="What sort of slip.")
    found: Text = Field(description="What stands in the original.")
    guide: Text = Field(description="What this guide does.")
    addition: Literal[True] | None = Field(None, description="true for an entry that this edition adds.")


# --- cases -----------------------------------------------------------------------------


class RolePlayed(Record):
    role: RoleId = Field(description="Role.")
    basis: Basis = Field(description="Named by the source, read into it by this edition, or nobody.")
    who: Text | None = Field(None, description="Who played it.")
    reason: Text = Field(description="Why we say so.")
    passage: Anchor | None = Field(None, description="Heading on the case’s page that shows it.")


class Moment(Record):
    when: Text = Field(description="When, as the source gives it.")
    what: Text = Field(description="What happened.")


class TurningPoint(Record):
    title: Text = Field(description="A few words.")
    text: Text = Field(description="What turned, and why.")
    passage: Anchor | None = Field(None, description="Heading on the case’s page that shows it.")


class Number(Record):
    figure: Text = Field(description="The figure, in quotation marks where it is a number.")
    meaning: Text = Field(description="What it counts.")


class FactorSeen(Record):
    factor: FactorId = Field(description="Factor.")
    reason: Text = Field(description="How the story shows it.")
    passage: Anchor = Field(description="Heading on the case’s page that shows it.")


class PhaseSeen(Record):
    phase: PhaseId = Field(description="Phase.")
    reason: Text = Field(description="How the story shows it.")
    passage: Anchor = Field(description="Heading on the case’s page that shows it.")


class SectionUsing(Record):
    section: SectionId = Field(description="Section that uses this case.")
    note: Text = Field(description="What for.")


class Case(Sourced):
    title: Text = Field(description="Title of the page.")
    short: Annotated[Text, StringConstraints(max_length=20)] = Field(description="Name for table headers, up to 20 characters.")
    number: int = Field(ge=1, description="Order of the cases.")
    page: Place = Field(description="Its page below docs/.")
    summary: Text = Field(description="One or two sentences.")
    brief: Annotated[Text, MaxWords(150)] = Field(
        description="The story in short, to be read aloud or handed out: who, what changed, the turn, what stayed unfinished."
    )
    brief_question: Asked = Field(description="The one question that goes with it (this edition’s).")
    care: Text | None = Field(None, description="Content note, where the story may distress.")
    place: Text = Field(description="Where.")
    sector: Annotated[tuple[Word, ...], Field(min_length=1)] = Field(description="Sectors: one word each, in small letters, with hyphens inside.")
    years: Text = Field(description="When, as the source gives it.")
    agencies: Texts = Field(description="Agencies and organisations.")
    people: Texts = Field(description="People, as the source names them.")
    mandate: Mandate = Field(description="Who mandated it.")
    mandate_reason: Text = Field(description="Why we say so.")
    way_of_working: WayId = Field(description="Way of working.")
    way_reason: Text = Field(description="Why we say so.")
    domain: DomainId | None = Field(None, description="Sense-making domain, where the sources support one.")
    domain_reason: Text | None = Field(None, description="Why we say so.")
    exception: Text | None = Field(None, description="How the case differs from the others, where the source says so.")
    roles: Annotated[tuple[RolePlayed, ...], Field(min_length=1)] = Field(description="Roles as played.")
    timeline: Annotated[tuple[Moment, ...], Field(min_length=1)] = Field(description="Steps in order.")
    turning_points: tuple[TurningPoint, ...] = Field((), description="Where the story turned.")
    results: Texts = Field(description="What came of it.")
    lessons: Texts = Field(description="What people took from it.")
    unfinished: tuple[Text, ...] = Field((), description="What was open when the sources were written.")
    numbers: tuple[Number, ...] = Field((), description="Figures that the source gives.")
    factors: Annotated[tuple[FactorSeen, ...], Field(min_length=1)] = Field(description="Factors that the story shows.")
    phases: Annotated[tuple[PhaseSeen, ...], Field(min_length=1)] = Field(description="Phases that the story shows.")
    sections: tuple[SectionUsing, ...] = Field((), description="Sections that use this case.")
    concepts: tuple[TermId, ...] = Field((), description="Glossary terms that it illustrates.")
    questions: Annotated[tuple[Annotated[Question, MaxWords(18)], ...], Field(min_length=1)] = Field(
        description="Discussion questions for six people in fifteen minutes (this edition’s)."
    )


class Example(Sourced):
    title: Text = Field(description="A few words.")
    home: Place = Field(description="Page and anchor where the guide uses it.")
    place: Text | None = Field(None, description="Where, if the source says.")
    text: Text = Field(description="The short story.")
    point: Text = Field(description="What it shows.")
    factors: tuple[FactorId, ...] = Field((), description="Factors that it shows.")
    case: CaseId | None = Field(None, description="Case that it belongs to.")


class CaseForSituation(Record):
    case: CaseId = Field(description="Case that speaks to it.")
    reason: Text = Field(description="How.")
    passage: Anchor = Field(description="Heading on the case’s page.")


class Situation(Named):
    wording: Annotated[Text, NoStop()] = Field(description="The situation in a group’s own words.")
    answer: Text = Field(description="One sentence: where to start.")
    page: Place = Field(description="Page and anchor of the guide that helps.")
    home: Literal[True] | None = Field(None, description="true to show it on the home page.")
    cases: tuple[CaseForSituation, ...] = Field((), description="Cases that speak to it.")
    addition: Literal[True] | None = Field(None, description="true, or left out: every situation is this edition’s.")


# --- sessions: this edition's addition -------------------------------------------------


class Range(Record):
    least: int = Field(ge=1, description="The smallest number.")
    most: int = Field(ge=1, description="The largest number.")


class Step(Record):
    who: Grouping = Field(description="How people work: alone, pairs, small-groups or everyone.")
    text: Annotated[Text, Sentences(3)] = Field(description="What they do.")
    least: int = Field(ge=1, description="Minutes that it takes at least.")
    most: int = Field(ge=1, description="Minutes that it is worth at most.")


class Activity(Named):
    addition: Literal[True] | None = Field(None, description="true, or left out: every activity is this edition’s.")
    title: Annotated[Text, NoStop()] = Field(description="Its name, as it stands in an agenda.")
    part: SessionPart = Field(description="Where in a session it belongs.")
    core: tuple[Aim, ...] = Field((), description="Aims whose sessions it belongs in before others.")
    fits: tuple[Aim, ...] = Field((), description="Aims that it serves as well.")
    purpose: Annotated[Text, Sentences(2)] = Field(description="What the group has afterwards that it did not have before.")
    invitation: Annotated[Text, MaxWords(45)] = Field(description="What the facilitator says to begin: words to say aloud.")
    steps: Annotated[tuple[Step, ...], Field(min_length=1)] = Field(description="What happens, in order.")
    facilitator: Text = Field(description="What the facilitator does and watches for.")
    participants: Annotated[Text, Sentences(2)] = Field(description="What participants do, in one line for their own copy.")
    people: Range = Field(description="How many people it works for.")
    room: Text = Field(description="How the room should be.")
    materials: tuple[Text, ...] = Field((), description="What to bring.")
    pages: tuple[Place, ...] = Field((), description="Pages to open or to print.")
    tools: tuple[Place, ...] = Field((), description="Tools of the guide that help with it.")
    cards: tuple[Place, ...] = Field((), description="Cards or sheets to hand out.")
    before: tuple[ActivityId, ...] = Field((), description="Activities of which one must come before it in the same session.")
    after: tuple[ActivityId, ...] = Field((), description="Activities of which one must come after it.")
    sections: tuple[SectionId, ...] = Field((), description="Sections of the sources that it works with.")
    source: Text = Field(description="Where the form of it comes from.")

    @property
    def least(self) -> int:
        """Minutes that all steps take at least."""
        return sum(step.least for step in self.steps)

    @property
    def most(self) -> int:
        """Minutes that all steps are worth at most."""
        return sum(step.most for step in self.steps)


class Item(Record):
    activity: ActivityId | None = Field(None, description="An activity, or else a pause.")
    pause: Annotated[Text, NoStop()] | None = Field(None, description="A break, by its name: Lunch.")
    minutes: int = Field(ge=1, description="How long it takes.")
    at: Clock | None = Field(None, description="A time that must hold, in quotation marks.")
    note: Annotated[Text, Sentences(3)] | None = Field(None, description="What is particular to this session: which story, which question.")
    opens: tuple[Place, ...] = Field((), description="Pages that this session opens here.")


class Session(Named):
    addition: Literal[True] | None = Field(None, description="true, or left out: every session is this edition’s.")
    title: Annotated[Text, NoStop()] = Field(description="Title of the page.")
    page: Place = Field(description="Its page below docs/.")
    aim: Aim = Field(description="What it is for.")
    summary: Annotated[Text, Sentences(2)] = Field(description="For whom it is, and what they have at the end.")
    minutes: int = Field(ge=SESSION_MINUTES[0], le=SESSION_MINUTES[1], description="How long it takes, breaks included.")
    people: Range = Field(description="How many people it works for.")
    start: Clock = Field(description="When it begins, in quotation marks; a leader may change that.")
    prepare: Texts = Field(description="What to do before the day.")
    items: Annotated[tuple[Item, ...], Field(min_length=2)] = Field(description="Activities and breaks, in order.")
    afterwards: Texts = Field(description="What to do when it is over.")


class Synonym(Named):
    typed: Annotated[tuple[Printed, ...], Field(min_length=1)] = Field(description="What people type: words or short phrases.")
    means: Texts = Field(description="What the guide calls it: words or short phrases that stand on its pages.")


# --- tools -----------------------------------------------------------------------------


class ToolChoice(Named):
    """An answer. Its label is its own or the name of a record that it stands for."""

    label: Annotated[Text, NoStop()] | None = Field(None, description="What the answer says, where no record gives its name.")
    text: Text | None = Field(None, description="What it means, where the label is not enough.")
    domain: DomainId | None = Field(None, description="Domain that it stands for.")
    way: WayId | None = Field(None, description="Way of working that it stands for.")


class ToolItem(Named):
    """Something that members judge. Its wording is its own or a record's name."""

    wording: Annotated[Text, NoStop()] | None = Field(None, description="What members judge, where no record gives its name.")
    explanation: Text | None = Field(None, description="What it looks like.")
    question: Asked | None = Field(None, description="What to talk about where members differ.")
    role: RoleId | None = Field(None, description="Role that it stands for.")
    stage: StageId | None = Field(None, description="Stage that it stands for.")
    links: tuple[Place, ...] = Field((), description="Pages or passages that speak to it.")


class ToolGroup(Named):
    """Items that are asked together, with the same answers."""

    title: Text | None = Field(None, description="Heading, where no phase or stage gives it.")
    question: Question | None = Field(None, description="What is asked of each of its items.")
    phase: PhaseId | None = Field(None, description="Phase whose enablers and impediments are its items.")
    stage: StageId | None = Field(None, description="Stage whose characteristics are its items.")
    items: tuple[ToolItem, ...] = Field((), description="Its items, where no phase or stage gives them.")
    choices: tuple[ToolChoice, ...] = Field((), description="Its answers, where they are not the tool’s.")
    ordered: Literal[True] | None = Field(None, description="true where its own answers are a scale, from one end to the other.")


class ToolQuestion(Named):
    """A question whose answer suggests a choice."""

    question: Question = Field(description="What is asked; people answer yes or no.")
    no: Id = Field(description="The choice that a no points to. Yes to all points to the first that no question names.")


class ToolTheme(Record):
    """Items as members read them, whatever their group."""

    title: Annotated[Text, NoStop()] = Field(description="Heading.")
    items: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(description="Ids of items, in the order of display.")


class ToolText(Named):
    """Words that a result says."""

    title: Annotated[Text, NoStop()] | None = Field(None, description="Heading, where it has one.")
    text: Text = Field(description="What it says.")
    links: tuple[Place, ...] = Field((), description="Pages or passages that speak to it.")
    stories: tuple[CaseId, ...] = Field((), description="Stories that speak to it.")
    section: SectionId | None = Field(None, description="Where the sources have it. Left out for what this edition adds.")


class Tool(Named):
    prefix: Annotated[str, StringConstraints(pattern=PREFIX_FORM)] = Field(description="Two capital letters before its codes. Never change them.")
    title: Text = Field(description="Title of the page.")
    page: Place = Field(description="Its page below docs/.")
    question: Asked = Field(description="The question that it answers.")
    gist: Text = Field(description="One sentence: what it does.")
    steps: Texts = Field(description="How to use it, step by step.")
    choices: tuple[ToolChoice, ...] = Field((), description="Answers in the order of display, what is not known last (its id: dont-know).")
    ordered: Literal[True] | None = Field(None, description="true where the answers are a scale, from one end to the other.")
    parts: int | None = Field(None, ge=1, le=31, description="How many parts of an issue members may name and judge, where items are not given.")
    groups: tuple[ToolGroup, ...] = Field((), description="Items by group. Each group can be asked alone.")
    questions: tuple[ToolQuestion, ...] = Field((), description="Questions that help to choose, in the order in which they are asked.")
    themes: tuple[ToolTheme, ...] = Field((), description="The items by what they are about, where that is how members read them.")
    figure: FigureId | None = Field(None, description="Drawing whose processes its results name.")
    texts: tuple[ToolText, ...] = Field((), description="Words that its results say.")
    addition: Literal[True] | None = Field(None, description="true, or left out: every tool is this edition’s.")


class SetGroup(Named):
    choices: dict[Id, Printed] = Field({}, description="Its answers, where they are not the set’s.")
    items: dict[Id, Printed] = Field(description="Items and what members read, in the order of codes.")


class ItemSet(Named):
    tool: ToolId = Field(description="Tool that it belongs to.")
    version: int = Field(ge=1, le=31, description="Its number. Codes carry it.")
    published: Literal[True] | None = Field(None, description="true when people may have codes of it: it never changes again.")
    choices: dict[Id, Printed] = Field({}, description="Answers and what members read, in the order of codes.")
    parts: int | None = Field(None, ge=1, le=31, description="How many parts members may name, where items are not given.")
    groups: tuple[SetGroup, ...] = Field((), description="What a code may cover, in the order of codes.")


# --- sources ---------------------------------------------------------------------------


class Document(Named):
    title: Text = Field(description="Title.")
    short: Text | None = Field(None, description="Name in running text.")
    authors: Text | None = Field(None, description="Authors.")
    year: Text = Field(description="Year, in quotation marks.")
    publisher: Text = Field(description="Publisher.")
    note: Text = Field(description="What a reader should know about it.")


class Section(Named):
    document: Annotated[Id, Ref("documents")] = Field(description="Document that it belongs to.")
    number: Text | None = Field(None, description="Number as printed.")
    title: Text = Field(description="Heading, shortened where it is long.")
    kind: Literal[
        "title", "heading", "subheading", "inset", "passage", "list", "links", "figure", "table", "story", "notes"
    ] = Field(description="What it is.")
    parent: SectionId | None = Field(None, description="Section around it.")
    enablers: int | None = Field(None, ge=0, description="Enablers that the printed list has.")
    impediments: int | None = Field(None, ge=0, description="Impediments that the printed list has.")
    homes: Annotated[tuple[Place, ...], Field(min_length=1)] = Field(description="Pages and anchors where its content is.")


# --- addresses -------------------------------------------------------------------------


PAGE_FORM = r"^[a-z0-9/-]+\.md$"
SHORT_FORM = r"^[a-z0-9/-]+(\.md(#[a-z0-9-]+)?)?$"
Page = Annotated[str, StringConstraints(pattern=PAGE_FORM)]
LedgerPlace = Annotated[str, StringConstraints(pattern=PLACE_FORM)]  # addresses.py follows it, not `Home`
LedgerAnchor = Annotated[str, StringConstraints(pattern=r"^\S+$")]


class Published(Named):
    id: Page = Field(description="A page below docs/ that was ever published.")
    anchors: tuple[LedgerAnchor, ...] = Field((), description="Every anchor that it ever had, in the order of publication. Only ever added to.")
    moved: dict[LedgerAnchor, LedgerPlace] = Field({}, description="Anchors that are somewhere else now, and where.")
    moved_to: Page | None = Field(None, description="The page that readers find now, where this one was renamed or merged.")


class Short(Named):
    ids: tuple[Id, ...] = Field((), description="Every id ever published as /go/<kind>-<id>/. Only ever added to.")
    moved: dict[Id, Annotated[str, StringConstraints(pattern=SHORT_FORM)]] = Field(
        {}, description="Ids that no record has any more, and what to open: kind-id of another record, or a page with an anchor."
    )


# --- which record stands where ---------------------------------------------------------


@dataclass(frozen=True)
class In:
    """Where records of a kind stand: the file below data/ and the word that messages use
    for one of them (none: the record's own `kind`). `key` is the key of the list in a
    file that holds several kinds; a file name with `*` holds one record a file, named
    after its id. `title` is what readers call all of them, if not the kind's name."""

    file: str
    noun: str | None = None
    key: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Origin:
    """Where a record stands: its file and the line of every field, by path."""

    file: str
    lines: dict[tuple[str | int, ...], int] = dataclass_field(hash=False)

    def line(self, *path: str | int) -> int:
        """Line of the field at `path`, or of the nearest field around it."""
        for end in range(len(path), -1, -1):
            if (found := self.lines.get(tuple(path[:end]))) is not None:
                return found
        return 1


@dataclass(frozen=True)
class Data:
    """All records by kind and id, in the order of their files, and where each stands.

    A field marked with `In` is a kind of record; KINDS and data.of() derive from these
    declarations. `broken` has the ids of records that could not be read, so that nothing
    else complains of their absence."""

    phases: Annotated[dict[str, Phase], In("phases.yml", "phase")]
    factors: Annotated[dict[str, Factor], In("factors.yml", title="Enablers and impediments")]
    domains: Annotated[dict[str, Domain], In("sense-making.yml", "domain")]
    stages: Annotated[dict[str, Stage], In("life-cycle.yml", "stage", "stages")]
    jumps: Annotated[dict[str, Jump], In("life-cycle.yml", "jump", "jumps")]
    zones: Annotated[dict[str, Zone], In("life-cycle.yml", "zone", "zones")]
    ways_of_working: Annotated[dict[str, WayOfWorking], In("ways-of-working.yml", "way of working")]
    roles: Annotated[dict[str, Role], In("roles.yml", "role")]
    figures: Annotated[dict[str, Figure], In("figures.yml", "figure", title="Drawings")]
    voices: Annotated[dict[str, Voice], In("voices.yml", "voice")]
    references: Annotated[dict[str, Reference], In("references.yml", "reference", title="Publications and websites")]
    terms: Annotated[dict[str, Term], In("glossary.yml", "term", title="Words and names")]
    errata: Annotated[dict[str, Erratum], In("errata.yml", "erratum", title="Errors and uncertainties")]
    cases: Annotated[dict[str, Case], In("cases/*.yml", "case", title="Stories")]
    examples: Annotated[dict[str, Example], In("examples.yml", "example", title="Smaller examples")]
    situations: Annotated[dict[str, Situation], In("situations.yml", "situation")]
    activities: Annotated[dict[str, Activity], In("activities.yml", "activity")]
    sessions: Annotated[dict[str, Session], In("sessions.yml", "session", title="Ready sessions")]
    synonyms: Annotated[dict[str, Synonym], In("synonyms.yml", "synonym")]
    tools: Annotated[dict[str, Tool], In("tools.yml", "tool")]
    item_sets: Annotated[dict[str, ItemSet], In("item-sets.yml", "item set")]
    documents: Annotated[dict[str, Document], In("sources.yml", "document", "documents")]
    sections: Annotated[dict[str, Section], In("sources.yml", "section", "sections", "Sections of the two documents")]
    published: Annotated[dict[str, Published], In("addresses.yml", "page", "pages")]
    shorts: Annotated[dict[str, Short], In("addresses.yml", "kind", "short")]
    origins: dict[tuple[str, str], Origin] = dataclass_field(default_factory=dict, repr=False)
    broken: dict[str, set[str]] = dataclass_field(default_factory=lambda: defaultdict(set), repr=False)

    def of(self, kind: str) -> dict[str, Named]:
        """The records of a kind by its name, for what is the same for every kind."""
        return cast(dict[str, Named], getattr(self, KIND_BY_NAME[kind].name))

    @property
    def stories(self) -> list[Case]:
        """The cases by their number."""
        return sorted(self.cases.values(), key=lambda case: case.number)

    @property
    def life_cycle(self) -> list[Stage]:
        """The stages by their number."""
        return sorted(self.stages.values(), key=lambda stage: stage.number)

    @property
    def quadrant(self) -> list[Domain]:
        """The domains by their corner, row by row."""
        return sorted(self.domains.values(), key=lambda domain: CORNERS.index(domain.position))

    def listed(self, phase: str) -> list[Factor]:
        """The factors that a phase's two lists show: those of the printed lists, and additions."""
        return [
            factor for factor in self.factors.values()
            if factor.phase == phase and (factor.addition or (factor.section in self.sections and self.sections[factor.section].kind == "list"))
        ]

    def all(self) -> Iterator[tuple[Kind, Named]]:
        """Every record with its kind."""
        for kind in KINDS:
            for record in self.of(kind.name).values():
                yield kind, record


@dataclass(frozen=True)
class Kind:
    """A kind of record, as `Data` declares it: its plural name, its model, and `In`."""

    name: str
    model: type[Named]
    file: str
    noun: str | None
    key: str | None
    title: str

    @property
    def plural(self) -> str:
        """The plural name as messages begin with it."""
        return self.name.replace("_", " ").capitalize()


def _kinds() -> Iterator[Kind]:
    for name, declared in get_type_hints(Data, include_extras=True).items():
        for mark in getattr(declared, "__metadata__", ()):
            yield Kind(name, get_args(get_args(declared)[0])[1], mark.file, mark.noun, mark.key, mark.title or name.replace("_", " ").capitalize())


KINDS: tuple[Kind, ...] = tuple(_kinds())
KIND_BY_NAME = {kind.name: kind for kind in KINDS}
KIND_BY_MODEL = {kind.model: kind for kind in KINDS}


Mark = Ref | Home | Passage | Wording


def marks_of(field: FieldInfo) -> list[Mark]:
    """The marks anywhere inside the type of a record's field."""
    return [mark for mark in (*field.metadata, *_metadata(field.annotation)) if isinstance(mark, Mark)]


def meaning(field: FieldInfo) -> str:
    """What editors read about a field: what it holds, and how its text is written."""
    told = [mark.says for mark in marks_of(field) if isinstance(mark, Wording) and not isinstance(mark, Plain)]
    return " ".join([str(field.description), *told])


def _metadata(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in getattr(annotation, "__args__", ()):
        yield from _metadata(inner)


def record_model(annotation: Any) -> type[Record] | None:
    """The record model inside the type of a field, such as `tuple[RolePlayed, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for inner in get_args(annotation) if (found := record_model(inner))), None)


def models(model: type[Record]) -> list[type[Record]]:
    """A record's model and those of the records inside it."""
    found = [model]
    for field in model.model_fields.values():
        if inner := record_model(field.annotation):
            found += models(inner)
    return found


def dotted(path: tuple[str | int, ...]) -> str:
    """`("roles", 0, "who")` as `roles.1.who`: lists count from 1, as people do."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def unknown(kind: Kind, name: str, known: Iterable[str]) -> str:
    """What messages say of an id that no record of this kind has."""
    return f'unknown {kind.noun or "factor"} "{name}".{did_you_mean(name, known)} {kind.plural} are listed in data/{kind.file}.'


def label(record: Named) -> str:
    """How messages name a record: `enabler "time-and-resources"`."""
    noun = record.kind if isinstance(record, Factor) else KIND_BY_MODEL[type(record)].noun
    return f'{noun} "{record.id}"'
