"""The same text as others would publish it: each of the guide's pages, in other people's shells.

A peer takes (folder to work in, pages: address to (title, HTML of the text)) and returns
the folder of its site. Peers come from PyPI into an environment that goes away again.
"""

from __future__ import annotations

import html
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

Pages = dict[str, tuple[str, str]]


def _environment(folder: Path, *packages: str) -> Path:
    """A Python with the packages."""
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    _run(folder, python, "-m", "pip", "install", "-q", *packages)
    return python


def _run(folder: Path, *command: str | Path) -> None:
    subprocess.run([str(part) for part in command], cwd=folder, check=True, capture_output=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def pandoc(folder: Path, pages: Pages) -> Path:
    """A bare page: what Pandoc makes of the text, standing alone."""
    python = _environment(folder, "pypandoc_binary")
    for address, (title, text) in pages.items():
        _write(folder / "from" / address / "index.html", f"<title>{html.escape(title)}</title>{text}")
        (folder / "site" / address).mkdir(parents=True, exist_ok=True)
    make = (
        "import pypandoc, sys\nfrom pathlib import Path\n"
        "for page in Path('from').rglob('*.html'):\n"
        "    pypandoc.convert_file(str(page), 'html', format='html', outputfile=str('site' / page.relative_to('from')), extra_args=['-s'])\n"
    )
    _run(folder, python, "-c", make)
    return folder / "site"


def furo(folder: Path, pages: Pages) -> Path:
    """Sphinx with the Furo theme."""
    python = _environment(folder, "sphinx", "furo")
    _write(folder / "from/conf.py", "project = 'Better Connected Services'\nhtml_theme = 'furo'\n")
    for address, (title, text) in pages.items():
        lines = "\n".join("   " + line for line in text.splitlines())
        others = "\n".join(f"   /{other}index" for other in pages if other) if not address else ""
        contents = f".. toctree::\n   :hidden:\n\n{others}\n\n" if others else ""
        _write(folder / "from" / address / "index.rst", f"{title}\n{'=' * 2 * len(title)}\n\n{contents}.. raw:: html\n\n{lines}\n")
    _run(folder, python, "-m", "sphinx", "-q", "-b", "html", "from", "site")
    return folder / "site"


def material(folder: Path, pages: Pages) -> Path:
    """Material for MkDocs as it comes."""
    for address, (title, text) in pages.items():
        _write(folder / "docs" / address / "index.md", f"# {title}\n\n<div>\n{text}\n</div>\n")
    _write(folder / "mkdocs.yml", "site_name: Better Connected Services\ntheme: {name: material, font: false}\n")
    _run(folder, sys.executable, "-m", "mkdocs", "build", "-q")
    return folder / "site"


PEERS: dict[str, Callable[[Path, Pages], Path]] = {"Pandoc, bare": pandoc, "Sphinx with Furo": furo, "Material as it comes": material}
