"""The guide's macros for mkdocs-macros: register them. No more."""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Called by mkdocs-macros once for each build."""
    from .guide import guide_of

    for name, macro in guide_of(env.conf).macros().items():
        env.macros[name] = macro
