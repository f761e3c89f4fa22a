"""What can go wrong with documents, one class a cause. The sentences for users are in ui/messages.py."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path


class Fault(StrEnum):
    """How a content file can break the content format, or contradict itself."""

    NO_FRONT_MATTER = "no-front-matter"
    NOT_YAML = "not-yaml"
    NOT_UTF8 = "not-utf8"
    BAD_VALUE = "bad-value"
    WRONG_ID = "wrong-id"
    BAD_BLOCK = "bad-block"
    BAD_CLASS = "bad-class"
    NO_ADDRESS = "no-address"
    ADDRESS_TWICE = "address-twice"
    ADDRESS_ORDER = "address-order"
    BAD_TABLE = "bad-table"
    NOTE_PLACE = "note-place"
    NOTE_KIND = "note-kind"
    BAD_LINK = "bad-link"
    DEAD_LINK = "dead-link"
    NO_CLAUSE = "no-clause"
    NOT_VERBATIM = "not-verbatim"
    BAD_DATE = "bad-date"
    BAD_STEPS = "bad-steps"
    HALF_WIDTH = "half-width"
    UNPAIRED = "unpaired"
    RARE_CHARACTER = "rare-character"
    SOURCE_CHANGED = "source-changed"
    NOT_OMITTED = "not-omitted"
    WORD_TWICE = "word-twice"
    TEXT_DIFFERS = "text-differs"


class ContentError(Exception):
    """Base of every error of this room."""


class UnknownDocument(ContentError):
    """No document of that id is on the shelf."""

    def __init__(self, document: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no document {document!r}")
        self.document = document
        self.known = known


class UnknownClause(ContentError):
    """The document has no clause of that id."""

    def __init__(self, document: str, clause: str) -> None:
        super().__init__(f"no clause {clause!r} in {document!r}")
        self.document = document
        self.clause = clause


class ContentMalformed(ContentError):
    """A content file breaks the format; `place` is a piece of it (or a line number) to look for."""

    def __init__(self, path: Path, place: str, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{path.name}: {place}: {fault} {detail}")
        self.path = path
        self.place = place
        self.fault = fault
        self.detail = detail


class ContentUnreadable(ContentError):
    """A content file is missing or cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
