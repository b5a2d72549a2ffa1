"""Style sheets and scripts: bundled by esbuild, chosen page by page, held to by a policy.

docs/assets/css/*.css and docs/assets/js/*.js are bundled into `assets/NAME-HASH.css` and
`.js`; what lies in folders below them is imported by those or stands alone (js/tools/).
Templates name them through `asset("shell.js")` (an address), `inline("head.js")` (the
text) and `styles()`, `scripts()` and `later()` (what the page at hand uses). A sheet belongs to a
page that has one of the classes it styles, a script to a page with its `data-NAME`.

Styles stand inside each page, so that its first paint waits for nothing but itself. The
Content Security Policy names each by its hash (W3C, CSP Level 3, 6.7.3).
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext, url_filter

log = logging.getLogger("mkdocs.guide")
ROOT = Path(__file__).resolve().parent.parent
SETUP = "py tools/prepare.py" if os.name == "nt" else "python3 tools/prepare.py"
INLINE = {"head.js", "contents-open.js", "moved.js"}  # stand in the pages themselves
APART = {"worker.js"}  # macros/saving.py writes it at the site's root
LATER = {"qr-read.js", "qr-write.js"}  # fetched by a script when somebody asks
OFTEN = {"shell.css", "print.css", "search.css", "shell.js", "search.js"} | INLINE | LATER  # every page has them by its template, or none
WHOLE = {"cards.css", "slides.css", "sheets.css"}  # of pages of their own: hooks/handouts.py
POLICY = (
    "default-src 'self'; script-src 'self'{script}; style-src 'self'{style}; img-src 'self' data: blob:; "
    "media-src 'self' blob:; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
)
_BLOCK = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.S)
_MARK = re.compile(r"\sdata-([\w-]+)(?=[\s=>])")
_CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")


@dataclass
class Bundle:
    """What esbuild made of the sources: text by name (`shell.css`), address by name."""

    text: dict[str, str] = field(default_factory=dict)
    address: dict[str, str] = field(default_factory=dict)
    licences: str = ""
    _classes: dict[str, set[str]] = field(default_factory=dict)

    def classes(self, name: str) -> set[str]:
        """The classes that a style sheet styles."""
        if name not in self._classes:
            self._classes[name] = self._found(name)
        return self._classes[name]

    def _found(self, name: str) -> set[str]:
        plain = re.sub(r"/\*.*?\*/|url\(.*?\)|\{[^{}]*\}", " ", self.text[name], flags=re.S)
        return set(_CLASS.findall(plain))


@dataclass
class _State:
    """The bundle, when each of its sources was written, and the permit for the preview's own script."""

    bundle: Bundle = field(default_factory=Bundle)
    made_of: dict[Path, int] = field(default_factory=dict)
    nonce: str = ""


_state = _State()


def on_startup(command: str, dirty: bool) -> None:
    """The preview's own reload script needs a permit."""
    _state.nonce = secrets.token_urlsafe(12) if command == "serve" else ""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Bundle anew; a preview does when a source was edited."""
    assets = Path(config.docs_dir) / "assets"
    sources = {path: path.stat().st_mtime_ns for kind in ("css", "js") for path in (assets / kind).rglob("*.*")}
    if not sources or sources != _state.made_of:
        _state.made_of = {}  # in case it fails
        _state.bundle, _state.made_of = bundle(assets), sources
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The theme's own scripts, style sheets and pictures stay out; the bundles come in."""
    ours = [Path(folder).resolve() for folder in (config.docs_dir, config.theme.custom_dir) if folder]
    for file in list(files):
        source = file.abs_src_path and Path(file.abs_src_path).resolve()
        if file.src_uri.startswith("assets/") and source and not any(source.is_relative_to(folder) for folder in ours):
            files.remove(file)
    for name, text in _state.bundle.text.items():
        if name in ("print.css", "search.css") or (name.endswith(".js") and name not in INLINE | APART):
            files.append(File.generated(config, _state.bundle.address[name], content=text))
    if _state.bundle.licences:
        files.append(File.generated(config, "assets/licences.txt", content=_state.bundle.licences))
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """What templates may call."""
    env.globals.update(asset=asset, inline=inline, styles=styles, scripts=scripts, later=later)
    return env


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    return with_policy(output)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    return with_policy(output) if template_name.endswith(".html") else output


def on_serve(server: Any, config: MkDocsConfig, builder: Callable[..., None]) -> Any:
    """MkDocs writes its reload script into each page that the preview shows: give it the permit."""
    inject = server._inject_js_into_html

    def permitted(content: bytes, epoch: int) -> bytes:
        before, _, after = inject(content, epoch).rpartition(b"<script>")
        return b'%b<script nonce="%b">%b' % (before, _state.nonce.encode(), after)

    server._inject_js_into_html = permitted
    return server


# --- What templates call ------------------------------------------------------------------


def _seen_from(context: Context, address: str) -> str:
    return url_filter(cast(TemplateContext, context), address)


@pass_context
def asset(context: Context, name: str) -> str:
    """The address of a bundled file, as seen from the page: `asset("shell.js")`."""
    return _seen_from(context, _state.bundle.address[name])


def address_of(name: str) -> str:
    """The file of a bundled script below the site."""
    return _state.bundle.address[name]


def addresses() -> dict[str, str]:
    """Every bundled file's address by its name; each carries a hash of the file."""
    return _state.bundle.address


def inline(name: str) -> Markup:
    """The text of a bundled script, to stand in the page."""
    return Markup(_state.bundle.text.get(name, "").strip())


@pass_context
def styles(context: Context) -> Markup:
    """The sheets that this page uses, in one piece."""
    return styles_of(_content(context), "shell.css")


