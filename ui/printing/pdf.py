"""A PDF of a print: text that can be searched, an outline, checked before it takes the place it was meant for."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter

from content.normal_form import normal_form
from ui.printing.errors import PrintTargetUnwritable, Unwritable
from ui.printing.layout import Print, lay_out
from ui.printing.measures import POINT, RESOLUTION
from ui.printing.pages import a4_layout, paint_sheet
from ui.printing.request import PrintRequest
from ui.printing.searchable import mend_characters

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import IndirectObject

# Told the index of each page before it is painted and the number of pages; raises PrintCancelled to stop.
Progress = Callable[[int, int], None]

_CREATOR = "县策"
_REASONS = {
    errno.ENOSPC: Unwritable.NO_ROOM,
    errno.EDQUOT: Unwritable.NO_ROOM,
    errno.EFBIG: Unwritable.NO_ROOM,
    errno.ENOENT: Unwritable.NO_FOLDER,
    errno.ENOTDIR: Unwritable.NO_FOLDER,
    errno.EROFS: Unwritable.READ_ONLY,
}


def print_document_pdf(request: PrintRequest, path: Path, progress: Progress | None = None) -> int:
    """Lay a request out and write it to `path`; the number of pages. Needs an application, in any thread.

    Raises UnknownClause, PrintTargetUnwritable and whatever `progress` raises; then `path` is as it was.
    """
    return write_pdf(lay_out(request), path, progress or _no_progress)


def write_pdf(made: Print, path: Path, progress: Progress) -> int:
    """Write a print to `path`: painted in memory, put beside it, opened again and checked, then renamed to it."""
    painted = _painted(made, progress)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _put(_with_outline(made, painted), temporary)
        if not _is_sound(made, temporary):
            raise PrintTargetUnwritable(path, Unwritable.DAMAGED)
        temporary.replace(path)
    except OSError as error:
        raise PrintTargetUnwritable(path, _reason(error, path)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return len(made.sheet.pages)


def _painted(made: Print, progress: Progress) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(a4_layout(made.sheet))
    writer.setTitle(made.request.document.metadata.title)
    writer.setCreator(_CREATOR)
    painter = QPainter(writer)
    try:
        for index in paint_sheet(painter, made.sheet):
            progress(index, len(made.sheet.pages))
            if index:
                writer.newPage()
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _with_outline(made: Print, painted: bytes) -> bytes:
    """What Qt does not write: bookmarks, the language, and that the title is to be shown."""
    from pypdf import PdfReader, PdfWriter  # not before it is needed: 0.2 s
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(BytesIO(painted)))
    mend_characters(writer, made.sheet.words)
    _add_outline(writer, made)
    writer.add_metadata(_metadata(made))
    writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN")
    writer.page_mode = "/UseOutlines"
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shown
    filled = BytesIO()
    writer.write(filled)
    return filled.getvalue()


def _add_outline(writer: PdfWriter, made: Print) -> None:
    from pypdf.generic import Fit

    sheet = made.sheet
    above: list[tuple[int, IndirectObject]] = []
    for heading in made.headings:
        above = [entry for entry in above if entry[0] < heading.depth]
        top = (sheet.shape.height - sheet.height_on_page(heading.top)) / POINT
        entry = writer.add_outline_item(
            title=heading.title,
            page_number=sheet.page_of(heading.top),
            parent=above[-1][1] if above else None,
            fit=Fit.xyz(0, round(top), 0),
        )
        above.append((heading.depth, entry))


def _metadata(made: Print) -> dict[str, str]:
    stated = made.request.document.metadata
    return {"/Title": stated.title, "/Subject": stated.number or stated.short_title, "/Creator": _CREATOR}


def _put(data: bytes, path: Path) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _is_sound(made: Print, path: Path) -> bool:
    """Whether the file opens, has its pages, and holds the words of the first clause."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    first = made.request.printed[0]
    try:
        pages = PdfReader(path).pages
        return len(pages) == len(made.sheet.pages) and _begins(normal_form(pages[0].extract_text()), first.text)
    except (PyPdfError, ValueError):
        return False


def _begins(shown: str, clause: str) -> bool:
    """A long first clause may go on to the next page: its beginning answers for it."""
    return normal_form(clause)[:40] in shown


def _reason(error: OSError, path: Path) -> Unwritable:
    """Windows says "denied" both of a file open elsewhere and of a folder: what stands there tells them apart."""
    if isinstance(error, PermissionError | IsADirectoryError):
        return Unwritable.IN_USE if path.exists() else Unwritable.READ_ONLY
    return _REASONS.get(error.errno or 0, Unwritable.OTHER)


def _no_progress(index: int, count: int) -> None:
    """Nobody waits to be told."""
