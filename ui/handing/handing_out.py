"""Writes one file of any kind: beside its target first, opened again and counted, and only then in its place.

Knows no Qt, the PDF aside, which imports it when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from checklist.annotation_errors import ExportIncomplete, ExportUnwritable
from checklist.annotation_export import Format, export_annotations
from checklist.evidence import EvidenceStore, Fault
from checklist.exchange import Choice, export_exchange
from checklist.exchange_errors import ExchangeRefused, ExchangeUnwritable
from checklist.ledger import LedgerRow
from checklist.papers.assignment import assignment_paper
from checklist.papers.cover import Cover
from checklist.papers.csv_file import write_csv
from checklist.papers.docx_file import write_docx
from checklist.papers.draft import draft
from checklist.papers.errors import PackageEvidenceMissing, PaperTargetUnwritable, PaperTooLong
from checklist.papers.handover import handover_paper
from checklist.papers.ledger_papers import breakdown_paper, ledger_paper, paper_note
from checklist.papers.ledger_sheet import about_sheet, ledger_sheet
from checklist.papers.package import package_contents, write_package
from checklist.papers.paper import Paper
from checklist.papers.sheet import Written
from checklist.papers.xlsx_file import write_xlsx
from checklist.standing import Evidence
from ui.handing.errors import NoRecord
from ui.handing.holding import Holding
from ui.handing.kinds import Kind
from ui.handing.notes import notes_collection

# Told how many of how many steps are done, 0 of 0 where nobody can say; raises Stopped to stop.
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Order:
    """What is wanted. `is_part`: the rows are not all, so an exchange file holds their subjects only."""

    kind: Kind
    target: Path
    rows: tuple[LedgerRow, ...]
    cover: Cover
    holding: Holding
    is_part: bool = False
    with_evidence: bool = True
    allow_missing: bool = False


@dataclass(frozen=True, slots=True)
class Handed:
    """What was counted in the finished file; `missing` are files of the record that are not in it, by their names."""

    kind: Kind
    target: Path
    rows: int = 0
    pages: int = 0
    events: int = 0
    files: int = 0
    missing: tuple[str, ...] = ()
    written: Written | None = None


def hand_out(order: Order, report: Report) -> Handed:
    """Write the file that is ordered; what stood at its target before stays until the new one is whole.

    Raises PaperTargetUnwritable, PaperNotEqual, PaperTooLong, PackageEvidenceMissing, the errors of exchange_errors
    and of annotation_errors, NoRecord, PdfDiffers, and what `report` raises.
    """
    report(0, 0)
    try:
        with draft(order.target) as copy:
            handed = _WRITERS[order.kind](order, copy, report)
            report(0, 0)  # the last moment to stop
    except _NAMED as error:
        error.path = order.target  # a draft is told of by the name it was to have
        raise
    return handed


class _WatchedStore(EvidenceStore):
    """Tells of every file that is looked at: a package of a thousand files takes a while."""

    def __init__(self, folder: Path, count: int, report: Report) -> None:
        super().__init__(folder)
        self._count, self._report, self._done = count, report, 0
        self._faulty: dict[str, str] = {}

    @property
    def faulty(self) -> tuple[str, ...]:
        """The names of the files that are not as they were, each file once."""
        return tuple(self._faulty.values())

    def fault(self, evidence: Evidence) -> Fault | None:
        self._done += 1
        self._report(self._done, self._count)
        found = super().fault(evidence)
        if found is not None:
            self._faulty[evidence.sha256] = evidence.name
        return found


def _workbook(order: Order, copy: Path, report: Report) -> Handed:
    sheet = ledger_sheet(order.rows, order.cover)
    written = write_xlsx(copy, (sheet, about_sheet(sheet, order.cover)))
    return Handed(order.kind, order.target, len(order.rows), written=written)


def _csv(order: Order, copy: Path, report: Report) -> Handed:
    """With the note of the papers: a CSV has no colours to speak of, and cannot be taken in again."""
    sheet = replace(ledger_sheet(order.rows, order.cover), notes=(paper_note(order.cover),))
    written = write_csv(copy, sheet)
    return Handed(order.kind, order.target, len(order.rows), written=written)


def _word(paper: Callable[[tuple[LedgerRow, ...], Cover], Paper]) -> Callable[[Order, Path, Report], Handed]:
    def write(order: Order, copy: Path, report: Report) -> Handed:
        write_docx(copy, paper(order.rows, order.cover))
        return Handed(order.kind, order.target, len(order.rows))

    return write


def _pdf(order: Order, copy: Path, report: Report) -> Handed:
    from ui.handing.ledger_pdf import write_ledger_pdf  # the one kind that needs Qt

    pages = write_ledger_pdf(copy, ledger_paper(order.rows, order.cover), report)
    return Handed(order.kind, order.target, len(order.rows), pages=pages)


def _package(order: Order, copy: Path, report: Report) -> Handed:
    contents = package_contents(order.rows, order.cover)
    store = _WatchedStore(order.holding.folder, len(contents.proofs), report)
    try:
        packed = write_package(copy, contents, store, order.allow_missing)
    except PackageEvidenceMissing as error:
        error.names = store.faulty or error.names
        raise
    counted = {"rows": len(order.rows), "files": packed.files}
    return Handed(order.kind, order.target, **counted, missing=store.faulty, written=packed.ledger)


def _exchange(order: Order, copy: Path, report: Report) -> Handed:
    record = order.holding.record
    if record is None:
        raise NoRecord
    subjects = frozenset(row.duty for row in order.rows) if order.is_part else None
    try:
        done = export_exchange(record, copy, Choice(subjects, order.with_evidence))
    except ExchangeUnwritable as error:
        raise _cause(error) from error
    names = {one.sha256: one.name for progress in tuple(record.progress.values()) for one in progress.evidence}
    missing = tuple(names.get(sha256, sha256) for sha256 in done.missing)
    return Handed(order.kind, order.target, len(order.rows), 0, done.events, done.evidence, missing)


def _notes(order: Order, copy: Path, report: Report) -> Handed:
    record = order.holding.record
    if record is None:
        raise NoRecord
    form = {".md": Format.MARKDOWN, ".docx": Format.WORD}.get(order.target.suffix.lower(), Format.JSON_LD)
    collection = notes_collection(order.cover.library, record, datetime.now().astimezone())
    try:
        export_annotations(copy, form, collection)
    except ExportUnwritable as error:
        raise _cause(error) from error
    return Handed(order.kind, order.target, len(collection.entries))


def _cause(error: ExchangeUnwritable | ExportUnwritable) -> OSError:
    """The system's own fault, which says more of the target than the room's word for it."""
    return error.__cause__ if isinstance(error.__cause__, OSError) else OSError(error.reason)


_NAMED = (PaperTargetUnwritable, PaperTooLong, PackageEvidenceMissing, ExchangeRefused, ExportIncomplete)
_WRITERS: Mapping[Kind, Callable[[Order, Path, Report], Handed]] = MappingProxyType(
    {
        Kind.XLSX: _workbook,
        Kind.DOCX: _word(ledger_paper),
        Kind.PDF: _pdf,
        Kind.CSV: _csv,
        Kind.TASKS: _word(breakdown_paper),
        Kind.ORDERS: _word(assignment_paper),
        Kind.HANDOVER: _word(handover_paper),
        Kind.PACKAGE: _package,
        Kind.EXCHANGE: _exchange,
        Kind.NOTES: _notes,
    }
)
