"""Every short address is on one page and in one file, ready to paste."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import real

from macros.addresses import Addresses
from macros.links import HEAD, as_csv, directory
from macros.render import Renderer

DATA = real()
HERE = Addresses(DATA)
SITE = "https://example.org/guide/"


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(content.decode("utf-8-sig").splitlines()))


def renderer(site_url: str | None) -> Renderer:
    made = Renderer(DATA, site_url=site_url)
    made.page = "meeting/links.md"
    return made


def test_every_address_is_there_once_by_phase_and_kind() -> None:
    found = [(part.id, group.title, HERE.short_of(record)) for part in directory(HERE) for group in part.groups for _, record in group.links]
    assert sorted(short for _, _, short in found) == sorted(HERE.short_of(record) for record in HERE.records())
    assert ("before-starting", "Enablers", "factor-clear-purpose") in found and ("sustaining", "Stages", "stage-forming") in found
    assert {part for part, _, _ in found} >= {*DATA.phases, "cases", "terms", "voices"}
    assert [part for part, _, _ in found] == sorted((part for part, _, _ in found), key=[part.id for part in directory(HERE)].index), "a part stands together"


@pytest.mark.parametrize(("site_url", "first"), [
    (SITE, f"{SITE}go/phase-before-starting/"), (None, "go/phase-before-starting/"), ("http://127.0.0.1:8000/", "go/phase-before-starting/"),
])
def test_links_page_and_file_say_the_same(site_url: str | None, first: str) -> None:
    made = renderer(site_url)
    page = BeautifulSoup(made.links_page(), "html5lib")
    shown = [code.get_text() for code in page.select("td code")]
    head, *listed = rows(as_csv(made))
    assert tuple(head) == HEAD
    assert [row[3] for row in listed] == shown and shown[0] == first and len(shown) == len(set(shown)) > 700
    assert ("SITE_URL" in page.get_text()) == (site_url != SITE), "an address that is not whole says what to set"
    assert [f"../../go/{short.rstrip('/').rpartition('/')[2]}/" for short in shown] == [mark["href"] for mark in page.select("td a.bcs-copy")]


def test_file_names_what_it_lists_and_where_it_leads() -> None:
    listed = rows(as_csv(renderer(SITE)))
    factor = DATA.factors["clear-purpose"]
    assert ["Before starting", "Enablers", factor.wording, f"{SITE}go/factor-clear-purpose/", f"{SITE}guide/before-starting/#clear-purpose"] in listed
    assert as_csv(renderer(SITE)).startswith(b"\xef\xbb\xbf"), "without it a spreadsheet breaks macrons"
    assert as_csv(renderer(SITE)) == as_csv(renderer(SITE))


def test_the_site_has_both(site: Path) -> None:
    assert (site / "meeting" / "links.csv").read_bytes() == as_csv(renderer(SITE))
    page = BeautifulSoup((site / "meeting" / "links" / "index.html").read_text("utf-8"), "html5lib")
    [link] = page.select("a[download]")
    assert (site / "meeting" / "links" / str(link["href"])).resolve() == (site / "meeting" / "links.csv").resolve()
