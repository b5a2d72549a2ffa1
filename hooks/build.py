"""A good site stays until the next one is whole.

`mkdocs build` empties site_dir before it knows whether the pages are sound. Here a build
goes into a folder beside it, which takes its place only when every page was written
without a warning. While serving, mistakes are shown and forgotten: strict is off, and
the macros package is imported anew for each build.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler

_command = ""
_target: Path | None = None
_warnings: CountHandler | None = None
_strict = True


def on_startup(command: str, dirty: bool) -> None:
    """Remember what MkDocs was asked to do."""
    global _command
    _command = command
    if command == "serve":
        sys.dont_write_bytecode = True  # compiled files under macros/ would trigger the watcher


@event_priority(100)
def on_config(config):
    """Before any plugin: fresh macros, strictness by command, and a folder to build in."""
    global _target, _warnings, _strict
    for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
        del sys.modules[name]
    if _command == "serve":
        # build() has hung up its strict counter already; deaf, it cannot end the preview
        for handler in logging.getLogger("mkdocs").handlers:
            if isinstance(handler, CountHandler):
                handler.setLevel(logging.CRITICAL + 1)
        return config
    _strict = config.strict or _command == "gh-deploy"  # --no-strict is for builds one looks at
    _target = Path(config.site_dir)
    config.site_dir = f"{config.site_dir}.new"
    _warnings = CountHandler()
    _warnings.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(_warnings)
    return config


@event_priority(-100)
def on_post_build(config):
    """After everything else: put the new site in the old one's place if nothing was wrong."""
    global _target
    if _target is None:
        return
    logging.getLogger("mkdocs").removeHandler(_warnings)
    new, target, _target = Path(config.site_dir), _target, None
    config.site_dir = str(target)
    if _strict and any(count for _, count in _warnings.get_counts()):
        shutil.rmtree(new)
        raise PluginError(f"{target.name}/ stays as it was: mend what is said above, then build again.")
    old = target.with_name(f"{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        os.replace(target, old)
    os.replace(new, target)
    shutil.rmtree(old, ignore_errors=True)


def on_build_error(error):
    """Leave nothing half-built behind."""
    global _target
    if _target is not None:
        shutil.rmtree(f"{_target}.new", ignore_errors=True)
        _target = None
