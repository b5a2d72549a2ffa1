"""Writes what the search knows: two scripts, made from the built pages and the data.

Their names carry a hash of what is in them. Templates name them by `search_index("first")`
and `search_index("second")`; pages fetch them only when somebody searches.
"""

from __future__ import annotations

import base64
import hashlib
import logging
from typing import Any, cast

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils.templates import TemplateContext, url_filter

log = logging.getLogger("mkdocs.guide")
_address: dict[str, str] = {}


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Every page is rendered now and none is written."""
    from macros.guide import guide_of
    from macros.problem import report
    from macros.search import Indexed, scripts

    guide = guide_of(config)
    pages = [
        Indexed(page.file.src_uri, str(page.meta.get("title") or page.title), str(page.meta.get("description") or ""), page.content or "")
        for file in files.documentation_pages() if (page := file.page) is not None and not _excluded(page.meta)
    ]
    first, second, problems = scripts(pages, guide.renderer.addresses, config.use_directory_urls)
    if problems and not guide.problems:
        log.error(report(problems))
    _address.clear()
    for name, text in (("first", first), ("second", second)):
        digest = base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:8]
        _address[name] = f"assets/search-{name}-{digest}.js"
        files.append(File.generated(config, _address[name], content=text))
    env.globals["search_index"] = search_index
    return env


def _excluded(meta: Any) -> bool:
    """As Material has it: `search:` with `exclude: true` below it in a page's front matter."""
    asked = meta.get("search")
    return isinstance(asked, dict) and asked.get("exclude") is True


@pass_context
def search_index(context: Context, name: str) -> str:
    """The address of one of the two scripts, as seen from the page."""
    return url_filter(cast(TemplateContext, context), _address[name])
