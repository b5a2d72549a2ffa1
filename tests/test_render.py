"""Each macro from plain records: real HTML that says everything, with addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, real, sound
from jinja2 import UndefinedError

from macros.figures import aotearoa
from macros.model import Role
from macros.offers import Offer
from macros.render import MACROS, TEMPLATES, Renderer, UsageError, environment, url_between

DATA = real()


class Page:
    """Ids, links and text of a piece of HTML; whoever parses it strictly finds no mistake."""

    def __init__(self, html: str) -> None:
        page = sound(html)
        self.ids = [str(element["id"]) for element in page.select("[id]")]
        self.links = [str(link.get("href")) for link in page.select("a")]
        self.text = " ".join(page.get_text(" ").split())


def render(page: str = "guide/learning.md") -> Renderer:
    renderer = Renderer(DATA)
    renderer.page = page
    return renderer


@cache
def voices() -> tuple[str, Page]:
    """All voices as their page prints them. Nobody changes them."""
    html = render("reference/voices.md").voices()
    return html, Page(html)


CALLS: dict[str, tuple[str, ...]] = {
    "gist": ("learning",), "talk": ("learning",), "factors": ("learning",), "factor": ("clear-purpose",),
    "voice": (next(iter(DATA.voices)),), "role": ("guardian-angel",), "figure": ("framework",), "links": ("links-2",), "example": ("deported-man",),
    "tool": ("factor-check",), "stories_apart": ("turn",), "folded_voice": (next(iter(DATA.voices)),), "chorus": ("paper-other-issues",),
    "session": ("half-an-hour",),
    **{name: ("semo",) for name in MACROS if name.startswith("case_") and name != "case_matrix"},
}


@pytest.mark.parametrize("name", MACROS)
def test_every_macro_gives_sound_html(name: str) -> None:
    """Balanced tags, unique ids, no line that Markdown would take for its own."""
    html = getattr(render(), name)(*CALLS.get(name, ()))
    page = Page(html)
    assert len(page.ids) == len(set(page.ids)), sorted(i for i in page.ids if page.ids.count(i) > 1)
    assert page.text.strip() or name in ("home_motif", "downloads")  # a decoration says nothing; what can be taken along is made later
    assert "\n\n" not in html and not re.search(r"^\s", html, re.M)
    assert "None" not in page.text.split() and "Undefined" not in page.text


@pytest.mark.parametrize("name", MACROS)
def test_every_macro_has_a_template_of_its_name(name: str) -> None:
    assert (TEMPLATES / f"{name}.html.j2").is_file() or name == "figure"


@pytest.mark.parametrize("name", MACROS)
def test_every_macro_has_a_test_of_its_name(name: str) -> None:
    tests = "\n".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    longer = "|".join(other.removeprefix(name) for other in MACROS if other.startswith(f"{name}_"))
    assert re.search(rf"^def test_{name}(?!{longer or '$.'})[(_]", tests, re.M)


def test_downloads_name_each_file_with_its_size_or_say_there_is_none() -> None:
    show = render()
    assert Page(show.downloads()).text.strip() == ""
    assert "came without files" in Page(show.part("downloads", offers={})).text
    page = Page(show.part("downloads", offers={"bundle": Offer("bundle", "guide.zip", "2 MB")}))
    assert page.links == ["../../guide.zip"] and "(ZIP, 2 MB)" in page.text


def test_saving_says_what_it_takes_and_how_large_everything_is() -> None:
    assert "Save everything Stop" in Page(render().saving()).text and "with JavaScript" in Page(render().saving()).text
    assert "Save everything (3 MB)" in Page(render().part("saving", size="3 MB")).text


def test_html_lives_in_templates_only() -> None:
    for path in (ROOT / "macros").glob("*.py"):
        assert not re.search(r"[\"'][^\"']*</?(div|p|a|ul|li|table|section|svg|span)\b", path.read_text("utf-8")), path.name


def test_text_is_escaped_and_names_are_strict() -> None:
    env = environment()
    assert env.from_string("{{ text }}").render(text="<b>&") == "&lt;b&gt;&amp;"
    with pytest.raises(UndefinedError):
        env.from_string("{{ nothing }}").render()


def says(page: Page, *texts: str | None) -> None:
    """Every text is on the page, however its lines are broken."""
    for text in texts:
        assert text is None or re.sub(r"\s+", " ", text).strip() in page.text, text


def test_gist() -> None:
    phase = DATA.phases["learning"]
    says(Page(render().gist("learning")), phase.question, *phase.gist)


def test_talk() -> None:
    says(Page(render().talk("learning")), *DATA.phases["learning"].talk, "this edition’s addition")


def test_case_questions() -> None:
    says(Page(render("cases/semo.md").case_questions("semo")), *DATA.cases["semo"].questions, "this edition’s addition")


@pytest.mark.parametrize("phase", [phase for phase in DATA.phases if any(f.phase == phase for f in DATA.factors.values())])
def test_factors(phase: str) -> None:
    """A phase's lists: every factor with anchor, own link, wording, explanation, question."""
    page = Page(render().factors(phase))
    listed = [f for f in DATA.factors.values() if f.phase == phase and f.section != "collaboration-fatigue"]
    assert listed
    for factor in listed:
        assert factor.id in page.ids and f"../../go/factor-{factor.id}/" in page.links
        for text in (factor.wording, factor.explanation, factor.question):
            assert re.sub(r"\s+", " ", text) in page.text
    assert page.text.count("Enabler:") == sum(f.kind == "enabler" for f in listed)
    assert page.text.count("Impediment:") == sum(f.kind == "impediment" for f in listed)


