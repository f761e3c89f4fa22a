"""Proves this installation: texts against their hashes, duties, index against the text, record, no network."""

from __future__ import annotations

import getpass
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checklist.errors import ChecklistError, RecordInUse
from checklist.record import FILE_NAME, open_record
from content.collation import compare, file_sha256, read_collation, received_policy
from content.document import Document
from content.errors import ContentError
from content.library import Library
from content.reading import read_library
from content.shelf import CONTENT_FOLDER, open_library
from search.analysis import fold
from search.index import SearchIndex
from search.passages import passages_of
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
        findings = [_inspect_text(document) for document in library.documents]
    except ContentError as error:
        return (Finding("文件", False, sentence(error)),)
    findings += [_inspect_shelf(library, folders), _inspect_duties(library), _inspect_search(library)]
    findings += [_inspect_record(folders), _inspect_network()]
    return tuple(findings)


def _inspect_text(document: Document) -> Finding:
    sources = CONTENT_FOLDER / "sources"
    collation = read_collation(sources / f"{document.id}.yaml")
    source = sources / collation.file
    name = f"原文 {document_label(document)}"
    if file_sha256(source) != collation.sha256:
        return Finding(name, False, f"{source.name} 与登记的 SHA-256 不符")
    fidelity = compare(document, received_policy(source, collation))
    detail = (
        f"丢失 {fidelity.lost} 字，增加 {fidelity.added} 字；条款 {len(document.clauses)}，编注 {len(document.notes)}"
    )
    return Finding(name, fidelity.is_exact and _is_plain(document), detail)


def _is_plain(document: Document) -> bool:
    """Whether every policy character lies in the Basic Multilingual Plane: the reader's places rely on it."""
    return all(ord(char) < 0x10000 for clause in document.clauses for char in clause.text)


def _inspect_shelf(library: Library, folders: Folders) -> Finding:
    return Finding("书架缓存", open_library(folders.cache) == library, "窗口所读与内容文件一致")


def _inspect_duties(library: Library) -> Finding:
    faults = list(_duty_faults(library))
    detail = "；".join(faults) or f"{len(library.duties)} 项，引文逐字见于条款"
    return Finding("县级事项", not faults, detail)


def _duty_faults(library: Library) -> Iterator[str]:
    seen: set[str] = set()
    for duty in library.duties:
        try:
            if duty.quote not in library.clause_of(duty).text:
                yield f"{duty.id} 的引文不在 {duty.clause} 中"
        except ContentError as error:
            yield sentence(error)
        if duty.id in seen:
            yield f"{duty.id} 重复"
        seen.add(duty.id)
        if len({step.id for step in duty.steps}) != len(duty.steps):
            yield f"{duty.id} 的步骤编号重复"


def _inspect_search(library: Library) -> Finding:
    """Random pieces of the text: the index must find exactly the clauses that a plain scan finds."""
    passages = passages_of(library)
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
    if not (folders.data / FILE_NAME).exists():
        return Finding("本县记录", True, "尚无记录")
    try:
        record = open_record(folders.data, getpass.getuser())
        try:
            record.verify()
            return Finding("本县记录", True, f"{len(record.progress)} 项有进展，流水连续：{folders.data / FILE_NAME}")
        finally:
            record.close()
    except RecordInUse:
        return Finding("本县记录", True, "正由窗口使用，本次未检查")
    except ChecklistError as error:
        return Finding("本县记录", False, sentence(error))


def _inspect_network() -> Finding:
    loaded = [name for name in _NETWORK if name in sys.modules]
    return Finding("不联网", not loaded, f"已加载网络模块：{'、'.join(loaded)}" if loaded else "没有加载任何网络模块")
