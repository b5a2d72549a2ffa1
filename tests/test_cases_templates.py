"""The templates of the cases: what a case file names is shown, linked and told in words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from bs4 import Tag
from conftest import ROOT, real, sound

from macros.model import Case, Data, Factor
from macros.render import APART, Renderer

DATA = real()  # test_data.py holds the data to its rules
CASES = sorted(DATA.cases.values(), key=lambda case: case.number)
IDS = [case.id for case in CASES]
BASIS = {"stated": "Stated in the source", "inferred": "Inferred by this edition", "absent": "Nobody in the source"}
BASIS_IN_MATRIX = {"stated": "Stated", "inferred": "Inferred", "absent": "Nobody"}


class Node:
    """An element: what these tests ask of a page."""

    def __init__(self, element: Tag) -> None:
        self.element, self.tag = element, element.name
        self.attrs = {name: str(value) for name, value in element.attrs.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.element is other.element

    def __hash__(self) -> int:
        return id(self.element)

    @property
    def parent(self) -> Node | None:
        return Node(self.element.parent) if self.element.parent else None

    @property
    def children(self) -> list[Node | str]:
        return [Node(child) if isinstance(child, Tag) else str(child) for child in self.element.children]

    @property
    def raw(self) -> str:
        return self.element.get_text()

    @property
    def text(self) -> str:
        return " ".join(self.raw.split())

    @property
    def classes(self) -> set[str]:
        return set(self.attrs.get("class", "").split())

    def all(self, tag: str = "*", **attrs: str) -> list[Node]:
        found = self.element.find_all(True if tag == "*" else tag, attrs={name.replace("_", "-"): value for name, value in attrs.items()})
        return [Node(element) for element in found]

    def having(self, name: str) -> list[Node]:
        return [node for node in self.all() if name in node.classes]


def tree(html: str) -> Node:
    page = sound(html)
    assert page.body
    return Node(page.body)


def renderer(page: str, data: Data = DATA, directory_urls: bool = True) -> Renderer:
    made = Renderer(data, directory_urls)
    made.page = page
    return made


def links(node: Node) -> set[str]:
    return {link.attrs["href"] or "" for link in node.all("a")}


def plain(text: str) -> str:
    return " ".join(text.split())


def stopped(text: str) -> str:
    """The text as a sentence: with a full stop if it has none."""
    return plain(text) if plain(text)[-1] in ".?!…”" else plain(text) + "."


def changed(**records: dict[str, object]) -> Data:
    """The data with some kinds replaced."""
    return replace(DATA, **records)


@pytest.fixture(scope="module")
def matrix() -> Node:
    return tree(renderer("cases/matrix.md").case_matrix())


class Printed:
    """A case and what its macros print on its own page, made when it is asked for. Nobody changes it."""

    def __init__(self, record: Case) -> None:
        self.record, self.here = record, renderer(record.page)

    def __getattr__(self, name: str) -> Node:
        made = tree(getattr(self.here, f"case_{name}")(self.record.id))
        setattr(self, name, made)
        return made


PRINTED = [Printed(record) for record in CASES]


@pytest.fixture(params=PRINTED, ids=IDS)
def case(request: pytest.FixtureRequest) -> Printed:
    return request.param


# --- a case page -----------------------------------------------------------------------


def test_case_brief_has_its_paragraphs_and_one_question(case: Printed) -> None:
    record, text = case.record, [paragraph.text for paragraph in case.brief.all("p")]
    paragraphs = [plain(paragraph) for paragraph in record.brief.splitlines() if paragraph]
    assert len(paragraphs) > 1 and text[1 : len(paragraphs) + 1] == paragraphs
    assert text[len(paragraphs) + 1] == f"Ask yourselves {record.brief_question}"
    assert "This edition’s" in text[-1]


def test_case_page_opens_with_its_brief(case: Printed) -> None:
    text = (ROOT / "docs" / case.record.page).read_text("utf-8")
    assert text.index(f'{{{{ case_brief("{case.record.id}") }}}}') < text.index("\n## ")


def test_case_glance_says_every_field(case: Printed) -> None:
    record, text = case.record, case.glance.text
    for value in (record.place, record.years, record.mandate_reason, record.way_reason, *record.agencies, *record.people):
        assert plain(value) in text
    for sector in record.sector:
        assert sector.replace("-", " ") in text.lower()
    for optional in (record.domain_reason, record.exception):
        assert optional is None or plain(optional) in text
    assert ("Exception" in text) == (record.exception is not None)


def test_case_glance_links_to_way_and_domain(case: Printed) -> None:
    found = links(case.glance)
    assert f"../../start/ways-of-working/#way-{case.record.way_of_working}" in found
    domain = f"../../guide/getting-together/#domain-{case.record.domain}"
    assert (domain in found) == (case.record.domain is not None)


def test_case_glance_pairs_every_header_with_a_value(case: Printed) -> None:
    [table] = case.glance.all("dl")
    for group in table.children:
        if isinstance(group, Node):
            assert [child.tag for child in group.children if isinstance(child, Node)] == ["dt", "dd"]


def test_case_timeline_is_an_ordered_list_in_order(case: Printed) -> None:
    [steps] = case.timeline.all("ol")
    said = [step.text for step in steps.all("li")]
    assert said == [f"{plain(moment.when)}{stopped(moment.what)}" for moment in case.record.timeline]


def test_case_turning_points_link_to_their_passages(case: Printed) -> None:
    items = case.turning_points.all("li")
    assert len(items) == len(case.record.turning_points)
    for item, point in zip(items, case.record.turning_points, strict=True):
        assert plain(point.title) in item.text and plain(point.text) in item.text
        assert links(item) == ({f"#{point.passage}"} if point.passage else set())


def test_case_roles_say_who_basis_and_reason_and_link(case: Printed) -> None:
    items = case.roles.all("li")
    assert len(items) == len(case.record.roles)
    for item, played in zip(items, case.record.roles, strict=True):
        assert DATA.roles[played.role].name in item.text
        assert plain(played.reason) in item.text
        assert played.who is None or plain(played.who) in item.text
        assert BASIS[played.basis] in item.text
        assert not any(word in item.text for basis, word in BASIS.items() if basis != played.basis)
        assert f"../../start/key-learnings/#{played.role}" in links(item)
        assert played.passage is None or f"#{played.passage}" in links(item)


def test_case_results_have_a_heading_each(case: Printed) -> None:
    record, text = case.record, case.results.text
    headings = [heading.text for heading in case.results.all("h4")]
    wanted = [("What changed", record.results), ("What people took from it", record.lessons), ("Left open", record.unfinished), ("In figures", record.numbers)]
    assert headings == [heading for heading, found in wanted if found]
    for item in (*record.results, *record.lessons, *record.unfinished):
        assert plain(item) in text
    shown = [(group.all("dt")[0].text, group.all("dd")[0].text) for group in case.results.having("bcs-number")]
    assert shown == [(plain(number.figure), plain(number.meaning)) for number in record.numbers]


def test_case_links_lead_from_every_factor_to_its_home_and_its_passage(case: Printed) -> None:
    items = {item.all("a")[0].text: item for item in case.links.having("bcs-shown__item")}
    for seen in case.record.factors:
        factor = DATA.factors[seen.factor]
        item = items[plain(factor.wording)]
        assert f"bcs-shown__item--{factor.kind}" in item.classes
        assert factor.kind.capitalize() in item.text and plain(seen.reason) in item.text
        home = case.here.link(factor)
        assert home.endswith(f"#{factor.id}")
        assert links(item) == {home, f"#{seen.passage}"}
        heading = item.parent.parent.all("h4")[0].text
        assert factor.kind in heading


def test_case_links_have_every_phase_section_and_concept(case: Printed) -> None:
    found, text = links(case.links), case.links.text
    for seen in case.record.phases:
        assert case.here.link(DATA.phases[seen.phase].page) in found
        assert plain(seen.reason) in text
    for use in case.record.sections:
        assert case.here.link(DATA.sections[use.section].homes[0]) in found
        assert plain(use.note) in text and plain(case.here.section_name(use.section)) in text
    for concept in case.record.concepts:
        assert f"../../reference/glossary/#term-{concept}" in found


def test_no_id_is_given_twice_on_a_case_page(case: Printed) -> None:
    text = (ROOT / "docs" / case.record.page).read_text("utf-8")
    ids = re.findall(r"\{ #([a-z0-9-]+) \}", text)
    for part in (case.brief, case.glance, case.timeline, case.turning_points, case.roles, case.results, case.links):
        ids += [node.attrs["id"] or "" for node in part.all() if "id" in node.attrs]
    assert [name for name, times in Counter(ids).items() if times > 1] == []


def test_links_with_the_same_text_name_what_they_lead_to(case: Printed) -> None:
    for part in (case.turning_points, case.roles, case.links):
        for link in part.having("bcs-passage"):
            assert link.text.startswith("In the story: ") and len(link.text) > len("In the story: ")


# --- cards, finder, seen in, examples --------------------------------------------------


def test_cases_are_cards_in_order_with_content_notes() -> None:
    cards = tree(renderer("cases/index.md").cases()).having("bcs-case-card")
    assert [card.attrs["id"] for card in cards] == [f"case-{name}" for name in IDS]
    for card, record in zip(cards, CASES, strict=True):
        for value in (record.title, record.summary, record.place, record.care or ""):
            assert plain(value) in card.text
        [brief] = card.all("details")
        assert all(plain(paragraph) in brief.text for paragraph in [*record.brief.splitlines(), record.brief_question])
        assert links(card) == {f"{record.page.removeprefix('cases/').removesuffix('.md')}/"}
        assert ("Content note" in card.text) == (record.care is not None)


def test_find_story_gives_cases_reasons_and_passages() -> None:
    html = tree(renderer("cases/index.md").find_story())
    shown = {section.attrs["id"]: section for section in html.all("section")}
    wanted = [situation for situation in DATA.situations.values() if situation.cases]
    assert wanted and list(shown) == [f"situation-{situation.id}" for situation in wanted]
    for situation in wanted:
        section = shown[f"situation-{situation.id}"]
        assert plain(situation.wording) in section.text and plain(situation.answer) in section.text
        assert renderer("cases/index.md").link(situation.page) in links(section)
        for found in situation.cases:
            record = DATA.cases[found.case]
            assert renderer("cases/index.md").link(f"{record.page}#{found.passage}") in links(section)
            assert record.short in section.text and plain(found.reason) in section.text


@pytest.mark.parametrize("factor", DATA.factors.values(), ids=list(DATA.factors))
def test_seen_in_lists_exactly_the_stories_that_show_a_factor(factor: Factor) -> None:
    here = renderer("guide/learning.md")
    template = here.env.from_string('{% import "seen_in.html.j2" as seen with context %}{{ seen.seen_in(factor) }}')
    html = tree(template.render(data=DATA, page=here.page, factor=factor))
    wanted = [(case.short, here.link(f"{case.page}#{seen.passage}")) for case in CASES for seen in case.factors if seen.factor == factor.id]
    wanted += [
        (example.title, here.link(f"cases/examples.md#example-{example.id}")) for example in DATA.examples.values() if factor.id in example.factors
    ]
    assert [(link.text, link.attrs["href"]) for link in html.all("a")] == wanted
    listed = "Seen in: " + ", ".join(name for name, _ in wanted)
    assert html.text == (listed if wanted else "No story of the sources shows it plainly.")


def test_examples_say_what_they_show() -> None:
    html = tree(renderer("cases/examples.md").examples())
    for example in DATA.examples.values():
        [section] = html.all("section", id=f"example-{example.id}")
        assert plain(example.text) in section.text and plain(example.point) in section.text
        for factor in example.factors:
            assert DATA.factors[factor].kind.capitalize() in section.text
            assert renderer("cases/examples.md").link(DATA.factors[factor]) in links(section)


# --- the matrix ------------------------------------------------------------------------


def _cell(matrix: Node, row: str, case: str) -> Node:
    [line] = matrix.all("tr", id=f"matrix-{row}")
    [cell] = [cell for cell in line.all("td") if cell.attrs["data-case"] == case]
    return cell


@pytest.mark.parametrize("record", CASES, ids=IDS)
def test_case_matrix_has_a_cell_for_all_that_a_case_names(matrix: Node, record: Case) -> None:
    here = renderer("cases/matrix.md")
    wanted = [(f"role-{played.role}", played.reason, played.passage or f"played-{played.role}", BASIS_IN_MATRIX[played.basis]) for played in record.roles]
    wanted += [(f"phase-{seen.phase}", seen.reason, seen.passage, "Seen") for seen in record.phases]
    wanted += [(seen.factor, seen.reason, seen.passage, "Seen") for seen in record.factors]
    lines = matrix.all("tr")
    names = [line.attrs.get("id") for line in lines]
    for row, reason, passage, word in wanted:
        cell = _cell(matrix, row, record.id)
        [link] = cell.all("a")
        assert link.attrs["href"] == here.link(f"{record.page}#{passage}")
        assert link.text == f"{record.short}: {word}"
        below = lines[names.index(f"matrix-{row}") + 1]
        [told] = below.all("div", **{"data-reason": record.id})
        assert told.all("dd")[0].text == stopped(reason) and told.all("dt")[0].text == record.short
    filled = [cell for cell in matrix.all("td") if cell.attrs.get("data-case") == record.id and cell.text]
    assert len(filled) == len(wanted)


def test_case_matrix_cells_of_case_page_anchors_exist(matrix: Node) -> None:
    """Cells may lead to headings of the page or to what the page's own macros print."""
    anchors = {}
    for record in CASES:
        here = renderer(record.page)
        text = (ROOT / "docs" / record.page).read_text("utf-8")
        anchors[record.id] = set(re.findall(r"\{ #([a-z0-9-]+) \}", text))
        for name in ("case_glance", "case_roles"):
            assert f'{name}("{record.id}")' in text
            anchors[record.id] |= {node.attrs["id"] or "" for node in tree(getattr(here, name)(record.id)).all() if "id" in node.attrs}
    for cell in matrix.all("td"):
        for link in cell.all("a"):
            assert (link.attrs["href"] or "").partition("#")[2] in anchors[cell.attrs["data-case"] or ""]


