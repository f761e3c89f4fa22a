"""The commands about the county's record: progress, export, import, rollup. None imports PySide6, export pdf aside."""

from __future__ import annotations

import getpass
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from checklist.errors import ChecklistError, RecordUnwritable
from checklist.papers.errors import PackageEvidenceMissing, PaperNotEqual
from checklist.record import FILE_NAME
from checklist.record_place import place_of
from content.library import Library
from content.validity import today
from ui.command.ledger_arguments import filter_of
from ui.command.ledger_rows import handed_row, ledger_row, line_row, problem_row, rollup_row
from ui.command.rows import Row
from ui.command.shelf import library_of
from ui.folders import Folders
from ui.handing.comparison import compare, save
from ui.handing.errors import NoRecord, PdfDiffers
from ui.handing.handing_out import Order, hand_out
from ui.handing.holding import Gathered, Holding, gather, held_in
from ui.handing.kinds import FORMS, Kind
from ui.handing.lines import Line
from ui.handing.paper_words import problem_words, told
from ui.handing.taking_in import Seen, SeenExchange, Taken, known_duties, look, take_exchange, take_sheet
from ui.handing.words import conflict_sentence, handed_remarks, handed_sentence, seen_sentence, taken_sentence
from ui.labels import STATUS

WELL, NO, WRONG_USE = 0, 1, 2
_FAULTS = (ChecklistError, NoRecord, PdfDiffers)
_ANSWERS = (NoRecord, PdfDiffers, PackageEvidenceMissing, PaperNotEqual)  # nothing is wrong with the asking


def progress(options: Namespace, folders: Folders) -> int:
    library = library_of(folders)
    with _holding(folders) as holding:
        gathered = gather(library, holding, filter_of(options, library), _day(holding))
        duties, state = known_duties(library, holding.state), holding.state
        rows = [ledger_row(duties[row.duty], state.of(row.duty), row) for row in gathered.chosen]
    _print(options, rows, (f"{row['id']}\t{STATUS[row['status']]}\t{row['title']}" for row in rows))  # type: ignore[index]
    return WELL


def export(options: Namespace, folders: Folders) -> int:
    """One file of the kind that is asked for, with exactly the rows that the filter shows."""
    kind = Kind(options.kind)
    if options.file.suffix.lower() not in FORMS[kind].endings:
        return _say(f"{kind} 的文件名要以 {' 或 '.join(FORMS[kind].endings)} 结尾：{options.file}。", WRONG_USE)
    library = library_of(folders)
    try:
        with _holding(folders) as holding:
            gathered = gather(library, holding, filter_of(options, library), _day(holding))
            if not gathered.chosen and kind is not Kind.NOTES:
                return _say("没有符合条件的事项，没有写出文件。请放宽筛选条件。", NO)
            handed = hand_out(_order(options, gathered), _unheard)
    except _FAULTS as error:
        return _fail(error)
    except ImportError as error:  # a part of the system that Qt needs
        return _say(f"本机缺少排印 PDF 所需的组件（{error}）。请改导 docx，用文字处理软件另存为 PDF。", WRONG_USE)
    for remark in handed_remarks(handed):
        _say(remark, WELL)
    _print_one(options, handed_row(handed), handed_sentence(handed))
    return WELL


def take_in(options: Namespace, folders: Folders) -> int:
    """The preview; with --yes the taking in. 1 where something would change and was not taken, or could not be."""
    library = library_of(folders)
    try:
        with _holding(folders) as holding:
            if holding.record is None:
                return _no_record(folders)
            seen = look(options.file, library, holding.record, _day(holding))
            taken = _take(holding, library, seen) if options.yes else None
    except _FAULTS as error:
        return _fail(error)
    _print_seen(options, seen, taken)
    problems = () if isinstance(seen, SeenExchange) else seen.problems
    left = taken is None and _would_change(seen)
    return NO if problems or left else WELL


def rollup(options: Namespace, folders: Folders) -> int:
    """Many counties' files as one table. 1 where a file was refused: the others are in the table."""
    if options.out.suffix.lower() not in (".xlsx", ".csv"):
        return _say(f"--out 的文件名要以 .xlsx 或 .csv 结尾：{options.out}。", WRONG_USE)
    found = compare(options.files, library_of(folders), today(), _unheard)
    for one in found.rollup.refused:
        _say(told(one.error), NO)
    if not found.rollup.counties:
        return _say("没有一份文件可以汇总，没有写出表格。", NO)
    try:
        save(found, options.out, _unheard)
    except _FAULTS as error:
        return _fail(error)
    rows = [rollup_row(county) for county in found.rollup.counties]
    lines = (f"{row['county']}\t已办结 {row['done']}/{row['total']}\t逾期 {row['overdue']}" for row in rows)
    _print(options, rows, lines)
    return NO if found.rollup.refused else WELL


