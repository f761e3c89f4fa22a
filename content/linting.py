"""The linter for content: everything a clerk's edit can break that reading alone does not notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from content.collation import compare, file_sha256, received_policy
from content.document import Document
from content.duty import Basis, Duty
from content.errors import ContentMalformed, Fault
from content.indicator import Indicator
from content.library import Library
from content.line import line_of
from content.normal_form import normal_form
from content.reading import read_library

_LINK = re.compile(r'href="clause:([^"#]*)#?([^"]*)"')
_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!()][\u4e00-\u9fff]")
_PAIRS = {"（": "）", "〔": "〕", "《": "》", "“": "”", "‘": "’", "【": "】"}
_CLOSING = {*_PAIRS.values(), "]"}
_DEADLINE = re.compile(r"20[0-9]{2}(-[01][0-9](-[0-3][0-9])?)?")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: file, line (1 where it concerns the whole), and a detail in words of the file."""

    path: Path
    line: int
    fault: Fault
    detail: str


def lint(folder: Path, library: Library | None = None) -> tuple[Finding, ...]:
    """All faults of a content folder; a file that cannot be parsed is the one finding. Raises ContentUnreadable.

    `library` is what was read from the folder just now, where the caller has it.
    """
    try:
        return tuple(_Linter(folder, library or read_library(folder)).run())
    except ContentMalformed as error:
        return (Finding(error.path, line_of(error.path, error.place), error.fault, error.detail or error.place),)