@pytest.mark.parametrize("record", CASES, ids=lambda record: record.id)
def test_stories_apart(record: Case) -> None:
    """Each story answers each question, from its own record."""
    here = renderer("cases/matrix.md")
    wanted = (
        [record.mandate_reason],
        [role.who or role.reason for role in record.roles if role.role == "public-entrepreneur"],
        [point.title for point in record.turning_points],
        [DATA.ways_of_working[record.way_of_working].name, record.way_reason], record.unfinished,
    )
    for question, texts in zip(APART, wanted, strict=True):
        assert f'stories_apart("{question}")' in (ROOT / "docs/cases/matrix.md").read_text("utf-8")
        [row] = [row for row in tree(here.stories_apart(question)).all("div") if row.all("dt")[0].text == record.short]
        assert all(" ".join(text.split()) in " ".join(row.all("dd")[0].text.split()) for text in texts)


def test_case_matrix_headers_are_announced(matrix: Node) -> None:
    """In each of its tables: the roles, and what was seen in each phase."""
    tables = matrix.all("table")
    assert len(tables) > len(DATA.phases) and len({table.all("caption")[0].text for table in tables}) == len(tables)
    for table in tables:
        columns = table.all("thead")[0].all("th")
        assert all(column.attrs["scope"] == "col" for column in columns)
        assert [column.text for column in columns][1:] == [case.short for case in CASES]
        for row in table.all("tr"):
            if "data-row" in row.attrs:
                [head] = row.all("th")
                assert head.attrs["scope"] == "row" and head.text
                assert [cell.attrs["data-case"] for cell in row.all("td")] == IDS


