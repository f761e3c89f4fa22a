"""Elements of a Word document, written as text."""

from __future__ import annotations

import re
from typing import Any

_TAG = re.compile(r"<[\w:]+")


def element(text: str) -> Any:
    """The element that a text like <w:p/> says; the name space is ours to give."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    return parse_xml(_TAG.sub(lambda tag: f"{tag[0]} {nsdecls('w')}", text, count=1))
