"""The text as received against the text as shipped: what was left out, what is missing, what differs."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass
from pathlib import Path

from content.document import Collation, Document
from content.errors import ContentMalformed, ContentUnreadable, Fault
from content.front_matter import read_text, read_yaml
from content.normal_form import normal_form


@dataclass(frozen=True, slots=True)
class Fidelity:
    """Characters lost and added under the normal form, and up to twenty differing places in words."""

    lost: int
    added: int
    places: tuple[str, ...]

    @property
    def is_exact(self) -> bool:
        return self.lost == 0 and self.added == 0


def read_collation(path: Path) -> Collation:
    """Read a collation file. Raises ContentMalformed, ContentUnreadable."""
    return read_yaml(path, read_text(path), Collation)


def file_sha256(path: Path) -> str:
    """Raises ContentUnreadable."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ContentUnreadable(path, str(error.strerror)) from error


def received_policy(path: Path, collation: Collation) -> str:
    """The normal form of the received file without its listed omissions.

    Raises ContentMalformed where an omission does not stand in the file in its order.
    """
    received, kept, position = normal_form(read_text(path)), "", 0
    for omission in collation.omitted:
        passage = normal_form(omission.text)
        start = received.find(passage, position)
        if start < 0:
            raise ContentMalformed(path, omission.text[:30], Fault.NOT_OMITTED)
        kept += received[position:start]
        position = start + len(passage)
    return kept + received[position:]


def compare(document: Document, received: str) -> Fidelity:
    """Hold the document's policy text against the received one (a normal form)."""
    shipped = normal_form("".join(clause.text for clause in document.clauses if clause.is_policy))
    if shipped == received:
        return Fidelity(0, 0, ())
    matcher = difflib.SequenceMatcher(None, received, shipped, autojunk=False)
    edits = [edit for edit in matcher.get_opcodes() if edit[0] != "equal"]
    places = tuple(
        f"…{received[max(0, a - 10) : a]}[{received[a:b]}→{shipped[c:d]}]{received[b : b + 10]}…"
        for _, a, b, c, d in edits[:20]
    )
    return Fidelity(sum(b - a for _, a, b, _, _ in edits), sum(d - c for *_, c, d in edits), places)
