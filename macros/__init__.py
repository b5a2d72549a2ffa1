"""The guide's macros for mkdocs-macros: load the data, check it, register. No more."""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Called by mkdocs-macros once for each build."""
    from .wiring import wire

    wire(env)


def on_pre_page_macros(env: Any) -> None:
    """Called by mkdocs-macros before the macros of each page."""
    from .wiring import on_pre_page

    on_pre_page(env)
