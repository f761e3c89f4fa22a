"""The text as received, content/sources/ID.txt: its words, its hash now, and where in it the omissions stand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from content.document import Collation, Document
from content.errors import ContentMalformed, ContentUnreadable, Fault
from content.folding import LeftOut, fold
from content.normal_form import normal_form
from content.shelf import CONTENT_FOLDER


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """A received file: its hash as computed now, whether that is the one recorded, and the omissions found in it."""

    name: str
    text: str
    sha256: str
    is_as_recorded: bool
    left_out: tuple[LeftOut, ...]


def received_text(document: Document, folder: Path = CONTENT_FOLDER / "sources") -> ReceivedText:
    """Read the file a document was made from, changed or not. Raises ContentUnreadable, ContentMalformed."""
    collation = document.collation
    path = folder / Path(collation.file).name
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise ContentUnreadable(path, str(error.strerror)) from error
    except UnicodeDecodeError as error:
        raise ContentMalformed(path, str(error.start), Fault.NOT_UTF8) from error
    digest = hashlib.sha256(data).hexdigest()
    return ReceivedText(path.name, text, digest, digest == collation.sha256, _omissions(text, collation))


def _omissions(text: str, collation: Collation) -> tuple[LeftOut, ...]:
    """Where the omissions stand, in their order; one that is not there is passed over."""
    folded, position, found = fold(text), 0, list[LeftOut]()
    for omission in collation.omitted:
        passage = normal_form(omission.text)
        start = folded.text.find(passage, position)
        if passage and start >= 0:
            position = start + len(passage)
            span = folded.span(start, position)
            found.append(LeftOut(span.start, span.end, omission.reason))
    return tuple(found)