@contextmanager
def _holding(folders: Folders) -> Iterator[Holding]:
    """The record for as long as the command runs; looking never makes one. Raises the errors of checklist.errors."""
    holding = held_in(place_of(folders.data), getpass.getuser())
    try:
        yield holding
    finally:
        if holding.record is not None:
            holding.record.close()


def _day(holding: Holding) -> date:
    return holding.record.journal.today().date() if holding.record is not None else today()


def _order(options: Namespace, gathered: Gathered) -> Order:
    return Order(
        Kind(options.kind),
        options.file,
        gathered.chosen,
        gathered.cover,
        gathered.holding,
        gathered.is_part,
        not options.without_evidence,
        options.allow_missing,
    )


def _no_record(folders: Folders) -> int:
    """A command makes no record, and writes to none that is read-only."""
    path = place_of(folders.data) / FILE_NAME
    if path.exists():
        return _fail(RecordUnwritable(path, "read-only"))
    return _say("还没有本县记录。请先打开县策，填写县名后再接收。", NO)


def _take(holding: Holding, library: Library, seen: Seen) -> Taken:
    """All of it; of a sheet not what the record has changed since, which nobody here can decide."""
    assert holding.record is not None
    if isinstance(seen, SeenExchange):
        return take_exchange(holding.record, seen)
    return take_sheet(holding.record, library, (one for one in seen.changes if not one.is_overtaken))


def _would_change(seen: Seen) -> bool:
    return not seen.is_known if isinstance(seen, SeenExchange) else bool(seen.changes)


def _print_seen(options: Namespace, seen: Seen, taken: Taken | None) -> None:
    """The preview on standard output; what came of it, and what is left to decide, on standard error."""
    problems = () if isinstance(seen, SeenExchange) else seen.problems
    choices = sum(line.needs_choice for line in seen.lines)
    row: Row = {
        "file": str(seen.path),
        "kind": "exchange" if isinstance(seen, SeenExchange) else "sheet",
        "fields": [line_row(line) for line in seen.lines],
        "problems": [problem_row(one) for one in problems],
        "taken": taken is not None,
        "action": taken.action if taken else None,
        "backup": str(taken.backup) if taken and taken.backup else None,
    }
    _print_one(options, row, "\n".join((seen_sentence(seen), *map(_line_words, seen.lines))))
    for problem in problems:
        _say(f"没有采纳：{problem_words(problem)}。", NO)
    if taken is not None:
        _say(taken_sentence(taken), WELL)
        _say_choices(seen, choices)
    elif _would_change(seen):
        _say("以上是预览，还没有接收。确认后加 --yes 接收；接收前会自动备份，接收后可以撤销。", NO)


def _say_choices(seen: Seen, count: int) -> None:
    if count and isinstance(seen, SeenExchange):
        _say(conflict_sentence(count), WELL)
    elif count:
        _say(f"有 {count} 处本机后来也改过，没有采用表中的。请在程序中接收这份表格，逐处取舍。", WELL)


def _line_words(line: Line) -> str:
    who = "　".join(filter(None, (line.who, line.when)))
    return f"{line.fate}\t{line.title}\t{line.name}\t{_flat(line.mine)} → {_flat(line.theirs)}\t{who}"


def _flat(words: str) -> str:
    """On one line: what a colleague wrote must not pass for other lines."""
    return " ".join(words.split())


def _fail(error: Exception) -> int:
    return _say(told(error), NO if isinstance(error, _ANSWERS) else WRONG_USE)


def _say(words: str, code: int) -> int:
    print(words, file=sys.stderr)
    return code


def _print(options: Namespace, rows: list[Row], lines: Iterable[str]) -> None:
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
    elif rows:
        print("\n".join(lines))


def _print_one(options: Namespace, row: Row, words: str) -> None:
    print(json.dumps(row, ensure_ascii=False) if options.json else words)


def _unheard(done: int, count: int) -> None:
    """Nobody waits to be told."""


def add_export(parser: ArgumentParser) -> None:
    """The arguments of `export` that are not those of a filter."""
    parser.add_argument("kind", choices=[kind.value for kind in Kind], metavar="KIND", help=_kinds())
    parser.add_argument("file", type=Path, metavar="FILE", help="写到哪里；原有同名文件在新文件核对无误后才被替换")
    parser.add_argument("--without-evidence", action="store_true", help="exchange 不带佐证材料")
    parser.add_argument("--allow-missing", action="store_true", help="package 中缺失的佐证不放入，在清单中注明")


def _kinds() -> str:
    return "；".join(f"{kind.value} {form.title}" for kind, form in FORMS.items())
