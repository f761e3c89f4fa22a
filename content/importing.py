"""Reads a file that a person chose (.txt, .md, .docx, .pdf) as plain text, within limits, trusting nothing in it."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from content.folding import LeftOut
from content.import_errors import (
    ImportHasNoText,
    ImportKindUnknown,
    ImportMalformed,
    ImportTooLarge,
    ImportUnreadable,
)

MOST_BYTES = 20_000_000
MOST_CHARACTERS = 2_000_000
KINDS = ("txt", "md", "docx", "pdf")

_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
_PDF_HEADER_WITHIN = 1024  # readers of PDF allow so much before the header


class Remark(StrEnum):
    """What a file holds that is not in the text read from it, or was put into it by its reader."""

    NUMBERS_COUNTED = "numbers-counted"
    NUMBERS_LOST = "numbers-lost"
    PICTURES = "pictures"
    NOTES = "notes"
    DELETIONS = "deletions"
    HIDDEN = "hidden"
    SYMBOLS = "symbols"
    PAGES_WITHOUT_TEXT = "pages-without-text"
    RADICALS = "radicals"
    MARKDOWN = "markdown"


class Furniture(StrEnum):
    """Why a line of a page is left out, as the reason of a LeftOut."""

    PAGE_NUMBER = "page-number"
    RUNNING_LINE = "running-line"


@dataclass(frozen=True, slots=True)
class Extract:
    """What the reader of one kind gives: the text, what of it is page furniture, and how often each remark holds."""

    text: str
    remarks: dict[Remark, int]
    left_out: tuple[LeftOut, ...] = ()
    encoding: str | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class ImportedText:
    """A file as plain text, lines parted by one line feed. `encoding` and `pages` where the kind has such a thing."""

    name: str
    sha256: str
    kind: str
    text: str
    left_out: tuple[LeftOut, ...]
    remarks: tuple[tuple[Remark, int], ...]
    encoding: str | None
    pages: int | None


def read_text(path: Path) -> ImportedText:
    """Read a file of at most MOST_BYTES as text of at most MOST_CHARACTERS.

    Raises ImportUnreadable, ImportTooLarge, ImportEncrypted, ImportHasNoText, ImportKindUnknown, ImportMalformed.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise ImportKindUnknown(path, path.suffix)
    data = _read_bytes(path)
    extract = _extract(path, data, kind)
    if len(extract.text) > MOST_CHARACTERS:
        raise ImportTooLarge(path, MOST_CHARACTERS, "characters")
    if not extract.text.strip():
        raise ImportHasNoText(path)
    remarks = tuple((remark, count) for remark, count in extract.remarks.items() if count)
    digest = hashlib.sha256(data).hexdigest()
    return ImportedText(
        path.name, digest, kind, extract.text, extract.left_out, remarks, extract.encoding, extract.pages
    )


def _read_bytes(path: Path) -> bytes:
    """The bytes of a regular file (a pipe or a device could go on for ever)."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ImportUnreadable(path, "not a file")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise ImportUnreadable(path, getattr(error, "strerror", None) or str(error)) from error
    if len(data) > MOST_BYTES:
        raise ImportTooLarge(path, MOST_BYTES, "bytes")
    if not data:
        raise ImportHasNoText(path)
    return data


def _extract(path: Path, data: bytes, kind: str) -> Extract:
    """By what the bytes are, where that is plain; the ending of a name is often wrong. Readers load when needed."""
    if data.startswith(_ZIP) or kind == "docx":
        from content.word_file import read_word

        return read_word(path, data)
    if data.startswith(_PDF) or kind == "pdf":
        if _PDF not in data[:_PDF_HEADER_WITHIN]:
            raise ImportMalformed(path)
        from content.pdf_file import read_pdf

        return read_pdf(path, data)
    from content.plain_file import read_markdown, read_plain

    return read_markdown(path, data) if kind == "md" else read_plain(path, data)
