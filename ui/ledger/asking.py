"""What a duty asks, for the opened card: quotation, place, related clauses, whether it is ours. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from checklist.profile import ABLE, Answer, CountyProfile, applies
from checklist.subjects import is_own
from content.duty import Duty
from content.errors import ContentError
from content.library import Library
from ui.labels import document_label, place_label
from ui.ledger.card_words import NOT_OURS
from ui.ledger.own_source import document_of, words_of
from ui.ledger_words import FACT, OWN_DUTY

GONE = "现行内容没有这一事项：内容更新后不再列出，或来自同事更新的版本。进展、佐证和历史都保留在本县记录里。"


@dataclass(frozen=True, slots=True)
class Asked:
    """`place` is where the quotation stands, `address` document#clause, empty for an own duty; `related` likewise."""

    duty: Duty
    quotation: str
    place: str
    address: str = ""
    text: str = ""
    related: tuple[tuple[str, str], ...] = ()
    ours: str = ""


def asked(duty: Duty, library: Library, profile: CountyProfile) -> Asked:
    if is_own(duty.id):
        return Asked(duty, words_of(duty.quote), document_of(duty.quote) or f"{OWN_DUTY}，没有写明依据文件")
    if not duty.clause:
        return Asked(duty, duty.quote, GONE)
    clause = library.clause_of(duty)
    related = tuple((address, _place(library, address)) for address in duty.related)
    address = f"{duty.doc}#{duty.clause}"
    return Asked(duty, duty.quote, _place(library, address), address, clause.text, related, _ours(duty, profile))


def _place(library: Library, address: str) -> str:
    doc, _, clause = address.partition("#")
    try:
        document = library.document(doc)
        return f"{document_label(document)}　{place_label(document.clause(clause))}"
    except ContentError:
        return address


def _ours(duty: Duty, profile: CountyProfile) -> str:
    found = applies(duty, profile)
    if found.answer is Answer.YES:
        return ""
    asked_fact = "conditional" if found.because.startswith(ABLE) else found.because
    question = FACT.get(asked_fact, duty.applies_to)
    if found.answer is Answer.NO:
        return f"{NOT_OURS}：县情中“{question}”答为否。状态由您决定，不会自动改变。"
    return f"是否适用待定：{question}。可在“事项 → 县情”中回答。"
