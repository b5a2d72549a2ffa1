"""The real data: complete against the sources, and sound."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import get_args

from conftest import ROOT, guide, real

from macros.model import (
    AIMS,
    BASES,
    BASES_IN_SHORT,
    CORNERS,
    FACTOR_TITLES,
    GROUPINGS,
    KINDS,
    MANDATES,
    PHASE_PARTS,
    SESSION_PARTS,
    Aim,
    Basis,
    FactorKind,
    Grouping,
    Mandate,
    PhasePart,
    SessionPart,
)
from macros.render import Renderer

DATA = real()
# What the sources print. An editor's own records are counted nowhere.
PRINTED = replace(DATA, **{
    kind.name: {name: record for name, record in DATA.of(kind.name).items() if not getattr(record, "addition", None)} for kind in KINDS
})

# What the two documents print, counted once by hand: section, enablers, impediments.
LISTS = {
    "seems-to-work-2": (5, 2), "seems-to-work-3": (7, 3), "seems-to-work-4": (8, 5), "seems-to-work-5": (3, 5),
    "seems-to-work-6": (11, 3), "seems-to-work-7": (8, 2), "innovation-box": (7, 4), "collaboration-fatigue": (0, 3),
}


def test_nothing_is_wrong() -> None:
    assert guide().problems == ()


def test_every_printed_factor_is_there() -> None:
    printed = [factor for factor in DATA.factors.values() if factor.section]
    assert len(printed) == 76
    counts = Counter((factor.section, factor.kind) for factor in printed)
    assert counts == Counter({
        (section, kind): count for section, pair in LISTS.items() for kind, count in zip(("enabler", "impediment"), pair, strict=True) if count
    })


def test_groups_are_told_apart_as_the_sources_do() -> None:
    printed_as = {section: {f.printed_as for f in DATA.factors.values() if f.section == section and f.kind == "impediment"} for section in LISTS}
    assert printed_as["innovation-box"] == {"derailer"}
    assert printed_as["collaboration-fatigue"] == {"condition for fatigue"}
    assert all(printed_as[section] == {None} for section in LISTS if section.startswith("seems"))


def test_both_documents_have_all_their_sections() -> None:
    counts = Counter(section.document for section in DATA.sections.values())
    assert counts == {"discussion": 130, "paper": 23}


def test_phases_stages_domains_ways_and_roles() -> None:
    assert [phase.part for phase in PRINTED.phases.values()] == ["phase"] * 3 + ["reinforcement"] * 2 + ["phase", "context"]
    assert [stage.id for stage in PRINTED.stages.values()] == ["forming", "frustration", "functioning", "flying", "failing"]
    assert [len(stage.characteristics) for stage in PRINTED.stages.values()] == [4, 6, 5, 5, 4]
    assert [len(stage.moves) for stage in PRINTED.stages.values()] == [5, 7, 5, 7, 2]
    assert {(jump.start, jump.end) for jump in PRINTED.jumps.values()} == {("frustration", "failing"), ("any", "failing")}
    assert [zone.between for zone in PRINTED.zones.values()] == [("frustration", "functioning")]
    assert {domain.id: domain.response for domain in PRINTED.domains.values()} == {
        "complex": ("probe", "sense", "respond"), "knowable": ("sense", "analyse", "respond"),
        "chaos": ("act", "sense", "respond"), "known": ("sense", "categorise", "respond"),
    }
    assert list(PRINTED.ways_of_working) == ["co-existence", "communication", "co-operation", "co-ordination", "collaboration"]
    assert len(PRINTED.roles) == 4
    for role in PRINTED.roles.values():
        assert {DATA.sections[section].document for section in (role.section, *role.also)} == {"discussion", "paper"}


def test_voices_works_terms_cases_and_examples() -> None:
    places = sum(1 + len(voice.also) for voice in PRINTED.voices.values())
    assert len(PRINTED.voices) >= 110 and places >= 130  # 138 printed places; some pages print a remark twice in one section
    assert len(PRINTED.references) == 37
    assert len(PRINTED.terms) == 194
    assert [case.number for case in sorted(PRINTED.cases.values(), key=lambda case: case.number)] == list(range(1, 8))
    assert len(PRINTED.examples) == 10


def test_every_page_that_retells_a_section_names_it() -> None:
    renderer = Renderer(DATA)
    pages = {home.partition("#")[0] for section in DATA.sections.values() for home in section.homes}
    for page in pages:
        renderer.page = page
        listed = renderer.sources()
        for section in DATA.sections.values():
            if any(home.partition("#")[0] == page for home in section.homes):
                assert f"#source-{section.id}\"" in listed
        assert "{{ sources() }}" in (ROOT / "docs" / page).read_text("utf-8"), f"docs/{page} should end with {{{{ sources() }}}}"


def test_every_macro_call_for_a_printed_list_and_figure_is_on_a_page() -> None:
    prose = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md"))
    for phase in ("before-starting", "getting-together", "working-together", "learning", "supporting", "sustaining"):
        assert f'{{{{ factors("{phase}") }}}}' in prose
    for section in ("innovation-box", "collaboration-fatigue"):
        assert f'{{{{ factors(section="{section}") }}}}' in prose
    for figure in DATA.figures:
        assert f'figure("{figure}")' in prose, figure
    assert "{{ sense_making() }}" in prose and "{{ life_cycle() }}" in prose


def test_every_word_of_choice_has_a_label_and_stands_nowhere_else() -> None:
    for choices, labels in (
        (FactorKind, FACTOR_TITLES), (Mandate, MANDATES), (Basis, BASES), (Basis, BASES_IN_SHORT), (PhasePart, PHASE_PARTS),
        (Aim, AIMS), (SessionPart, SESSION_PARTS), (Grouping, GROUPINGS),
    ):
        assert tuple(labels) == get_args(choices)
    told = [label for labels in (FACTOR_TITLES, MANDATES, BASES, PHASE_PARTS) for label in labels.values()]
    for path in [*(ROOT / "macros").rglob("*.j2"), *(ROOT / "macros").rglob("*.py"), *(ROOT / "hooks").rglob("*.py")]:
        if path.name != "model.py":
            assert not [label for label in told if label in path.read_text("utf-8")], path


def test_records_come_in_their_own_order() -> None:
    assert [case.number for case in DATA.stories] == list(range(1, len(DATA.cases) + 1))
    assert [stage.number for stage in DATA.life_cycle] == list(range(1, len(DATA.stages) + 1))
    mixed = replace(DATA, domains=dict(reversed(DATA.domains.items())), cases=dict(reversed(DATA.cases.items())))
    assert [domain.position for domain in mixed.quadrant] == list(CORNERS)
    assert mixed.stories == DATA.stories