class _Linter:
    """Walks a library that could be read."""

    def __init__(self, folder: Path, library: Library) -> None:
        self._folder = folder
        self._library = library
        self._addresses = {(document.id, clause.id) for document in library.documents for clause in document.clauses}

    def run(self) -> Iterator[Finding]:
        for document in self._library.documents:
            path = self._folder / "policies" / f"{document.id}.md"
            yield from self._source(document)
            yield from self._order(path, document)
            yield from self._typography(path, document)
            yield from self._links(path, document)
            yield from self._metadata(path, document)
            yield from self._collation(document)
        for duty in self._library.duties:
            yield from self._duty(self._folder / "duties" / f"{duty.doc}.yaml", duty)
        for indicator in self._library.indicators:
            yield from self._quote(self._folder / "indicators" / f"{indicator.doc}.yaml", indicator)
        yield from self._twice()
        yield from self._synonyms()

    def _source(self, document: Document) -> Iterator[Finding]:
        path = self._folder / "sources" / document.collation.file
        if file_sha256(path) != document.collation.sha256:
            yield Finding(path, 1, Fault.SOURCE_CHANGED, document.collation.sha256[:12])
            return
        fidelity = compare(document, received_policy(path, document.collation))
        policy = self._folder / "policies" / f"{document.id}.md"
        for place in fidelity.places:
            yield Finding(policy, line_of(policy, place[1:11]), Fault.TEXT_DIFFERS, place)

    def _order(self, path: Path, document: Document) -> Iterator[Finding]:
        """Numbered addresses rise as the text runs; named ones (title, annex) stand where they stand."""
        last: tuple[int, ...] = ()
        for clause in document.clauses:
            prefix, number = _number(clause.id)
            if prefix is None:
                last = ()
                continue
            if number <= last:
                yield Finding(path, line_of(path, f"{{#{clause.id}"), Fault.ADDRESS_ORDER, clause.id)
            last = number

    def _typography(self, path: Path, document: Document) -> Iterator[Finding]:
        for clause in document.clauses:
            received = " ".join(one.quote for one in document.collation.kept if one.clause == clause.id)
            for found in _HALF_WIDTH.findall(clause.text):
                yield Finding(path, line_of(path, found), Fault.HALF_WIDTH, found)
            for mark in _unpaired(clause.text):
                if mark not in received:
                    yield Finding(path, line_of(path, clause.text[:12]), Fault.UNPAIRED, f"{clause.id} {mark}")
            for char in clause.text:
                if ord(char) > 0xFFFF:
                    yield Finding(path, line_of(path, char), Fault.RARE_CHARACTER, f"U+{ord(char):X}")

    def _links(self, path: Path, document: Document) -> Iterator[Finding]:
        documents = {one.id for one in self._library.documents}
        for note in document.notes:
            for doc, clause in _LINK.findall(note.html):
                is_known = (doc or document.id, clause) in self._addresses if clause else doc in documents
                if not is_known:
                    yield Finding(path, line_of(path, f"[^{note.label}]:"), Fault.DEAD_LINK, f"{doc}#{clause}")

    def _metadata(self, path: Path, document: Document) -> Iterator[Finding]:
        stated = document.metadata
        whole = "".join(clause.text for clause in document.clauses)
        if stated.period_end and not re.fullmatch(r"20[0-9]{2}", stated.period_end):
            yield Finding(path, line_of(path, "period_end:"), Fault.BAD_DATE, stated.period_end)
        for key, value in (
            ("title:", stated.title),
            ("number:", stated.number),
            ("period_words:", stated.period_words),
        ):
            if value and value not in whole:
                yield Finding(path, line_of(path, key), Fault.NOT_VERBATIM, value)

    def _collation(self, document: Document) -> Iterator[Finding]:
        path = self._folder / "sources" / f"{document.id}.yaml"
        for oddity in document.collation.kept:
            yield from self._stands(path, (document.id, oddity.clause), oddity.quote)
        for lack in document.collation.missing:
            if (document.id, lack.where) not in self._addresses:
                yield Finding(path, line_of(path, lack.where), Fault.NO_CLAUSE, lack.where)

    def _duty(self, path: Path, duty: Duty) -> Iterator[Finding]:
        yield from self._stands(path, (duty.doc, duty.clause), duty.quote)
        line = line_of(path, f"id: {duty.id}")
        if not duty.id.startswith(f"{duty.doc}.{duty.clause}."):
            yield Finding(path, line, Fault.WRONG_ID, duty.id)
        if duty.deadline and not _DEADLINE.fullmatch(duty.deadline):
            yield Finding(path, line, Fault.BAD_DATE, duty.deadline)
        numbers = [step.id for step in duty.steps]
        if not 2 <= len(set(numbers)) == len(numbers) <= 6 or not any(one.basis is Basis.TEXT for one in duty.steps):
            yield Finding(path, line, Fault.BAD_STEPS, duty.id)
        for address in duty.related:
            doc, _, clause = address.partition("#")
            if (doc, clause) not in self._addresses:
                yield Finding(path, line_of(path, address), Fault.DEAD_LINK, address)

    def _quote(self, path: Path, indicator: Indicator) -> Iterator[Finding]:
        yield from self._stands(path, (indicator.doc, indicator.clause), indicator.quote)

    def _stands(self, path: Path, address: tuple[str, str], quote: str) -> Iterator[Finding]:
        if address not in self._addresses:
            yield Finding(path, line_of(path, quote[:12]), Fault.NO_CLAUSE, address[1])
        elif quote not in self._library.document(address[0]).clause(address[1]).text:
            yield Finding(path, line_of(path, quote[:12]), Fault.NOT_VERBATIM, quote)

    def _twice(self) -> Iterator[Finding]:
        seen: set[str] = set()
        for duty in self._library.duties:
            if duty.id in seen:
                path = self._folder / "duties" / f"{duty.doc}.yaml"
                yield Finding(path, line_of(path, f"id: {duty.id}"), Fault.ADDRESS_TWICE, duty.id)
            seen.add(duty.id)

    def _synonyms(self) -> Iterator[Finding]:
        """The first word of a group stands in a document; no word stands in two groups."""
        path = self._folder / "synonyms.yaml"
        whole = normal_form("".join(clause.text for one in self._library.documents for clause in one.clauses))
        seen: set[str] = set()
        for group in self._library.synonyms:
            if normal_form(group[0]) not in whole:
                yield Finding(path, line_of(path, f"[{group[0]}"), Fault.NOT_VERBATIM, group[0])
            for word in group:
                if word in seen:
                    yield Finding(path, line_of(path, word), Fault.WORD_TWICE, word)
                seen.add(word)


def _number(clause_id: str) -> tuple[str | None, tuple[int, ...]]:
    """An address as something to compare: ("", (4, 1, 3, 0, 2)) for 4-1-3-p2, ("annex", (14,)) for annex-14."""
    prefix, parts = (
        ("annex", clause_id.split("-")[1:]) if clause_id.startswith("annex-") else ("", clause_id.split("-"))
    )
    if not parts or not parts[0].isdecimal():
        return None, ()
    number: list[int] = []
    for part in parts:
        if part.isdecimal():
            number += [1, int(part)]
        elif re.fullmatch(r"p[0-9]+", part):
            number += [0, int(part[1:])]
        else:
            number += [2, 0]
    return prefix, tuple(number)


def _unpaired(text: str) -> list[str]:
    """Opening and closing marks that have no partner, in order."""
    waiting: list[str] = []
    lonely: list[str] = []
    for char in text:
        if char in _PAIRS:
            waiting.append(char)
        elif char in _CLOSING:
            if waiting and _PAIRS[waiting[-1]] == char:
                waiting.pop()
            else:
                lonely.append(char)
    return lonely + waiting