def test_case_matrix_folds_by_phase(matrix: Node) -> None:
    """Who played which role is open; what was seen in a phase is behind its name."""
    folds = matrix.all("details")
    inside = {row.attrs.get("id"): fold.attrs.get("data-fold") for fold in folds for row in fold.all("tr") if "data-row" in row.attrs}
    for row in matrix.all("tr"):
        if "data-row" in row.attrs:
            name = (row.attrs["id"] or "").removeprefix("matrix-")
            factor = DATA.factors.get(name)
            assert (row.attrs["id"] in inside) != name.startswith("role-")
            assert not factor or inside[row.attrs["id"]] == factor.phase


def test_case_matrix_says_kind_in_words(matrix: Node) -> None:
    for row in matrix.all("tr"):
        factor = DATA.factors.get((row.attrs.get("id") or "").removeprefix("matrix-"))
        if factor:
            assert row.all("th")[0].text.startswith(f"{factor.kind.capitalize()}: ")


def test_case_matrix_has_no_empty_row_and_folds_the_rest(matrix: Node) -> None:
    for row in matrix.all("tr"):
        assert "data-row" not in row.attrs or (row.all("td") and any(cell.text for cell in row.all("td")))
    shown = {seen.factor for case in CASES for seen in case.factors}
    folded = matrix.all("details")[-1]
    for factor in DATA.factors.values():
        assert bool(matrix.all("tr", id=f"matrix-{factor.id}")) == (factor.id in shown)
        assert (plain(factor.wording) in [link.text for link in folded.all("a")]) == (factor.id not in shown)
    counts = [f"lists {len(DATA.factors)} enablers", f"show {len(shown)} of them", f"other {len(DATA.factors) - len(shown)} have"]
    assert all(count in matrix.text for count in counts)


