"""A pack's content read and linted as an edition of its own, by the code that checks the program's own content."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from content.errors import ContentMalformed, ContentUnreadable, Fault, UnknownClause, UnknownDocument
from content.library import Library
from content.line import line_of
from content.linting import Finding, lint
from content.packs.errors import ContentIncomplete, ContentWrong, PackUnwritable
from content.reading import read_library


def validate(path: Path, files: Mapping[str, bytes]) -> Library:
    """The library that the files make, every text equal to its source, every quotation in its clause.

    They stand in a folder of their own for as long as it takes. Raises ContentWrong, ContentIncomplete, PackUnwritable.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="xiance-pack-") as scratch:
            for name, body in files.items():
                target = Path(scratch).joinpath(*name.split("/"))
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(body)
            return _read(path, Path(scratch))
    except OSError as error:
        raise PackUnwritable(Path(tempfile.gettempdir()), str(error.strerror)) from error


def _read(path: Path, folder: Path) -> Library:
    try:
        library = read_library(folder)
        findings = _strange_sources(folder, library) or lint(folder, library)
        if not findings:
            _follow_duties(path, library)
    except ContentMalformed as error:
        line = line_of(error.path, error.place)
        findings = (Finding(error.path, line, error.fault, error.detail or error.place),)
    except ContentUnreadable as error:
        raise ContentIncomplete(path, f"{error.path.parent.name}/{error.path.name}") from error
    if findings:
        raise ContentWrong(path, findings)
    if not library.documents:
        raise ContentIncomplete(path, "policies")
    return library


def _strange_sources(folder: Path, library: Library) -> tuple[Finding, ...]:
    """A source is the file that bears the document's name: no path of a pack is ever followed."""
    return tuple(
        Finding(folder / "sources" / f"{one.id}.yaml", 1, Fault.WRONG_ID, f"{one.id}.txt")
        for one in library.documents
        if one.collation.file != f"{one.id}.txt"
    )


def _follow_duties(path: Path, library: Library) -> None:
    """Every duty leads to its clause, or the window could not open. Raises ContentIncomplete."""
    try:
        for duty in library.duties:
            library.clause_of(duty)
    except (UnknownClause, UnknownDocument) as error:
        raise ContentIncomplete(path, str(error)) from error
