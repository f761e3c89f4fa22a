"""What a county is asked about itself, with the words of the texts that make it matter. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checklist.phrases import APPLIES_TO, CONDITIONAL
from checklist.profile import FACTS, able
from content.duty import Duty
from content.library import Library
from ui.labels import document_label
from ui.ledger_words import FACT


@dataclass(frozen=True, slots=True)
class Question:
    """`fact` is the profile's; `because` the sentences of the texts, each with its document; `duties` depend on it."""

    fact: str
    words: str
    because: tuple[tuple[str, str], ...]
    duties: int


def questions(library: Library) -> tuple[Question, ...]:
    """First those that decide more than one duty or a kind of county, then duty by duty for 有条件的."""
    return (*_facts(library), *_conditions(library))


def _facts(library: Library) -> Iterator[Question]:
    for fact in FACTS:
        duties = [duty for duty in library.duties if APPLIES_TO.get(duty.applies_to) == fact]
        if duties:
            yield Question(fact, FACT.get(fact, fact), _because(library, duties), len(duties))


def _conditions(library: Library) -> Iterator[Question]:
    for duty in library.duties:
        if APPLIES_TO.get(duty.applies_to) == CONDITIONAL:
            yield Question(able(duty.id), f"本县具备条件：{duty.title}", _because(library, [duty]), 1)


def _because(library: Library, duties: list[Duty]) -> tuple[tuple[str, str], ...]:
    return tuple((document_label(library.document(duty.doc)), duty.quote) for duty in duties)
