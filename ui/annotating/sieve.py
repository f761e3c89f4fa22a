"""Which annotations the panel shows. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checklist.annotation import Colour, Kind
from checklist.annotation_placing import Placed
from content.normal_form import normal_form


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for; nothing, or None, lets all pass. All of the words must stand in note or quotation."""

    words: str = ""
    document: str = ""
    kind: Kind | None = None
    colour: Colour | None = None
    is_lost: bool = False


class Sieve:
    """Remembers the folded words of each annotation, so that typing stays quick with thousands."""

    def __init__(self) -> None:
        self._folded: dict[str, tuple[str, str]] = {}

    def passing(self, placed: Iterable[Placed], wanted: Wanted) -> tuple[Placed, ...]:
        words = [normal_form(word).casefold() for word in wanted.words.split()]
        return tuple(one for one in placed if _fits(one, wanted) and all(word in self._words(one) for word in words))

    def _words(self, placed: Placed) -> str:
        said = f"{placed.annotation.note}\n{placed.annotation.quotation}"
        known, folded = self._folded.get(placed.annotation.id, ("", ""))
        if known != said:
            folded = normal_form(said).casefold()
            self._folded[placed.annotation.id] = (said, folded)
        return folded


def _fits(placed: Placed, wanted: Wanted) -> bool:
    one = placed.annotation
    return (
        wanted.document in ("", one.document)
        and wanted.kind in (None, one.kind)
        and wanted.colour in (None, one.colour)
        and (placed.is_lost or not wanted.is_lost)
    )
