"""Words that are shown as they are. Qt takes what looks like HTML for HTML, and a tooltip cannot be told otherwise."""

from __future__ import annotations

import html


def tip(words: str) -> str:
    """Words for a tooltip, a paragraph a line; long lines wrap."""
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in words.splitlines())
