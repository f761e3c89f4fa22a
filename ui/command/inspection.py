"""Proves this installation: texts against their hashes, duties, index against the text, record, no network."""

from __future__ import annotations

import getpass
import random
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from checklist.errors import ChecklistError, RecordDamaged, RecordInUse, RecordUnwritable
from checklist.record import FILE_NAME, open_record
from checklist.record_place import place_of
from content.collation import compare, received_policy
from content.document import Document
from content.errors import ContentError, Fault
from content.library import Library
from content.linting import Finding as Slip
from content.linting import lint
from content.packs.opening import Shelf, open_shelf
from content.packs.signature import PublicKey, holds
from content.reading import read_library
from content.shelf import CONTENT_FOLDER
from search.analysis import fold
from search.hit import TEXT
from search.index import SearchIndex
from search.passages import passages_of
from ui.fault_words import fault_sentence
from ui.folders import Folders
from ui.labels import document_label
from ui.messages import sentence
from ui.packs.words import edition_words, trouble_words

_SEARCHES = 300
_RFC_KEY = PublicKey(bytes(8), bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"))
_RFC_SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
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
        shelf = open_shelf(folders.data, folders.cache)
        home = shelf.library.folder or CONTENT_FOLDER
        library = read_library(home)
        slips = lint(home, library)
    except ContentError as error:
        return (Finding("内容", False, sentence(error)),)
    findings = [_inspect_text(home / "sources", document, slips) for document in library.documents]
    findings += [_inspect_content(library, slips), _inspect_shelf(library, shelf), _inspect_search(library)]
    findings += [_inspect_signing(), _inspect_recording(), _inspect_record(folders), _inspect_network()]
    return tuple(findings)


def _inspect_text(sources: Path, document: Document, slips: tuple[Slip, ...]) -> Finding:
    """What the linter found of the text and its source, and what the collation says of the source."""
    source = sources / document.collation.file
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


def _inspect_shelf(library: Library, shelf: Shelf) -> Finding:
    """What the window reads is what stands in the files, of the edition that was chosen."""
    if shelf.trouble is not None:
        return Finding("书架缓存", False, trouble_words(shelf.trouble, shelf.lost, shelf.serial))
    return Finding(
        "书架缓存", shelf.library == library, f"窗口所读与内容文件一致，{edition_words(shelf.serial, shelf.issued)}"
    )


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


def _inspect_signing() -> Finding:
    """The second example of RFC 8032 holds, and no longer does when its message is another."""
    name = "签名核验"
    try:
        held = [holds(_RFC_KEY, message, _RFC_SIGNATURE) for message in (b"\x72", b"\x73")]
    except ImportError as error:
        return Finding(name, False, f"缺少核验内容包签名的部件（{error.name}）。请重新安装县策。")
    return Finding(
        name, held == [True, False], "标准例子通过，改动 1 个比特即不通过" if held[0] else "标准例子没有通过"
    )


def _inspect_recording() -> Finding:
    """A record of no one's is made, written, read again and, one bit of it turned over, refused."""
    name = "记录功能"
    with tempfile.TemporaryDirectory() as scratch:
        try:
            _write_and_read(Path(scratch))
        except ChecklistError as error:
            return Finding(name, False, sentence(error))
        _turn_a_bit(Path(scratch) / FILE_NAME)
        try:
            open_record(Path(scratch), "").close()
        except RecordDamaged:
            return Finding(name, True, "临时记录写入、关闭、重开后一致；改动 1 个比特即被发现")
    return Finding(name, False, "改动 1 个比特没有被发现，页校验没有生效。请重新安装县策。")


def _write_and_read(folder: Path) -> None:
    """Raises RecordUnwritable where what was written is not what is read; and the errors of open_record."""
    for wanted in (frozenset[str](), frozenset({"1"})):
        record = open_record(folder, "")
        try:
            if record.of("duty").steps != wanted:
                raise RecordUnwritable(folder / FILE_NAME, "what was written is not there")
            record.set_step("duty", "1", True, "")
            record.verify()
        finally:
            record.close()


def _turn_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


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
