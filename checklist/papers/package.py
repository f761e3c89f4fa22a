"""报送包: ledger, report, evidence under names that say what it is, and a list with the SHA-256 of every file."""

from __future__ import annotations

import hashlib
import shutil
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checklist.evidence import EvidenceStore
from checklist.ledger import LedgerRow
from checklist.papers.broken import BROKEN
from checklist.papers.cover import Cover
from checklist.papers.csv_file import write_csv
from checklist.papers.docx_file import write_docx
from checklist.papers.draft import draft
from checklist.papers.errors import PackageEvidenceMissing, PaperNotEqual, PaperTargetUnwritable, Unwritable
from checklist.papers.ledger_sheet import about_sheet, ledger_sheet
from checklist.papers.paper import Paper
from checklist.papers.proof_names import Proof, proof_names
from checklist.papers.report import report_paper
from checklist.papers.sheet import Cell, Column, Kind, Sheet, Written
from checklist.papers.words import (
    COLUMNS,
    LIST_TITLE,
    PACKED_FOLDER,
    PACKED_LEDGER,
    PACKED_LIST,
    PACKED_REPORT,
    STATE_MISSING,
    STATE_WHOLE,
)
from checklist.papers.xlsx_file import write_xlsx

_CHUNK = 1 << 20
_SPARE = 16 << 20  # bytes: ledger, report and list
_READABLE = 0o644 << 16
_COLUMNS = (
    Column("file", COLUMNS["file"], width=60),
    Column("size", COLUMNS["size"], Kind.INTEGER, 14),
    Column("sha256", COLUMNS["sha256"], width=66),
    Column("duty", COLUMNS["duty"], width=20),
    Column("title", COLUMNS["title"], width=30),
    Column("original", COLUMNS["original"], width=30),
    Column("state", COLUMNS["state"], width=16),
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a package. The first sheet is the ledger."""

    sheets: tuple[Sheet, ...]
    report: Paper
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """`files` in the package, the list among them; `missing` by their own names; `ledger` says what its cells lost."""

    files: int
    missing: tuple[str, ...]
    ledger: Written


@dataclass(frozen=True, slots=True)
class _Member:
    """One file on its way into the package: its name there, where it lies, what it must hash to."""

    name: str
    source: Path
    sha256: str


def package_contents(rows: Sequence[LedgerRow], cover: Cover) -> Contents:
    """The ledger, the report and all evidence of the rows."""
    ledger = ledger_sheet(rows, cover)
    proofs = tuple(Proof(row.number, row.title, row.duty, one) for row in rows for one in row.evidence)
    return Contents((ledger, about_sheet(ledger, cover)), report_paper(rows, cover), proofs)


def write_package(path: Path, contents: Contents, store: EvidenceStore, allow_missing: bool = False) -> Packed:
    """Write one zip, open it again, hash and count every member, and only then put it in place.

    Evidence that is missing, changed or unreadable is refused, or, where `allow_missing`, left out and named in the
    list. Raises PackageEvidenceMissing, PaperTargetUnwritable, PaperNotEqual.
    """
    faulty = [proof for proof in contents.proofs if store.fault(proof.evidence) is not None]
    missing = tuple(proof.evidence.name for proof in faulty)
    if missing and not allow_missing:
        raise PackageEvidenceMissing(path, missing)
    kept = [proof for proof in contents.proofs if proof not in faulty]
    try:
        with draft(path) as copy:
            _check_room(path, kept)
            members, ledger = _prepare(copy.parent, contents, store, kept)
            _pack(copy, members, path)
            _check(copy, members)
    except PaperTargetUnwritable as error:
        raise PaperTargetUnwritable(path, error.reason) from error
    return Packed(len(members), missing, ledger)


def _check_room(path: Path, kept: Iterable[Proof]) -> None:
    if shutil.disk_usage(path.parent).free < sum(proof.evidence.size for proof in kept) + _SPARE:
        raise PaperTargetUnwritable(path, Unwritable.NO_ROOM)


def _prepare(
    folder: Path, contents: Contents, store: EvidenceStore, kept: Sequence[Proof]
) -> tuple[list[_Member], Written]:
    """All members in their order; papers are written beside the package and checked on the way."""
    ledger = write_xlsx(folder / PACKED_LEDGER, contents.sheets)
    write_docx(folder / PACKED_REPORT, contents.report)
    papers = [_member(folder / name) for name in (PACKED_LEDGER, PACKED_REPORT)]
    named = dict(zip(kept, proof_names(kept), strict=True))
    proofs = [
        _Member(f"{PACKED_FOLDER}/{name}", store.path(proof.evidence.sha256), proof.evidence.sha256)
        for proof, name in named.items()
    ]
    rows = [*(_paper_row(paper) for paper in papers), *(_proof_row(one, named) for one in contents.proofs)]
    write_csv(folder / PACKED_LIST, Sheet(PACKED_LIST, LIST_TITLE, "", _COLUMNS, tuple(rows)))
    return [*papers, *proofs, _member(folder / PACKED_LIST)], ledger


def _member(source: Path) -> _Member:
    with source.open("rb") as file:
        return _Member(source.name, source, hashlib.file_digest(file, "sha256").hexdigest())


def _paper_row(paper: _Member) -> tuple[Cell, ...]:
    return (paper.name, paper.source.stat().st_size, paper.sha256, "", "", "", STATE_WHOLE)


def _proof_row(proof: Proof, named: dict[Proof, str]) -> tuple[Cell, ...]:
    kept, name = proof.evidence, named.get(proof)
    place = f"{PACKED_FOLDER}/{name}" if name else ""
    state = STATE_WHOLE if name else STATE_MISSING
    return (place, kept.size, kept.sha256, proof.duty, proof.title, kept.name, state)


def _pack(copy: Path, members: Iterable[_Member], path: Path) -> None:
    """Files go through in pieces. Evidence that vanishes or changes meanwhile ends the whole."""
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for member in members:
            digest = hashlib.sha256()
            info = zipfile.ZipInfo(member.name, time.localtime()[:6])
            info.external_attr = _READABLE
            with archive.open(info, "w") as packed:
                for chunk in _chunks(member, path):
                    digest.update(chunk)
                    packed.write(chunk)
            if digest.hexdigest() != member.sha256:
                raise PackageEvidenceMissing(path, (member.name,))


def _chunks(member: _Member, path: Path) -> Iterator[bytes]:
    try:
        with member.source.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise PackageEvidenceMissing(path, (member.name,)) from error


def _check(copy: Path, members: Sequence[_Member]) -> None:
    """Every member is there, under its name, and hashes to what the list says."""
    try:
        with zipfile.ZipFile(copy) as archive:
            if archive.namelist() != [member.name for member in members]:
                raise PaperNotEqual(copy, PACKED_LIST, 0)
            for number, member in enumerate(members, 1):
                if _hash(archive, member.name) != member.sha256:
                    raise PaperNotEqual(copy, member.name, number)
    except BROKEN as error:
        raise PaperNotEqual(copy, PACKED_LIST, 0) from error


def _hash(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as packed:
        while chunk := packed.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
