"""What every paper says of itself: whose, of which day, of what part, and the outside anchor of the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checklist.gone import DOC
from checklist.ledger import LedgerRow
from checklist.papers.texts import day_words
from checklist.papers.words import EVERYTHING, GONE, OWN, SUBTITLE
from content.citation import citation, place
from content.library import Library


@dataclass(frozen=True)
class Cover:
    """`scope` is the filter in words, empty where all is shown; `chain` the fingerprint of the history."""

    library: Library
    day: date
    county: str = ""
    scope: str = ""
    chain: str = ""

    @property
    def subtitle(self) -> str:
        return SUBTITLE.format(day=day_words(self.day), scope=self.scope or EVERYTHING)

    def place(self, row: LedgerRow) -> str:
        """Where the duty stands, shortly: 川办发〔2018〕60号 第三部分第（一）条; of one that stands in none, why."""
        if not row.clause:
            return GONE if row.document == DOC else OWN
        document = self.library.document(row.document)
        where = place(document, document.clause(row.clause.partition("#")[2]))
        return "\n".join(filter(None, (self.document(row.document), where)))

    def source(self, row: LedgerRow) -> str:
        """The official citation of the duty's clause; of an own duty nothing."""
        if not row.clause:
            return ""
        document = self.library.document(row.document)
        return citation(document, document.clause(row.clause.partition("#")[2]))

    def document(self, name: str) -> str:
        """The shortest name an official uses."""
        stated = self.library.document(name).metadata
        return stated.number or stated.short_title

    def recurring(self, row: LedgerRow) -> str:
        """When the text wants a report, in its own words; nothing where it wants none."""
        return self._recurring.get(row.duty, "")

    @cached_property
    def _recurring(self) -> dict[str, str]:
        return {duty.id: duty.recurring for duty in self.library.duties if duty.recurring}
