"""Attributes of HTML changed in place; everything else stays to the byte.

For what our own build writes: attribute values in double quotes. Scripts, styles and
comments are left alone, because the policy of a page names its scripts by their hash.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Change = Callable[[str, str, str], str | None]  # element, attribute, value (as written) -> new value, or None to leave it

_INSIDE = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_PIECE = re.compile(rf"<!--.*?-->|(?P<raw><(?:script|style)\b{_INSIDE}>)(?:.*?)</(?:script|style)>|(?P<tag><[a-zA-Z]{_INSIDE}>)", re.S)
_ATTRIBUTE = re.compile(r'(?<=\s)([\w:-]+)="([^"]*)"')


def changed(html: str, change: Change) -> str:
    """`html` with every attribute value for which `change` gives another."""
    def tag(text: str) -> str:
        name = re.split(r"[\s/>]", text[1:], maxsplit=1)[0]

        def attribute(found: re.Match[str]) -> str:
            value = change(name, found[1], found[2])
            return found[0] if value is None else f'{found[1]}="{value}"'

        return _ATTRIBUTE.sub(attribute, text)

    def piece(found: re.Match[str]) -> str:
        if found["raw"]:
            return tag(found["raw"]) + found[0][len(found["raw"]):]
        return tag(found["tag"]) if found["tag"] else found[0]

    return _PIECE.sub(piece, html)
