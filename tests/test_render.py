"""Each macro from plain records: real HTML that says everything, with addresses."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from macros.check import check
from macros.render import MACROS, TEMPLATES, Renderer, UsageError, environment, url_between

ROOT = Path(__file__).resolve().parent.parent
DATA = check(ROOT)[0]


class Page(HTMLParser):
    """Ids, links and text of a piece of HTML; fails on unbalanced tags."""

    VOID = {"br", "img", "hr", "input", "meta", "link", "path", "circle", "line", "rect"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.stack: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        assert not self.stack, f"left open: {self.stack}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a":
            self.links.append(str(values.get("href")))
        if tag not in self.VOID and not (self.get_starttag_text() or "").endswith("/>"):
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        assert self.stack and self.stack.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


def render(page: str = "guide/learning.md") -> Renderer:
    renderer = Renderer(DATA)
    renderer.page = page
    return renderer


CALLS: dict[str, tuple[str, ...]] = {
    "gist": ("learning",), "talk": ("learning",), "factors": ("learning",), "factor": ("clear-purpose",),
    "voice": (next(iter(DATA.voices)),), "role": ("guardian-angel",), "figure": ("framework",), "links": ("links-2",), "example": ("deported-man",),
    **{name: ("semo",) for name in MACROS if name.startswith("case_") and name != "case_matrix"},
}


@pytest.mark.parametrize("name", MACROS)
def test_every_macro_gives_sound_html(name: str) -> None:
    """Balanced tags, unique ids, no line that Markdown would take for its own."""
    html = getattr(render(), name)(*CALLS.get(name, ()))
    page = Page(html)
    assert len(page.ids) == len(set(page.ids)), sorted(i for i in page.ids if page.ids.count(i) > 1)
    assert page.text.strip() or name == "home_motif"  # a decoration says nothing
    assert "\n\n" not in html and not re.search(r"^\s", html, re.M)
    assert "None" not in page.text.split() and "Undefined" not in page.text


@pytest.mark.parametrize("name", MACROS)
def test_every_macro_has_a_template_of_its_name(name: str) -> None:
    assert (TEMPLATES / f"{name}.html.j2").is_file() or name == "figure"


def test_html_lives_in_templates_only() -> None:
    for path in (ROOT / "macros").glob("*.py"):
        if path.name == "wiring.py":
            continue  # its one line of HTML shows a mistake in the preview
        assert not re.search(r"[\"'][^\"']*</?(div|p|a|ul|li|table|section|svg|span)\b", path.read_text("utf-8")), path.name


def test_text_is_escaped_and_names_are_strict() -> None:
    env = environment()
    assert env.from_string("{{ text }}").render(text="<b>&") == "&lt;b&gt;&amp;"
    with pytest.raises(UndefinedError):
        env.from_string("{{ nothing }}").render()


@pytest.mark.parametrize("phase", [phase for phase in DATA.phases if any(f.phase == phase for f in DATA.factors.values())])
def test_factors(phase: str) -> None:
    """A phase's lists: every factor with anchor, own link, wording, explanation, question."""
    page = Page(render().factors(phase))
    listed = [f for f in DATA.factors.values() if f.phase == phase and f.section != "collaboration-fatigue"]
    assert listed
    for factor in listed:
        assert factor.id in page.ids and f"#{factor.id}" in page.links
        for text in (factor.wording, factor.explanation, factor.question):
            assert re.sub(r"\s+", " ", text) in page.text
    assert page.text.count("Enabler:") == sum(f.kind == "enabler" for f in listed)
    assert page.text.count("Impediment:") == sum(f.kind == "impediment" for f in listed)


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
        assert f"domain-{domain.id}" in page.ids and f"#domain-{domain.id}" in page.links
        for text in (domain.name, domain.cause_effect, *domain.practices, *(step.capitalize() for step in domain.response)):
            assert re.sub(r"\s+", " ", text) in page.text


def test_life_cycle() -> None:
    """A table with scoped headers; every characteristic, move, jump and zone is in it or below."""
    html = render().life_cycle()
    page = Page(html)
    assert html.count('scope="col"') == 3 and html.count('scope="row"') == 5 and "<caption>" in html
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


def test_source_map_has_every_section_and_all_its_homes() -> None:
    page = Page(render("reference/source-map.md").source_map())
    assert [i for i in page.ids if i.startswith("source-")] == [f"source-{section}" for section in DATA.sections]
    assert len(page.links) == sum(len(section.homes) for section in DATA.sections.values())


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
    (lambda r: r.links("links-9"), 'unknown section "links-9". Did you mean "links-8"? Sections are listed in data/sources.yml'),
])
def test_wrong_ids(call: object, message: str) -> None:
    with pytest.raises(UsageError) as error:
        call(render())  # type: ignore[operator]
    assert str(error.value).startswith(message)
