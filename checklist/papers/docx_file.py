"""A paper as a Word document, opened again and held against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checklist.papers.broken import BROKEN
from checklist.papers.docx_faces import name_faces
from checklist.papers.docx_style import SETS, dress, lay, number_pages
from checklist.papers.docx_table import gap, paragraph, table
from checklist.papers.draft import draft, write_bytes
from checklist.papers.errors import PaperNotEqual
from checklist.papers.paper import Page, Paper, Part, Table, Words
from checklist.papers.sheet import Written
from checklist.papers.texts import clean

if TYPE_CHECKING:
    from docx.document import Document

_AIR = 8  # points before a table


def write_docx(path: Path, paper: Paper) -> Written:
    """Write, open again, hold every paragraph and cell against the paper, and only then put in place.

    Raises PaperTargetUnwritable, PaperNotEqual.
    """
    with draft(path) as copy:
        write_bytes(copy, _document(paper))
        check_docx(copy, paper)
    return Written(sum(len(part.sheet.rows) for part in _parts(paper) if isinstance(part, Table)))


def check_docx(path: Path, paper: Paper) -> None:
    """Read the file and hold its texts against the paper's. Raises PaperNotEqual, OSError."""
    from docx import Document

    try:
        with path.open("rb") as file:
            found = _found(Document(file))
    except BROKEN as error:
        raise PaperNotEqual(path, paper.title, 0) from error
    last = PaperNotEqual(path, paper.title, 0)
    for part, wanted in _wanted(paper):
        for number, row in enumerate(wanted):
            read = next(found, None)
            if read != row:
                raise _difference(path, paper, part, number, tuple(zip_longest(read or (), row)))
            last = _difference(path, paper, part, number + 1, ())
    if next(found, None) is not None:
        raise last


def _difference(path: Path, paper: Paper, part: Part, number: int, pairs: Sequence[tuple[str, str]]) -> PaperNotEqual:
    """Where a row of a table differs; what differs outside of tables has no row."""
    if not isinstance(part, Table):
        return PaperNotEqual(path, paper.title, 0)
    at = next((at for at, (one, other) in enumerate(pairs) if one != other), 0)
    titles = [column.title for column in part.sheet.columns]
    return PaperNotEqual(path, part.sheet.name, number, titles[at] if at < len(titles) else "")


def _wanted(paper: Paper) -> Iterator[tuple[Part, Iterator[tuple[str, ...]]]]:
    for part in _parts(paper):
        yield part, ((line,) for line in part.lines) if isinstance(part, Words) else part.grid


def _found(document: Document) -> Iterator[tuple[str, ...]]:
    """Paragraphs and rows of tables, in order; empty paragraphs are spacing.

    The library's own ways to all of this ask the whole document each time: twenty thousand paragraphs take a minute.
    """
    from docx.oxml.ns import qn

    body: Any = document.element.body
    for block in body:
        if block.tag == qn("w:tbl"):
            for row in block.tr_lst:
                yield tuple("\n".join(map(_text, cell.p_lst)) for cell in row.tc_lst)
        elif block.tag == qn("w:p") and (text := _text(block)):
            yield (text,)


def _text(paragraph: Any) -> str:
    return "".join(str(piece) for run in paragraph.r_lst for piece in run if piece is not run.rPr)


def _parts(paper: Paper) -> Iterator[Part]:
    yield from (part for page in paper.pages for part in page.parts)


def _document(paper: Paper) -> bytes:
    from docx import Document  # 150 ms: only for those who export

    document = Document()
    dress(document)
    name_faces(document)
    stated = document.core_properties
    stated.title, stated.author, stated.comments = clean(paper.title)[:255], "", ""
    for at, page in enumerate(paper.pages):
        _add(document, page, is_first=at == 0)
    number_pages(document.sections[0])
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def _add(document: Document, page: Page, is_first: bool) -> None:
    """A page is a section of its own, so that it may lie across and count anew."""
    from docx.enum.section import WD_SECTION

    section = document.sections[-1] if is_first else document.add_section(WD_SECTION.NEW_PAGE)
    if not is_first:
        _shrink(document.element.body.sectPr.getprevious())
    room = lay(section, page.wide, page.starts_anew)
    body: Any = document.element.body
    end = body.sectPr
    for part in page.parts:
        if isinstance(part, Words):
            for line in part.lines:
                end.addprevious(paragraph(line, SETS[part.look]))
        else:
            end.addprevious(gap(_AIR))
            end.addprevious(table(part, room))
            end.addprevious(gap())


def _shrink(mark: Any) -> None:
    """The paragraph that ends a section takes no room, lest it begin a page of its own."""
    mark.get_or_add_pPr().insert(0, gap()[0][0])
