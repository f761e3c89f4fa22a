"""Small Word and PDF files as an office would send them, written by hand so that no test depends on an office."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LINE, _LINES = 28, 22  # GB/T 9704


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph of a Word file, its words in runs of five characters as Word likes to part them."""
    runs = (words[at : at + 5] for at in range(0, len(words), 5))
    texts = "".join(f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{texts}</w:p>"


def word_file(body: str, numbering: str = "", styles: str = "") -> bytes:
    """A .docx with that inside of w:body, w:numbering and w:styles."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {_W}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
    }
    return packed({name: f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode() for name, text in parts.items()})


def packed(members: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return made.getvalue()


def pdf_pages(paragraphs: Iterable[str]) -> list[list[str]]:
    """Lines of 28 characters, 22 to a page, the number — n — below."""
    lines = [words[at : at + _LINE] for words in paragraphs for at in range(0, len(words), _LINE)]
    pages = [lines[at : at + _LINES] for at in range(0, len(lines), _LINES)]
    return [[*page, f"— {number} —"] for number, page in enumerate(pages, 1)]


def pdf_file(pages: list[list[str]]) -> bytes:
    """A PDF that shows these lines in a font that every reader of PDF knows; an empty page is like a scan."""
    count = len(pages)
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 80>>>>]>>"
    )
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(count))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), font]
    for number, lines in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (5 + 2 * number)
        )
        shown = b"".join(
            b"BT /F 15 Tf 79 %d Td <%s> Tj ET\n" % (740 - 28 * row, line.encode("utf-16-be").hex().encode())
            for row, line in enumerate(lines)
        )
        objects.append(b"<</Length %d>>stream\n%sendstream" % (len(shown), shown))
    return _numbered(objects)


def _numbered(objects: list[bytes]) -> bytes:
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        start,
    )
    return bytes(made)
