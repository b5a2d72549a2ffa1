"""The sheets as files for word processors and spreadsheets."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, mkdocs
from PIL import Image
from test_qr import SITE, read_codes

from macros import office
from macros.addresses import Addresses
from macros.load import load
from macros.render import Renderer
from macros.sheets import for_office

pytestmark = pytest.mark.build  # handouts of the whole guide
SMALL = load(ROOT / "tests" / "small")[0]
DATA = load(ROOT)[0]
WHEN = datetime(2026, 11, 25, 3, 4, 6)


def made(data: object = SMALL, site_url: str | None = SITE) -> dict[str, bytes]:
    return {file.name: file.content for file in office.files(Renderer(data, site_url=site_url), WHEN)}


@cache
def files() -> dict[str, bytes]:
    """Those of the real guide, made once a process. Nobody changes them."""
    return made(DATA)


def test_every_sheet_comes_as_both() -> None:
    sheets = [sheet.name for sheet in for_office(Addresses(DATA))]
    assert sorted(files()) == sorted(f"{name}.{ending}" for name in sheets for ending in ("docx", "xlsx"))
    assert any(name.startswith("tool-") for name in sheets)


@pytest.mark.parametrize("sheet", for_office(Addresses(DATA)), ids=lambda sheet: sheet.name)
def test_files_say_what_the_sheet_says(sheet: object) -> None:
    paper = docx.Document(io.BytesIO(files()[f"{sheet.name}.docx"]))
    words = "\n".join([*(line.text for line in paper.paragraphs), *(cell.text for table in paper.tables for row in table.rows for cell in row.cells)])
    table = openpyxl.load_workbook(io.BytesIO(files()[f"{sheet.name}.xlsx"])).worksheets[0]
    cells = "\n".join(str(cell) for row in table.values for cell in row if cell)
    items = [item for block in sheet.blocks for item in block.items]
    said = [sheet.title, sheet.question, sheet.care, sheet.ours, f"example.org/guide/go/{sheet.name}/", *items]
    for text in said:
        assert text in words and text in cells, text
    assert paper.core_properties.title == sheet.title and paper.core_properties.language == "en-NZ" and paper.core_properties.author == ""
    assert (round(paper.sections[0].page_width.mm), round(paper.sections[0].page_height.mm)) == (210, 297), "A4"
    assert {choice for block in sheet.blocks for choice in block.choices} <= set(cells.split("\n"))


def test_the_code_on_paper_is_read_and_named() -> None:
    paper = docx.Document(io.BytesIO(files()["phase-learning.docx"]))
    [picture] = paper.inline_shapes
    assert picture._inline.docPr.get("descr") == f"QR code: {SITE}go/phase-learning/"
    with zipfile.ZipFile(io.BytesIO(files()["phase-learning.docx"])) as package:
        [name] = [name for name in package.namelist() if name.startswith("word/media/")]
        assert read_codes(Image.open(io.BytesIO(package.read(name))).convert("L")) == [f"{SITE}go/phase-learning/"]


def test_without_a_public_address_there_is_none() -> None:
    local = made(SMALL, "http://127.0.0.1:8000/")
    name = next(iter(local)).removesuffix(".docx")
    paper = docx.Document(io.BytesIO(local[f"{name}.docx"]))
    assert not paper.inline_shapes and not [line for line in paper.paragraphs if "go/" in line.text]
    table = openpyxl.load_workbook(io.BytesIO(local[f"{name}.xlsx"])).worksheets[0]
    assert "Short address" not in {row[0] for row in table.values}


def test_the_same_guide_gives_the_same_bytes() -> None:
    first = made()
    time.sleep(2.01 - time.time() % 2)  # a ZIP file counts in two seconds
    assert made() == first


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    phase = next(iter(SMALL.phases.values()))
    odd = replace(SMALL, phases={**SMALL.phases, phase.id: phase.model_copy(update={"gist": ("=1+1",)})})
    table = openpyxl.load_workbook(io.BytesIO(made(odd)[f"phase-{phase.id}.xlsx"])).worksheets[0]
    assert [cell.data_type for row in table.iter_rows() for cell in row if cell.value == "=1+1"] == ["s"]


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(office.Missing, match=r"need docx, which is not installed\. `make publish`"):
        office.ready()


def test_a_build_makes_them_only_when_asked(project: Path) -> None:
    """And does not even load what makes them."""
    assert subprocess.run([sys.executable, "-c", "import sys, macros.guide, macros.office; sys.exit('docx' in sys.modules or 'openpyxl' in sys.modules)"],
                          cwd=ROOT).returncode == 0
    phase = next(iter(SMALL.phases))
    page = project / "site" / "sheets" / f"phase-{phase}" / "index.html"
    done = mkdocs("build", "-q", cwd=project)
    assert done.returncode == 0, done.stderr
    assert page.is_file() and not list((project / "site").rglob("*.docx")) and not BeautifulSoup(page.read_text("utf-8"), "html5lib").select("a[download]")
    done = mkdocs("build", "-q", cwd=project, GUIDE_FILES="office")
    assert done.returncode == 0, done.stderr
    links = [str(link["href"]) for link in BeautifulSoup(page.read_text("utf-8"), "html5lib").select("a[download]")]
    assert links == [f"phase-{phase}.docx", f"phase-{phase}.xlsx"] and all((page.parent / link).is_file() for link in links)
    with zipfile.ZipFile(project / "site" / "files" / "better-connected-services-sheets.zip") as together:
        assert set(links) <= set(together.namelist())


def test_a_blank_tool_has_rows_to_fill_in_and_room_to_read() -> None:
    """Columns as wide as what stands in them, a head on every page, heights for texts of several lines."""
    paper = docx.Document(io.BytesIO(files()["tool-factor-check.docx"]))
    assert len(paper.tables) == 6
    for table in paper.tables:
        widths = [cell.width.mm for cell in table.rows[0].cells]
        assert widths == [column.width.mm for column in table.columns]
        assert round(sum(widths)) == 174 and widths[0] > 60 and all(round(width) == 17 for width in widths[1:-1])
        assert table.rows[0]._tr.trPr.xpath("w:tblHeader") and all(row._tr.trPr.xpath("w:cantSplit") for row in table.rows)
    (blank,) = docx.Document(io.BytesIO(files()["tool-sense-making.docx"])).tables
    assert [row.cells[0].text for row in blank.rows] == [""] * 6
    sheet = openpyxl.load_workbook(io.BytesIO(files()["story-icm-papakura.xlsx"])).worksheets[0]
    texts = [row for row in sheet.iter_rows() if len(str(row[1].value or "")) > 140]
    assert texts and all(sheet.row_dimensions[row[0].row].height > 30 for row in texts)
