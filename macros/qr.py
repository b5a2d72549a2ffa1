"""QR codes (ISO/IEC 18004), made by segno: what a camera reads of an address.

Positions only; templates/_code.html.j2 draws them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import segno

QUIET = 4  # modules of empty room that the standard asks for on every side
_MASK = 2  # Weighing all eight takes most of the time; readers take any. tests/test_qr.py reads every one.


@dataclass(frozen=True)
class Code:
    """A code for `text`: `size` counts modules on a side with the quiet zone; `path` draws
    the dark ones as lines, one module wide."""

    text: str
    size: int
    path: str


@cache
def code_of(text: str) -> Code:
    """The code for a text, at level M or better: a seventh of it may be lost."""
    made = _made(text)
    lines = []
    for y, row in enumerate(made.matrix, QUIET):
        x = QUIET
        for dark, modules in groupby(row):
            length = len(list(modules))
            if dark:
                lines.append(f"M{x} {y}.5h{length}")
            x += length
    return Code(text, len(made.matrix) + 2 * QUIET, "".join(lines))


def png_of(text: str) -> bytes:
    """The same code as a picture for what takes no SVG."""
    picture = io.BytesIO()
    _made(text).save(picture, kind="png", scale=6, border=QUIET)
    return picture.getvalue()


def _made(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False, mask=_MASK)
