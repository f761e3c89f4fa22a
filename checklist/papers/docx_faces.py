"""What a computer sets instead of a typeface that it lacks, said in the document's table of typefaces."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from checklist.papers.words import FACE_LATIN, FACES_INSTEAD

if TYPE_CHECKING:
    from docx.document import Document

_PART = "/word/fontTable.xml"
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def name_faces(document: Document) -> None:
    """仿宋_GB2312 is on the computers of offices, 仿宋 on all others; each of ours is named with its like."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == _PART:
            part._blob = _table().encode()  # the library has no table of typefaces of its own


def _table() -> str:
    faces = "".join(
        f'<w:font w:name="{html.escape(face)}"><w:altName w:val="{html.escape(like)}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for face, like in FACES_INSTEAD.items()
    )
    latin = f'<w:font w:name="{html.escape(FACE_LATIN)}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{_SPACE}">{faces}{latin}</w:fonts>'
