"""Many counties side by side: the sheets that the screen shows and that are written. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklist.board import Tally
from checklist.ledger import Flag
from checklist.papers.csv_file import write_csv
from checklist.papers.draft import draft
from checklist.papers.errors import PaperTargetUnwritable
from checklist.papers.sheet import Cell, Column, Kind, Sheet, Written
from checklist.papers.xlsx_file import write_xlsx
from checklist.rollup import Cell as DutyCell
from checklist.rollup import County, Rollup, rollup
from checklist.standing import Result
from content.duty import Force
from content.library import Library
from ui.handing.handing_out import Report
from ui.handing.paper_words import told
from ui.labels import FORCE, STATUS, day, document_label
from ui.ledger_words import FLAG, OWN_DUTY, RESULT

TOTALS, FORCES, CHAPTERS, DUTIES, REFUSED = "各县总表", "按力度", "按章节", "逐项对照", "未汇总的文件"
_TITLE = "各县政策任务落实情况对照表"
_NOTE = "注：各县数字取自各县报来的交换文件；“办结率”为已办结占应办的百分比，应办不含不适用事项和本县不适用的事项。"
_NO_FILE = "—"
_FLAGS = (Flag.OVERDUE, Flag.DUE_SOON, Flag.BLOCKED, Flag.DONE_WITHOUT_EVIDENCE, Flag.NEEDS_REVIEW)


@dataclass(frozen=True)
class Comparison:
    """What was compared, and its sheets in their order: totals, forces, chapters, duties; refused ones where any."""

    rollup: Rollup
    sheets: tuple[Sheet, ...]

    @property
    def totals(self) -> Sheet:
        return self.sheets[0]


def compare(files: Iterable[Path], library: Library, when: date, report: Report) -> Comparison:
    """Read and compare; raises what `report` raises, and nothing else: what cannot be read is listed."""
    kept = tuple(dict.fromkeys(files))
    found = rollup(_watched(kept, report), library, when)
    subtitle = f"{day(when)}汇总，{len(found.counties)} 个县（市、区）"
    sheets = [_totals(found), _forces(found), _chapters(found, library), _duties(found, library)]
    if found.refused:
        sheets.append(_refused(found))
    return Comparison(found, tuple(_headed(sheet, subtitle) for sheet in sheets))


def save(comparison: Comparison, target: Path, report: Report) -> Written:
    """All sheets as a workbook, or the totals alone as CSV, by the ending of `target`.

    Raises PaperTargetUnwritable, PaperNotEqual, PaperTooLong and what `report` raises.
    """
    try:
        with draft(target) as copy:
            if target.suffix.lower() == ".csv":
                written = write_csv(copy, comparison.totals)
            else:
                written = write_xlsx(copy, comparison.sheets)
            report(0, 0)
    except PaperTargetUnwritable as error:
        raise PaperTargetUnwritable(target, error.reason) from error
    return written


def _watched(files: tuple[Path, ...], report: Report) -> Iterator[Path]:
    for number, path in enumerate(files, 1):
        report(number, len(files))
        yield path


def _headed(sheet: Sheet, subtitle: str) -> Sheet:
    return Sheet(sheet.name, f"{_TITLE}（{sheet.name}）", subtitle, sheet.columns, sheet.rows, (_NOTE,))


def _totals(found: Rollup) -> Sheet:
    columns = (
        Column("county", "县（市、区）", width=16),
        Column("made_at", "数据截至", Kind.DATE, 12),
        *(Column(key, words, Kind.INTEGER, 9) for key, words in _COUNTED.items()),
        Column("share", "办结率（%）", Kind.NUMBER, 12),
        *(Column(flag.value, FLAG[flag], Kind.INTEGER, 13) for flag in _FLAGS),
        Column("chain", "流水校验码", width=20),
    )
    return Sheet(TOTALS, "", "", columns, tuple(_total(county) for county in found.counties))


def _total(county: County) -> tuple[Cell, ...]:
    whole, flags = county.summary.whole, county.summary.flags
    share = round(100 * whole.done / whole.total, 1) if whole.total else None
    idle = whole.total - whole.done - whole.in_progress
    counted = (whole.total, whole.done, whole.in_progress, idle, whole.not_applicable)
    return (county.name, _day(county.made_at), *counted, share, *(flags[flag] for flag in _FLAGS), county.fingerprint)


_COUNTED = {"total": "应办", "done": "已办结", "going": "推进中", "idle": "未启动", "aside": "不适用"}


def _forces(found: Rollup) -> Sheet:
    names = [(f"{force}/{part}", f"{FORCE[force]}{words}") for force in Force for part, words in _PARTS.items()]
    columns = (Column("county", "县（市、区）", width=16), *(Column(*name, Kind.INTEGER, 14) for name in names))
    rows: list[tuple[Cell, ...]] = []
    for county in found.counties:
        tallies = {tally.key[0]: tally for tally in county.summary.by_force}
        numbers = (_pair(tallies.get(force.value)) for force in Force)
        rows.append((county.name, *(number for pair in numbers for number in pair)))
    return Sheet(FORCES, "", "", columns, tuple(rows))


_PARTS = {"total": "应办", "done": "已办结"}


def _pair(tally: Tally | None) -> tuple[int, int]:
    return (tally.total, tally.done) if tally else (0, 0)


def _chapters(found: Rollup, library: Library) -> Sheet:
    """A row a chapter, a column a county: done/total."""
    names = {document.id: document_label(document) for document in library.documents}
    tallies = [{tally.key: tally for tally in county.summary.by_chapter} for county in found.counties]
    keys = dict.fromkeys(key for known in tallies for key in known)
    columns = (Column("document", "文件", width=20), Column("chapter", "章节", width=28), *_counties(found, 12))
    rows: list[tuple[Cell, ...]] = []
    for key in keys:
        shares = (_share(known.get(key)) for known in tallies)
        rows.append((names.get(key[0], OWN_DUTY), key[1] or "（不分章节）", *shares))
    return Sheet(CHAPTERS, "", "", columns, tuple(rows))


def _share(tally: Tally | None) -> str:
    return f"{tally.done} / {tally.total}" if tally else _NO_FILE


def _duties(found: Rollup, library: Library) -> Sheet:
    names = {document.id: document_label(document) for document in library.documents}
    titles = (
        Column("number", "序号", Kind.INTEGER, 6),
        Column("title", "县级任务", width=30),
        Column("document", "文件", width=20),
        Column("force", "力度", Kind.CHOICE, 10),
    )
    rows: list[tuple[Cell, ...]] = []
    for at, duty in enumerate(library.duties, 1):
        done = (_done(found.cell(duty.id, one)) for one in found.counties)
        rows.append((at, duty.title, names[duty.doc], FORCE[duty.force], *done))
    return Sheet(DUTIES, "", "", (*titles, *_counties(found, 22)), tuple(rows))


def _done(cell: DutyCell | None) -> str:
    """推进中（逾期，佐证2份）."""
    if cell is None:
        return _NO_FILE
    told_of = (
        "逾期" if cell.overdue else "",
        RESULT[cell.result] if cell.result is not Result.NOT_ASSESSED else "",
        f"佐证{cell.evidence}份" if cell.evidence else "",
    )
    more = "，".join(filter(None, told_of))
    return f"{STATUS[cell.status]}（{more}）" if more else STATUS[cell.status]


def _refused(found: Rollup) -> Sheet:
    columns = (Column("file", "文件", width=36), Column("reason", "原因", width=90))
    return Sheet(REFUSED, "", "", columns, tuple((one.path.name, told(one.error)) for one in found.refused))


def _counties(found: Rollup, width: float) -> tuple[Column, ...]:
    return tuple(Column(f"county-{at}", one.name, width=width) for at, one in enumerate(found.counties))


def _day(made_at: str) -> date | None:
    try:
        return date.fromisoformat(made_at[:10])
    except ValueError:
        return None
