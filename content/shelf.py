"""Opens the library fast: a compiled copy (JSON) beside the hash of all it was made from.

The compiled copy is a cache. When any content file, or the code that reads them, differs, it is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from content.document import Clause, Collation, Document, EditorNote, Lack, Metadata, Oddity, Omission
from content.duty import Basis, Duty, Force, Step
from content.indicator import Indicator
from content.library import Library

CONTENT_FOLDER = Path(__file__).parent
# A bundle brings what a first start would have to make.
MADE, COMPILED = "made", "library.json"
_READ = ("policies/*.md", "*/*.yaml", "*.yaml")
_DATES = ("signed", "effective", "expires")


def open_library(cache: Path | None, folder: Path = CONTENT_FOLDER) -> Library:
    """The library as compiled with the bundle or in `cache`, where that is current, else read anew and put there.

    An unwritable or damaged cache costs time, nothing else. Raises ContentMalformed, ContentUnreadable.
    """
    stamp = edition_of(folder)
    path = cache / COMPILED if cache else None
    library = _read_compiled(folder / MADE / COMPILED, stamp) or (_read_compiled(path, stamp) if path else None)
    if library is None:
        from content.reading import read_library

        library = read_library(folder)
        if path:
            _write_compiled(path, stamp, library)
    return library


def edition_of(folder: Path) -> str:
    """SHA-256 over every file the library is made from, the reading code included."""
    digest = hashlib.sha256()
    for place, pattern in ((CONTENT_FOLDER, "*.py"), *((folder, one) for one in _READ)):
        for path in sorted(place.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read_compiled(path: Path, stamp: str) -> Library | None:
    """None where the copy is absent, of another edition, or damaged (its own hash stands in its first line)."""
    try:
        header, _, body = path.read_bytes().partition(b"\n")
        if header.decode() != _header(stamp, body):
            return None
        return _to_library(json.loads(body))
    except (OSError, ValueError):
        return None


def _write_compiled(path: Path, stamp: str, library: Library) -> None:
    body = json.dumps(asdict(library), ensure_ascii=False, default=date.isoformat).encode()
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(_header(stamp, body).encode() + b"\n" + body)
        temporary.replace(path)


def _header(stamp: str, body: bytes) -> str:
    return f"{stamp} {hashlib.sha256(body).hexdigest()}"


def _to_library(row: dict[str, Any]) -> Library:
    return Library(
        tuple(_to_document(document) for document in row["documents"]),
        tuple(to_duty(duty) for duty in row["duties"]),
        tuple(Indicator(**indicator) for indicator in row["indicators"]),
        tuple(tuple(group) for group in row["synonyms"]),
    )


def _to_document(row: dict[str, Any]) -> Document:
    header = row["metadata"]
    dates = {name: date.fromisoformat(header[name]) if header[name] else None for name in _DATES}
    metadata = Metadata(**{**header, **dates, "issuers": tuple(header["issuers"])})
    clauses = tuple(Clause(**{**clause, "heading": tuple(clause["heading"])}) for clause in row["clauses"])
    notes = tuple(EditorNote(**note) for note in row["notes"])
    return Document(metadata, _to_collation(row["collation"]), clauses, notes)


def _to_collation(row: dict[str, Any]) -> Collation:
    omitted = tuple(Omission(**one) for one in row["omitted"])
    missing = tuple(Lack(**one) for one in row["missing"])
    kept = tuple(Oddity(**one) for one in row["kept"])
    return Collation(row["file"], row["sha256"], row["provenance"], omitted, missing, kept)


def to_duty(row: dict[str, Any]) -> Duty:
    """A duty from what `asdict` made of it. Raises KeyError, TypeError, ValueError."""
    steps = tuple(Step(step["id"], step["text"], Basis(step["basis"])) for step in row["steps"])
    tuples = {name: tuple(row[name]) for name in ("evidence", "related")}
    return Duty(**{**row, **tuples, "force": Force(row["force"]), "steps": steps})