def test_case_matrix_filters_are_labelled(matrix: Node) -> None:
    """They stand in the page and show only where scripts run: docs/assets/css/matrix.css."""
    [filters] = matrix.all("fieldset")
    assert {label.attrs["for"] for label in filters.all("label")} == {select.attrs["id"] for select in filters.all("select")}
    assert filters.all("legend")[0].text and matrix.all("p", role="status")


def test_case_matrix_filters_offer_what_the_cases_have(matrix: Node) -> None:
    offered = {select.attrs["name"]: {option.attrs["value"] for option in select.all("option")} - {""} for select in matrix.all("select")}
    assert offered["sector"] == {sector for case in CASES for sector in case.sector}
    assert offered["mandate"] == {case.mandate for case in CASES}
    assert offered["phase"] == set(DATA.phases)
    for column, record in zip(matrix.all("thead")[0].all("th")[1:], CASES, strict=True):
        assert column.attrs["data-sectors"] == " ".join(record.sector)
        assert column.attrs["data-mandate"] == record.mandate
    for row in matrix.all("tr"):
        factor = DATA.factors.get((row.attrs.get("id") or "").removeprefix("matrix-"))
        assert factor is None or row.attrs.get("data-phase") == factor.phase


# --- what an editor may do -------------------------------------------------------------