def test_voices_say_where_else_a_remark_is_printed() -> None:
    _, page = voices()
    for voice in DATA.voices.values():
        assert not voice.note or re.sub(r"\s+", " ", voice.note) in page.text
    assert page.text.count("Also printed in") == sum(bool(voice.also) for voice in DATA.voices.values())


def test_factors_of_a_section_and_what_the_source_calls_them() -> None:
    html = render().factors(section="innovation-box")
    assert Page(html).ids.count("no-champion") == 1 and "derailer" in html
    assert "condition for fatigue" in render().factors(section="collaboration-fatigue")


def test_factor() -> None:
    html = render("start/index.md").factor("clear-purpose")
    assert '"../guide/before-starting/#clear-purpose"' in html
    assert "From <a" in html and "source-seems-to-work-2" in html


def test_sense_making() -> None:
    """All that the quadrant says is text."""
    page = Page(render().sense_making())
    for domain in DATA.domains.values():
        assert f"domain-{domain.id}" in page.ids and f"../../go/domain-{domain.id}/" in page.links
        for text in (domain.name, domain.cause_effect, *domain.practices, *(step.capitalize() for step in domain.response)):
            assert re.sub(r"\s+", " ", text) in page.text


def test_life_cycle() -> None:
    """Each stage with what it is like and what to consider; every jump and zone below."""
    html = render().life_cycle()
    page = Page(html)
    assert html.count("<dt>What it is like</dt>") == html.count("<dt>If you are here, consider</dt>") == len(DATA.stages)
    for stage in DATA.stages.values():
        assert f"stage-{stage.id}" in page.ids
        for text in (*stage.characteristics, *stage.moves):
            assert text in page.text
    for record in (*DATA.jumps.values(), *DATA.zones.values()):
        assert re.sub(r"\s+", " ", record.text) in page.text


def test_voice_tells_speech_from_write_up() -> None:
    speech = next(v for v in DATA.voices.values() if v.kind == "speech")
    write_up = next(v for v in DATA.voices.values() if v.kind == "write-up")
    assert "Someone said" in render().voice(speech.id) and "Someone said" not in render().voice(write_up.id)
    assert "Write-up" in render().voice(write_up.id)
    assert speech.who in Page(render().voice(speech.id)).text


def test_folded_voice_stands_behind_its_name() -> None:
    voice = next(iter(DATA.voices.values()))
    fold = sound(render().folded_voice(voice.id)).details
    assert re.match("(Hear|Read) it from: ", fold.summary.get_text()) and fold.select_one(f"summary ~ * #voice-{voice.id}, summary ~ #voice-{voice.id}")


def test_chorus_signs_once_what_the_same_people_say() -> None:
    page = Page(html := render().chorus("paper-other-issues"))
    said = [voice for voice in DATA.voices.values() if voice.section == "paper-other-issues" and voice.who == "People interviewed"]
    assert len(said) > 2 and html.count("<figcaption") == 1 == html.count(said[0].who)
    for voice in said:
        says(page, voice.text)
        assert f"voice-{voice.id}" in page.ids
    with pytest.raises(UsageError, match="same who"):
        render().chorus("loyalty")


def test_voices_has_each_once_with_its_section() -> None:
    here, (_, page) = render("reference/voices.md"), voices()
    assert sorted(i for i in page.ids if i.startswith("voice-")) == sorted(f"voice-{voice}" for voice in DATA.voices)
    for voice in DATA.voices.values():
        says(page, voice.text, voice.who)
        assert voice.addition or here.link(DATA.sections[voice.section].homes[0]) in page.links


@pytest.mark.parametrize("role", DATA.roles.values(), ids=lambda role: role.id)
def test_a_role_names_every_document_that_tells_of_it(role: Role) -> None:
    show = render()
    page = Page(show.role(role.id))
    told = [] if role.addition else [role.section, *role.also]
    for section in told:
        assert show.section_name(section) in page.text


