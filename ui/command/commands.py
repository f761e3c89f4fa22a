"""The commands: each prints what it was asked for and returns the exit code. PySide6 is for walk and manual alone."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from search.errors import SearchError
from search.hit import Hit
from search.index import SearchIndex
from search.passages import guide_of, passages_of
from ui.command.rows import Row, clause_row, document_row, duty_row, hit_row, indicator_row, unit_row
from ui.command.shelf import library_of
from ui.display import display_problem
from ui.folders import Folders
from ui.labels import FORCE, NOT_STATED
from ui.messages import sentence

WELL, NO, WRONG_USE = 0, 1, 2


def documents(options: Namespace, folders: Folders) -> int:
    library = library_of(folders)
    rows = [document_row(library, document) for document in library.documents]
    _print(options, rows, lambda row: f"{row['id']}\t{row['number'] or NOT_STATED}\t{row['title']}")
    return WELL


def text(options: Namespace, folders: Folders) -> int:
    document = library_of(folders).document(options.document)
    print("\n".join(clause.text for clause in document.clauses if clause.is_policy))
    return WELL


def clauses(options: Namespace, folders: Folders) -> int:
    document = library_of(folders).document(options.document)
    rows = [clause_row(clause) for clause in document.clauses]
    _print(options, rows, lambda row: f"{row['id']}\t{row['kind']}\t{row['text']}")
    return WELL


def duties(options: Namespace, folders: Folders) -> int:
    library = library_of(folders)
    chosen = library.duties_of(library.document(options.doc).id) if options.doc else library.duties
    rows = [duty_row(duty) for duty in chosen]
    _print(options, rows, lambda row: f"{row['id']}\t{FORCE[row['force']]}\t{row['title']}\t{row['quote']}")
    return WELL


def units(options: Namespace, folders: Folders) -> int:
    library = library_of(folders)
    chosen = library.naming(options.unit) if options.unit else library.responsibilities
    _print(options, [unit_row(one) for one in chosen], _unit_line)
    return WELL if chosen else NO


def indicators(options: Namespace, folders: Folders) -> int:
    rows = [indicator_row(one) for one in library_of(folders).indicators]
    _print(options, rows, lambda row: f"{row['doc']}#{row['clause']}\t{row['quote']}\t{row['year'] or NOT_STATED}")
    return WELL


def _unit_line(row: Row) -> str:
    leads, others = row["leads"], row["others"]
    assert isinstance(leads, tuple)
    assert isinstance(others, tuple)
    return f"{row['doc']}#{row['clause']}\t牵头：{'、'.join(leads) or NOT_STATED}\t{'、'.join(others)}"


def search(options: Namespace, folders: Folders) -> int:
    library = library_of(folders)
    doc = library.document(options.doc).id if options.doc else None
    index = _open_index(SearchIndex(passages_of(library), guide_of(library)), folders)
    if options.batch:
        return _search_batch(options, index, doc)
    answer = index.answer(options.query or "", doc, options.limit)
    if answer.suggestions:
        print(f"您是不是要找：{'、'.join(answer.suggestions)}", file=sys.stderr)
    elif not answer.hits:
        print("没有找到。可以试试：少输几个字，或换一个说法。", file=sys.stderr)
    _print(options, [hit_row(hit) for hit in answer.hits], _hit_line)
    return WELL if answer.hits else NO


def _hit_line(row: Row) -> str:
    place = f"{row['doc']}#{row['clause']}" if row["clause"] else str(row["doc"])
    return f"{place}\t{row['excerpt']}" + (f"\t（{row['reason']}）" if row["reason"] else "")


def walk(options: Namespace, folders: Folders) -> int:
    """The one command that shows a window; offscreen where there is no display."""
    if display_problem() is not None:
        print("没有图形显示，离屏走一遍。")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(f"不能建立文件夹 {options.folder}（{error.strerror}）。请换一个可写的文件夹。", file=sys.stderr)
        return WRONG_USE
    from ui.walk import walk_through

    # The index stays open to the end of the program, and Windows removes no file that is open.
    with tempfile.TemporaryDirectory(prefix="xiance-walk-", ignore_cleanup_errors=True) as scratch:
        return WELL if walk_through(options.folder, Path(scratch)) else NO


def manual(options: Namespace, folders: Folders) -> int:
    """The manual as a PDF; opens a window that nobody sees, for the keys of its menus."""
    from ui.manual.press import print_manual
    from ui.manual.words import refusal, saved
    from ui.printing.errors import PrintTargetUnwritable

    try:
        with tempfile.TemporaryDirectory(prefix="xiance-manual-") as scratch:
            pages = print_manual(options.file, folders.cache, Path(scratch))
    except PrintTargetUnwritable as error:
        print(refusal(error), file=sys.stderr)
        return WRONG_USE
    print(saved(options.file.name, pages))
    return WELL


def check(options: Namespace, folders: Folders) -> int:
    from ui.command.inspection import inspect_installation

    findings = inspect_installation(folders)
    rows: list[Row] = [{"check": one.check, "ok": one.ok, "detail": one.detail} for one in findings]
    _print(options, rows, lambda row: f"{'通过' if row['ok'] else '不通过'}　{row['check']}　{row['detail']}")
    return WELL if all(one.ok for one in findings) else NO


def _open_index(index: SearchIndex, folders: Folders) -> SearchIndex:
    """With the Whoosh index where it can be kept; without it the same answers by a plain scan."""
    try:
        index.attach(index.load_postings(folders.cache))
        index.attach_sounds(index.load_sounds(folders.cache))
    except OSError as error:
        print(f"检索索引不能写入 {folders.cache}（{error.strerror}），本次逐字扫描，结果相同。", file=sys.stderr)
    return index


def _search_batch(options: Namespace, index: SearchIndex, doc: str | None) -> int:
    """One JSON list a line, in the order of the queries; a refused query gives an empty list and a sentence."""
    for line in sys.stdin:
        try:
            hits: tuple[Hit, ...] = index.search(line.rstrip("\r\n"), doc, options.limit)
        except SearchError as error:
            print(sentence(error), file=sys.stderr)
            hits = ()
        print(json.dumps([hit_row(hit) for hit in hits], ensure_ascii=False), flush=True)
    return WELL


def _print(options: Namespace, rows: list[Row], line: Callable[..., str]) -> None:
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
    elif rows:
        print("\n".join(line(row) for row in rows))
