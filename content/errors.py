"""What can go wrong with documents, one class a cause. The sentences for users are in ui/messages.py."""

from __future__ import annotations

from pathlib import Path


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
    """A file of documents, duties or collations breaks the content format."""

    def __init__(self, path: Path, place: str, reason: str) -> None:
        super().__init__(f"{path.name}: {place}: {reason}")
        self.path = path
        self.place = place
        self.reason = reason


class ContentUnreadable(ContentError):
    """A content file is missing or cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