def styles_of(html: str, first: str) -> Markup:
    """The sheet `first`, and those of the parts in `html` that it does not style."""
    used = {name for found in re.findall(r'class="([^"]*)"', html) for name in found.split()} - _state.bundle.classes(first)
    names = [name for name in _state.bundle.text if name.endswith(".css") and name not in {first, *OFTEN, *WHOLE} and _state.bundle.classes(name) & used]
    return Markup("".join(_state.bundle.text.get(name, "").strip() for name in [first, *sorted(names)]))


@pass_context
def scripts(context: Context) -> list[str]:
    """The addresses of the scripts that this page uses besides the shell's."""
    text = _content(context)
    marks = set(_MARK.findall(text))
    names = [name for name in _state.bundle.address if name.endswith(".js") and name not in OFTEN | APART and Path(name).stem in marks]
    return [_seen_from(context, _state.bundle.address[name]) for name in sorted(names)]


@pass_context
def later(context: Context) -> dict[str, str]:
    """Name → address of the scripts that a page may fetch; it names them: `data-later="qr-read"`."""
    names = {name for found in re.findall(r'\sdata-later="([^"]*)"', _content(context)) for name in found.split()}
    return {name: _seen_from(context, _state.bundle.address[f"{name}.js"]) for name in sorted(names)}


def _content(context: Context) -> str:
    page = context.get("page")
    return (page.content or "") if page else ""


# --- The policy ---------------------------------------------------------------------------


def with_policy(html: str) -> str:
    """`html` with the Content Security Policy that allows what stands in it, and nothing else."""
    found: dict[str, list[str]] = {"script": [], "style": []}
    for kind, attributes, text in _BLOCK.findall(html):
        if re.search(r"\bsrc=", attributes) or re.search(r'type="?application/', attributes):
            continue
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        if f"'sha256-{digest}'" not in found[kind]:
            found[kind].append(f"'sha256-{digest}'")
    if _state.nonce:
        found["script"].append(f"'nonce-{_state.nonce}'")
    policy = POLICY.format(**{kind: "".join(f" {source}" for source in sources) for kind, sources in found.items()})
    return html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


# --- esbuild ------------------------------------------------------------------------------


def bundle(sources: Path) -> Bundle:
    """What esbuild makes of the entry points below `sources`; PluginError says what is wrong."""
    entries = sorted([*sources.glob("css/*.css"), *sources.glob("js/*.js"), *sources.glob("js/tools/*.js"), *sources.glob("js/worker/worker.js")])
    if not entries:
        return Bundle()
    modules = node_modules()
    with tempfile.TemporaryDirectory() as name:
        out = Path(name).resolve()
        done = subprocess.run(
            [
                str(_esbuild(modules)), *(str(path) for path in entries), "--bundle", "--minify", "--format=iife",
                "--target=es2022,chrome123,firefox120,safari17.5",
                "--legal-comments=eof", "--charset=utf8", "--log-level=warning", "--color=false", f"--outdir={out}", f"--outbase={sources}",
                "--entry-names=[dir]/[name]", f"--metafile={out / 'meta.json'}",
            ],
            cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "NODE_PATH": str(modules)},
        )
        if done.returncode:
            raise PluginError(f"Style sheets and scripts could not be bundled:\n{done.stderr.strip()}")
        if done.stderr.strip():
            log.warning(done.stderr.strip())
        made = json.loads((out / "meta.json").read_text("utf-8"))
        result = Bundle(licences=_licences(made["inputs"], modules))
        for written, about in sorted(made["outputs"].items()):
            path = (ROOT / written).resolve()
            source = Path(about["entryPoint"]).name
            if source in result.text:
                raise PluginError(f"{about['entryPoint']}: another file is called {source} too. Give one another name.")
            result.text[source] = path.read_text("utf-8")
            result.address[source] = f"assets/{path.stem}-{_digest(result.text[source])}{path.suffix}"
        return result


def _digest(text: str) -> str:
    """Eight letters of a file's content alone; esbuild's own differ with where packages stand."""
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:8]


def node_modules() -> Path:
    """The folder of what npm installed: beside the guide or above it, or on NODE_PATH."""
    places = [folder / "node_modules" for folder in (ROOT, *ROOT.parents)]
    places += [Path(place) for place in os.environ.get("NODE_PATH", "").split(os.pathsep) if place]
    for place in places:
        if (place / "@esbuild").is_dir():
            return place
    raise PluginError(f"esbuild, which bundles style sheets and scripts, is not installed. Run this, then build again:\n  {SETUP}")


def _esbuild(modules: Path) -> Path:
    """The program itself, without Node around it."""
    for folder in sorted((modules / "@esbuild").glob(f"{sys.platform}-*")):
        for program in (folder / "bin" / "esbuild", folder / "esbuild.exe"):
            if program.is_file():
                return program
    raise PluginError(f"{modules} has no esbuild for this machine. Run this, then build again:\n  {SETUP}")


def _licences(inputs: Iterable[str], modules: Path) -> str:
    """The licences of the packages that went into the bundles."""
    names = {found[1] for path in inputs if (found := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)/", path))}
    parts = []
    for name in sorted(names):
        texts = sorted(path for path in (modules / name).iterdir() if path.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")))
        if not texts:
            raise PluginError(f"{name} has no licence file, so it cannot be shipped.")
        version = json.loads((modules / name / "package.json").read_text("utf-8"))["version"]
        parts.append(f"{name} {version}\n\n{texts[0].read_text('utf-8').strip()}\n")
    return ("\n" + "-" * 72 + "\n\n").join(parts)
