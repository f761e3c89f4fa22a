"""交接包: all of a record for a successor, and a list to sign; both or none. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from checklist.exchange_errors import ExchangeRefused
from checklist.file_names import safe_name
from checklist.papers.draft import draft
from checklist.papers.errors import PaperTargetUnwritable
from ui.handing.handing_out import Handed, Order, Report, hand_out
from ui.handing.holding import Gathered
from ui.handing.kinds import EXCHANGE_ENDING, Kind


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The two files, and what both carry: the fingerprint of the history, which the successor compares."""

    parcel: Handed
    paper: Handed
    chain: str


def targets(folder: Path, gathered: Gathered) -> tuple[Path, Path]:
    """Where the exchange file and the list go."""
    stem = f"{gathered.cover.county}交接-{gathered.cover.day:%Y%m%d}"
    return folder / safe_name(f"{stem}{EXCHANGE_ENDING}"), folder / safe_name(f"{stem}-移交清单.docx")


def hand_over(folder: Path, gathered: Gathered, report: Report) -> HandedOver:
    """Both files are whole before either takes its name. Raises as `hand_out`."""
    parcel_path, paper_path = targets(folder, gathered)
    cover = gathered.cover_of(is_all=True)
    parcel_order = Order(Kind.EXCHANGE, parcel_path, gathered.everything, cover, gathered.holding)
    paper_order = replace(parcel_order, kind=Kind.HANDOVER, target=paper_path)
    try:
        with draft(parcel_path) as first:
            parcel = hand_out(replace(parcel_order, target=first), report)
            paper = hand_out(paper_order, report)
    except (PaperTargetUnwritable, ExchangeRefused) as error:
        error.path = parcel_path if error.path.suffix == EXCHANGE_ENDING else error.path
        raise
    return HandedOver(replace(parcel, target=parcel_path), paper, gathered.cover.chain)
