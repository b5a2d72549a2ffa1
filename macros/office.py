"""The sheets as files: DOCX for a word processor, XLSX for a spreadsheet (ISO/IEC 29500).

Made when publishing or asked for, by python-docx and openpyxl, which nothing else needs. The
same guide gives the same bytes: parts are packed in order, with the date of the build.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from .qr import png_of
from .sheets import Block, Sheet, for_office

if TYPE_CHECKING:
    from .render import Renderer

NOTES = "Our notes"
TICK = "True of us?"
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


class Missing(Exception):
    """A library that publishing needs is not installed. The message says how to get it."""


def ready() -> None:
    """Raise Missing unless files can be made."""
    try:
        import docx  # noqa: F401
        import openpyxl  # noqa: F401
    except ImportError as error:
        raise Missing(f"the sheets for word processors need {error.name}, which is not installed. `make publish` installs what publishing needs.") from None


@dataclass(frozen=True)
class Made:
    """A file of a sheet: the sheet’s name, the file’s, its bytes."""

    sheet: str
    name: str
    content: bytes


def files(show: Renderer, when: datetime) -> Iterator[Made]:
    """Every sheet, blank tools too, as both kinds of file."""
    ready()
    for sheet in for_office(show.addresses):
        yield Made(sheet.name, f"{sheet.name}.docx", _packed(_docx(sheet, show), when))
        yield Made(sheet.name, f"{sheet.name}.xlsx", _packed(_xlsx(sheet, show), when))


def write(folder: Path, show: Renderer, when: datetime) -> list[Path]:
    """Write every file into a folder of its sheet below `folder`; returns their paths."""
    written = []
    for made in files(show, when):
        path = folder / made.sheet / made.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.content)
        written.append(path)
    return written


def together(paths: list[Path], target: Path, when: datetime) -> None:
    """All of them in one ZIP file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_zip([(path.name, path.read_bytes()) for path in paths], when))


# --- a word processor -------------------------------------------------------------------------


def _docx(sheet: Sheet, show: Renderer) -> bytes:
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    paper = docx.Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin = page.bottom_margin = Mm(15)
    normal = paper.styles["Normal"]
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after = Pt(3)
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-NZ")
    about = paper.core_properties
    about.title, about.author, about.comments, about.language = sheet.title, "", "", "en-NZ"

    paper.add_paragraph(sheet.label)
    paper.add_heading(sheet.title, 1)
    if sheet.care:
        care = paper.add_paragraph()
        care.add_run("Content note. ").bold = True
        care.add_run(sheet.care)
    paper.add_paragraph().add_run(sheet.question).bold = True
    for block in sheet.blocks:
        paper.add_heading(block.title, 2)
        if block.kind == "grid":
            table = paper.add_table(rows=1, cols=len(block.choices) + 2, style="Table Grid")
            for cell, text in zip(table.rows[0].cells, ("", *block.choices, NOTES), strict=True):
                cell.text = text
            for item in block.rows:
                table.add_row().cells[0].text = item
            widths = [Mm(66), *(Mm(17) for _ in block.choices)]
            _laid_out(table, [*widths, Mm(174) - sum(widths)], Pt(9))
            continue
        style = {"bullets": "List Bullet", "numbers": "List Number"}.get(block.kind)
        for item in block.items:
            paper.add_paragraph(f"☐ {item}" if block.kind == "ticks" else item, style=style)
    paper.add_heading(NOTES, 2)
    paper.add_paragraph("\n\n")
    paper.add_paragraph(sheet.ours)
    if code := show.code_of(sheet.record):
        paper.add_paragraph(show.printed_address(sheet.record))
        picture = paper.add_picture(io.BytesIO(png_of(code.text)), width=Mm(22))
        picture._inline.docPr.set("descr", f"QR code: {code.text}")
    return _saved(paper)


def _laid_out(table: Any, widths: list[int], size: int) -> None:
    """A table with columns of these widths; its head stands on every page, and no row is cut in two."""
    from docx.oxml import OxmlElement

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # some programs read these, others the cells’
    for number, row in enumerate(table.rows):
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = 0
                for run in paragraph.runs:
                    run.font.size = size
                    run.font.bold = number == 0
        for name in ("w:cantSplit", *(("w:tblHeader",) if number == 0 else ())):
            row._tr.get_or_add_trPr().append(OxmlElement(name))


# --- a spreadsheet ----------------------------------------------------------------------------


def _xlsx(sheet: Sheet, show: Renderer) -> bytes:
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    table = book.worksheets[0]
    table.title = re.sub(r"[\\/*?:\[\]]", " ", sheet.title)[:31]
    book.properties.title, book.properties.creator, book.properties.language = sheet.title, "", "en-NZ"
    choices = tuple(dict.fromkeys(choice for block in sheet.blocks for choice in _columns(block)))
    head = ("Part", "What", *choices, NOTES)
    rows = [(sheet.label, sheet.title), ("Question", sheet.question)]
    rows += [("Content note", sheet.care)] if sheet.care else []
    rows += [("Short address", show.printed_address(sheet.record))] if show.base else []
    rows += [("", sheet.ours)]
    for row in (*rows, (), head):
        table.append(row)
    begun = table.max_row
    for block in sheet.blocks:
        for item in block.rows:
            table.append((block.title, item))
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for cells in table.iter_rows():
        for cell in cells:
            cell.alignment = wrapped
            if cell.data_type == "f":  # no text of the guide is a formula
                cell.data_type = "s"
            if cell.row == begun or cell.row == 1:
                cell.font = bold
    widths = (24, 70, *(14 for _ in choices), 40)
    for cells in table.iter_rows():  # not every program makes room for a text of several lines by itself
        lines = max(-(-len(str(cell.value or "")) * 1.15 // widths[place]) for place, cell in enumerate(cells))
        table.row_dimensions[cells[0].row].height = 15 * max(lines, 1)
    for index, width in enumerate(widths):
        table.column_dimensions[openpyxl.utils.get_column_letter(index + 1)].width = width
    table.freeze_panes = table.cell(begun + 1, 1)
    table.print_title_rows = f"{begun}:{begun}"
    table.page_setup.orientation, table.page_setup.paperSize = "landscape", table.PAPERSIZE_A4
    table.page_setup.fitToWidth, table.page_setup.fitToHeight = 1, 0
    table.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    return _saved(book)


def _columns(block: Block) -> tuple[str, ...]:
    return block.choices or ((TICK,) if block.kind == "ticks" else ())


# --- the same bytes twice ---------------------------------------------------------------------


class _Savable(Protocol):
    """What both libraries make."""

    def save(self, path_or_stream: IO[bytes], /) -> None: ...


def _saved(document: _Savable) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _packed(content: bytes, when: datetime) -> bytes:
    """An office file with the date of the build wherever the libraries put today’s."""
    date = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    return _zip([(name, _DATES.sub(rb"\g<1>" + date, part) if name == "docProps/core.xml" else part) for name, part in parts], when)


def _zip(parts: list[tuple[str, bytes]], when: datetime) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, part in parts:
            package.writestr(_entry(name, when), part)
    return packed.getvalue()


def _entry(name: str, when: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (max(when.year, 1980), *when.timetuple()[1:6]))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # wherever it is made
    entry.external_attr = 0o644 << 16
    return entry