def test_role() -> None:
    role = DATA.roles["guardian-angel"]
    says(Page(render().role("guardian-angel")), role.name, role.wording, role.explanation, *role.marks, role.question)


def test_roles() -> None:
    page = Page(render().roles())
    for role in DATA.roles.values():
        assert f"role-{role.id}" in page.ids
        says(page, role.name, role.question)


def test_ways_of_working() -> None:
    page = Page(render().ways_of_working())
    for way in DATA.ways_of_working.values():
        assert f"way-{way.id}" in page.ids
        says(page, way.name, way.gloss, way.explanation, way.question)


def test_figure_without_a_drawing() -> None:
    """The drawings themselves are test_figures.py's."""
    new = Renderer(replace(DATA, figures={"new": DATA.figures["framework"].model_copy(update={"id": "new"})}))
    with pytest.raises(UsageError, match="no drawing yet"):
        new.figure("new")


def test_links() -> None:
    page = Page(render("guide/before-starting.md").links("links-2"))
    named = [(reference, use) for reference in DATA.references.values() for use in reference.uses if use.section == "links-2"]
    for reference, _ in named:
        assert f"../../reference/references/#reference-{reference.id}" in page.links
        assert not reference.web or (reference.web in page.links and "may be dead" in page.text)
    assert any(reference.web for reference, _ in named)
    for reference, use in named:
        says(page, reference.title, reference.authors, use.pointer)


def test_references() -> None:
    page = Page(render("reference/references.md").references())
    assert sorted(page.ids) == sorted(f"reference-{reference}" for reference in DATA.references)
    for reference in DATA.references.values():
        says(page, reference.title, reference.authors, reference.venue, reference.address, reference.note, *(use.pointer for use in reference.uses))


def test_glossary_is_in_order_whatever_the_macrons() -> None:
    page = Page(render("reference/glossary.md").glossary())
    terms = [i.removeprefix("term-") for i in page.ids if i.startswith("term-")]
    assert sorted(terms) == sorted(DATA.terms)
    words = [DATA.terms[term].term.lower() for term in terms]
    ota, pak = (next(i for i, word in enumerate(words) if word.startswith(start)) for start in ("ōtara", "p"))
    assert ota < pak and "letter-ō" not in page.ids
    for term in DATA.terms.values():
        says(page, term.term, term.definition, term.expansion, *term.also)
        assert {f"#term-{other}" for other in term.see} <= set(page.links)


def test_errata() -> None:
    page = Page(render("reference/errata.md").errata())
    for erratum in DATA.errata.values():
        assert f"erratum-{erratum.id}" in page.ids and f"../source-map/#source-{erratum.section}" in page.links
        says(page, erratum.found, erratum.guide)
    assert [i for i in page.ids if i.startswith("errata-")] == [f"errata-{kind}" for kind in ("name", "number", "contradiction", "wording", "lost", "law")]


def test_example() -> None:
    example = DATA.examples["deported-man"]
    page = Page(render().example("deported-man"))
    says(page, example.title, example.text, example.point)
    assert page.links == ["../../cases/examples/#example-deported-man"]


def test_sources_of_a_page() -> None:
    page = Page(render("guide/learning.md").sources())
    wanted = [section for section in DATA.sections.values() if any(home.partition("#")[0] == "guide/learning.md" for home in section.homes)]
    assert wanted and {f"../../reference/source-map/#source-{section.id}" for section in wanted} == set(page.links)
    says(page, *(section.title for section in wanted))


def test_situations() -> None:
    page = Page(render("index.md").situations())
    wanted = [situation for situation in DATA.situations.values() if situation.home]
    assert wanted
    for situation in wanted:
        says(page, situation.wording, situation.answer)
        assert render("index.md").link(situation.page) in page.links


