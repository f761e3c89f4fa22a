"""Proves this installation: texts against their hashes, duties, index against the text, record, no network."""

from __future__ import annotations

import getpass
import random
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from checklist.errors import ChecklistError, RecordInUse
from checklist.record import FILE_NAME, open_record
from checklist.record_place import place_of
from content.collation import compare, received_policy
from content.document import Document
from content.errors import ContentError, Fault
from content.library import Library
from content.linting import Finding as Slip
from content.linting import lint
from content.reading import read_library
from content.shelf import CONTENT_FOLDER, open_library
from search.analysis import fold
from search.hit import TEXT
from search.index import SearchIndex
from search.passages import passages_of
from ui.fault_words import fault_sentence
from ui.folders import Folders
from ui.labels import document_label
from ui.messages import sentence

_SEARCHES = 300
_NETWORK = ("socket", "ssl", "http.client", "urllib.request", "ftplib", "asyncio", "PySide6.QtNetwork")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check with its outcome in words."""

    check: str
    ok: bool
    detail: str


def inspect_installation(folders: Folders) -> tuple[Finding, ...]:
    """Every check, in the order in which one builds on the other; content that cannot be read ends the list."""
    try:
        library = read_library(CONTENT_FOLDER)
        slips = lint(CONTENT_FOLDER, library)
    except ContentError as error:
        return (Finding("内容", False, sentence(error)),)
    findings = [_inspect_text(document, slips) for document in library.documents]
    findings += [_inspect_content(library, slips), _inspect_shelf(library, folders), _inspect_search(library)]
    findings += [_inspect_record(folders), _inspect_network()]
    return tuple(findings)


def _inspect_text(document: Document, slips: tuple[Slip, ...]) -> Finding:
    """What the linter found of the text and its source, and what the collation says of the source."""
    source = CONTENT_FOLDER / "sources" / document.collation.file
    name = f"原文 {document_label(document)}"
    found = {slip.fault for slip in slips if slip.path.stem == document.id}
    if Fault.SOURCE_CHANGED in found:
        return Finding(name, False, f"{source.name} 与登记的 SHA-256 不符")
    if Fault.TEXT_DIFFERS not in found:
        return Finding(name, True, f"丢失 0 字，增加 0 字；{_collated(document)}")
    fidelity = compare(document, received_policy(source, document.collation))
    return Finding(name, False, f"丢失 {fidelity.lost} 字，增加 {fidelity.added} 字；{_collated(document)}")


def _collated(document: Document) -> str:
    collation = document.collation
    return (
        f"条款 {len(document.clauses)}，编注 {len(document.notes)}；校勘记：略去 {len(collation.omitted)} 处，"
        f"原件缺 {len(collation.missing)} 处，存疑照录 {len(collation.kept)} 处"
    )


def _inspect_content(library: Library, slips: tuple[Slip, ...]) -> Finding:
    words = [fault_sentence(one.path, one.line, one.fault, one.detail) for one in slips]
    counted = (
        f"县级事项 {len(library.duties)}，指标 {len(library.indicators)}，责任单位 {len(library.responsibilities)} 处；"
        "引文逐字、编号有序、链接可达"
    )
    return Finding("内容校验", not slips, "".join(words[:10]) or counted)


def _inspect_shelf(library: Library, folders: Folders) -> Finding:
    return Finding("书架缓存", open_library(folders.cache) == library, "窗口所读与内容文件一致")


def _inspect_search(library: Library) -> Finding:
    """Random pieces of the text: the index must find exactly the clauses that a plain scan finds."""
    passages = tuple(one for one in passages_of(library) if one.where == TEXT)
    index, texts, chance = SearchIndex(passages), [fold(one.text).text for one in passages], random.Random(60)
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        index.attach(index.load_postings(Path(scratch)))
        for _ in range(_SEARCHES):
            piece = _piece(chance, texts)
            expected = {(p.doc, p.clause) for p, text in zip(passages, texts, strict=True) if piece in text}
            wrong += {(h.doc, h.clause) for h in index.search(piece, limit=0) if h.kind == "literal"} != expected
        index.close()
    return Finding("检索自检", wrong == 0, f"{_SEARCHES} 段随机字串，与逐字扫描不一致 {wrong} 段")


def _piece(chance: random.Random, texts: list[str]) -> str:
    text = chance.choice(texts)
    start = chance.randrange(len(text))
    return text[start : start + chance.randint(1, 12)].strip() or text


def _inspect_record(folders: Folders) -> Finding:
    folder = place_of(folders.data)
    if not (folder / FILE_NAME).exists():
        return Finding("本县记录", True, "尚无记录")
    try:
        record = open_record(folder, getpass.getuser())
        try:
            record.verify()
            return Finding("本县记录", True, f"{len(record.progress)} 项有进展，流水连续：{folder / FILE_NAME}")
        finally:
            record.close()
    except RecordInUse:
        return Finding("本县记录", True, "正由窗口使用，本次未检查")
    except ChecklistError as error:
        return Finding("本县记录", False, sentence(error))


def _inspect_network() -> Finding:
    loaded = [name for name in _NETWORK if name in sys.modules]
    return Finding("不联网", not loaded, f"已加载网络模块：{'、'.join(loaded)}" if loaded else "没有加载任何网络模块")
