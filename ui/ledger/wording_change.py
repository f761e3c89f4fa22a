"""A clause as it was and as it is, with what went and what came. Knows no Qt."""

from __future__ import annotations

import html
from difflib import SequenceMatcher

from content.normal_form import normal_form


def changed_wording(old: str, new: str) -> str:
    """Both as one line of HTML: <s> what went, <u> what came; everything else as it is, escaped."""
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = html.escape(old[a:b]), html.escape(new[c:d])
        if kind == "equal" or normal_form(old[a:b]) == normal_form(new[c:d]):
            parts.append(come)
            continue
        parts.append(f"<s>{gone}</s>" if gone else "")
        parts.append(f"<b><u>{come}</u></b>" if come else "")
    return "".join(parts)
