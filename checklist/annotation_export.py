"""Writes annotations to a file: under another name first, opened again and counted, and only then given its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from checklist.annotation_docx import count_docx, write_docx
from checklist.annotation_entry import Collection
from checklist.annotation_errors import ExportIncomplete, ExportUnwritable
from checklist.annotation_jsonld import count_jsonld, write_jsonld
from checklist.annotation_markdown import count_markdown, write_markdown
from checklist.files import put_in_place


class Format(StrEnum):
    """Formats by the ending of their files."""

    WORD = "docx"
    MARKDOWN = "md"
    JSON_LD = "jsonld"


_Write = Callable[[Path, Collection], None]
_Count = Callable[[Path], int]
_FORMATS: Mapping[Format, tuple[_Write, _Count]] = MappingProxyType(
    {
        Format.WORD: (write_docx, count_docx),
        Format.MARKDOWN: (write_markdown, count_markdown),
        Format.JSON_LD: (write_jsonld, count_jsonld),
    }
)


def export_annotations(path: Path, form: Format, collection: Collection) -> None:
    """Write all entries to `path`. Raises ExportUnwritable, ExportIncomplete; what stood there is then as it was."""
    write, count = _FORMATS[form]
    try:
        with tempfile.TemporaryDirectory(prefix=".", dir=path.parent) as folder:
            draft = Path(folder) / f"draft.{form}"
            write(draft, collection)
            found = count(draft)
            if found != len(collection.entries):
                raise ExportIncomplete(path, found, len(collection.entries))
            put_in_place(draft, path)
    except OSError as error:
        raise ExportUnwritable(path, error.strerror or str(error)) from error