def test_home_motif() -> None:
    """Hidden from screen readers, and each place on an island: inside its coast, or its edge under the circle."""
    html = render("index.md").home_motif()
    assert 'aria-hidden="true"' in html and not Page(html).text.strip()
    shores = [[(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", coast)] for coast in aotearoa.coasts()]
    islands = {name: [i for i, shore in enumerate(shores) if inside((place.x, place.y), shore)] for name, place in aotearoa.places().items()}
    assert islands == {"Auckland": [0], "Napier": [0], "Wellington": [0], "Christchurch": [1]}
    assert all(0 < x < aotearoa.WIDTH and 0 < y < aotearoa.HEIGHT for shore in shores for x, y in shore)


def inside(point: tuple[float, float], shore: list[tuple[float, float]]) -> bool:
    """Does a line from the point to the east cross the shore an odd number of times?"""
    x, y = point
    crossed = [x1 + (y - y1) * (x2 - x1) / (y2 - y1) > x for (x1, y1), (x2, y2) in zip(shore, [*shore[1:], shore[0]], strict=True) if (y1 > y) != (y2 > y)]
    return sum(crossed) % 2 == 1


def test_home_parts() -> None:
    page = Page(render("index.md").home_parts())
    assert page.links == [render("index.md").link(phase.page) for phase in sorted(
        DATA.phases.values(), key=lambda phase: ("phase", "reinforcement", "context").index(phase.part)
    )]
    says(page, *(text for phase in DATA.phases.values() for text in (phase.title, phase.question)))


def test_home_stories() -> None:
    page = Page(render("index.md").home_stories())
    assert [link for link in page.links if link in {f"cases/{case}/" for case in DATA.cases}] == [
        render("index.md").link(case.page) for case in sorted(DATA.cases.values(), key=lambda case: case.number)
    ]
    says(page, *(text for case in DATA.cases.values() for text in (case.title, case.summary, case.care)))


def test_home_talk() -> None:
    page = Page(render("index.md").home_talk())
    assert page.links == [render("index.md").link(f"{phase.page}#talk") for phase in DATA.phases.values()]


def test_page_title() -> None:
    here = Renderer(DATA, titles={"guide/learning.md": "Learning as you go"})
    assert here.page_title("guide/learning.md#talk") == "Learning as you go"
    assert here.page_title("guide/context.md") == "guide/context"


def test_source_map_has_every_section_and_all_its_homes() -> None:
    page = Page(render("reference/source-map.md").source_map())
    assert [i for i in page.ids if i.startswith("source-")] == [f"source-{section}" for section in DATA.sections]
    parts = [link for link in page.links if link.startswith("#map-")]
    assert len(parts) > 9 and {link[1:] for link in parts} == {name for name in page.ids if name.startswith("map-")}
    assert len(page.links) - len(parts) == sum(len(section.homes) for section in DATA.sections.values())


def test_source_map_names_headings() -> None:
    show = Renderer(DATA, titles={"start/index.md": "Start here", "guide/learning.md#talk": "Questions"})
    assert show.heading("guide/learning.md#talk") == "Questions" and show.heading("guide/learning.md") == ""
    assert show.heading("guide/before-starting.md#clear-purpose") == DATA.factors["clear-purpose"].wording


def test_voices_stand_by_story_and_are_found_by_speaker() -> None:
    html, page = voices()
    for voice in DATA.voices.values():
        assert f"#voice-{voice.id}" in page.links
        assert voice.addition or f"voices-{voice.section}" in page.ids
    for case in DATA.cases.values():
        assert any(voice.case == case.id for voice in DATA.voices.values()) == (f"voices-of-{case.id}" in page.ids)
    assert "<section" not in html


@pytest.mark.parametrize(("page", "place", "url"), [
    ("index.md", "guide/learning.md#talk", "guide/learning/#talk"),
    ("guide/learning.md", "index.md", "../../"),
    ("guide/learning.md", "guide/learning.md#talk", "#talk"),
    ("guide/learning.md", "guide/context.md", "../context/"),
    ("guide/learning.md", "cases/index.md#find", "../../cases/#find"),
    ("cases/index.md", "cases/semo.md", "semo/"),
    ("cases/semo.md", "start/index.md", "../../start/"),
])
def test_url_between(page: str, place: str, url: str) -> None:
    assert url_between(page, place) == url


def test_url_between_without_directory_urls() -> None:
    assert url_between("guide/learning.md", "cases/index.md#find", directory_urls=False) == "../cases/index.html#find"
    assert url_between("index.md", "guide/learning.md", directory_urls=False) == "guide/learning.html"


@pytest.mark.parametrize(("call", "message"), [
    (lambda r: r.factor("clear-purpos"), 'unknown factor "clear-purpos". Did you mean "clear-purpose"? Factors are listed in data/factors.yml'),
    (lambda r: r.factors(), 'give a phase or a section: factors("learning") or factors(section="innovation-box")'),
    (lambda r: r.factors("context"), '"context" has no enablers or impediments in data/factors.yml'),
    (lambda r: r.case_glance("seno"), 'unknown case "seno". Did you mean "semo"? Cases are listed in data/cases/*.yml'),
    (lambda r: r.links("summary"), 'no reference in data/references.yml has a use with section "summary"'),
    (lambda r: r.links("links-9"), 'unknown section "links-9". Did you mean "links-8"? Sections are listed in data/sources.yml'),
])
def test_wrong_ids(call: Callable[[Renderer], str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        call(render())
    assert str(error.value).startswith(message)