def test_text_is_escaped_and_optional_fields_may_be_missing() -> None:
    bare = CASES[0].model_copy(update={
        "title": "A <b> & B", "domain": None, "domain_reason": None, "exception": None, "care": None,
        "turning_points": (), "unfinished": (), "numbers": (), "sections": (), "concepts": (),
        "roles": tuple(played.model_copy(update={"who": None, "passage": None}) for played in CASES[0].roles),
    })
    here = renderer("cases/index.md", changed(cases={bare.id: bare}))
    assert "A &lt;b&gt; &amp; B" in here.cases()
    for name in ("case_brief", "case_glance", "case_timeline", "case_turning_points", "case_roles", "case_results", "case_links"):
        tree(getattr(here, name)(bare.id))
    grid = tree(here.case_matrix())
    assert _cell(grid, f"role-{bare.roles[0].role}", bare.id).all("a")[0].attrs["href"].endswith(f"#played-{bare.roles[0].role}")


def test_a_case_more_is_a_column_more() -> None:
    extra = CASES[0].model_copy(update={"id": "our-own", "short": "Our own", "number": 99, "section": None, "addition": True})
    here = renderer("cases/matrix.md", changed(cases={**DATA.cases, extra.id: extra}))
    columns = tree(here.case_matrix()).all("thead")[0].all("th")
    assert [column.text for column in columns][1:] == [*(case.short for case in CASES), "Our own"]
    assert "This edition’s addition" in tree(here.cases()).text
