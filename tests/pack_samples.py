"""Editions and packs for tests: small ones that can be told apart, signed with keys made here and kept nowhere."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pytest

from content.library import Library
from content.packs import opening
from content.packs.installing import Packs
from content.packs.statement import Statement
from content.packs.tree import read_files
from content.shelf import CONTENT_FOLDER, open_library

sys.path.insert(0, str(Path(__file__).parent.parent / "packaging"))

from make_pack import pack_body
from make_pack import zipped as zipped
from pack_signing import KeyPair, new_pair

NO_DUTIES: Mapping[str, str] = MappingProxyType({})
NEWS = "新增试验县办法；改动一处。"
FILES = ("policies/{}.md", "duties/{}.yaml", "indicators/{}.yaml", "sources/{}.txt", "sources/{}.yaml")


def keys_file(path: Path, *pairs: KeyPair) -> Path:
    """The shipped keys of a program in a test."""
    path.write_text("".join(pair.public_file for pair in pairs), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Publisher:
    """Whoever makes packs, with one key."""

    pair: KeyPair = field(default_factory=new_pair)

    def statement(self, serial: int, issued: str = "2026-12-01") -> Statement:
        return Statement(serial, issued)

    def body(self, serial: int, files: Mapping[str, bytes], issued: str = "2026-12-01") -> bytes:
        return pack_body(self.statement(serial, issued), NEWS, files)

    def pack(self, serial: int, files: Mapping[str, bytes], issued: str = "2026-12-01") -> bytes:
        return self.sign(self.body(serial, files, issued), self.statement(serial, issued))

    def sign(self, body: bytes, statement: Statement) -> bytes:
        return self.pair.sign(body, statement.line)

    def write(self, path: Path, serial: int, files: Mapping[str, bytes]) -> Path:
        path.write_bytes(self.pack(serial, files))
        return path


@dataclass(frozen=True)
class Household:
    """A program's data folder that trusts one publisher."""

    home: Path
    publisher: Publisher = field(default_factory=Publisher)

    @property
    def packs(self) -> Packs:
        path = self.home / "trusted.pub"
        return Packs(self.home / "data" / "packs", path if path.exists() else keys_file(path, self.publisher.pair))


def document(
    doc: str, clauses: Mapping[str, str], duties: Mapping[str, str] = MappingProxyType({})
) -> dict[str, bytes]:
    """A document's five files. `clauses` are texts by address, `duties` quotations by the address they stand in."""
    title = "关于试验县工作的办法"
    header = {"id": doc, "title": title, "short_title": f"办法{doc}", "number": "null", "issuers": "[]"}
    rest = ("addressees", "signed", "effective", "expires", "period_end", "period_words", "status", "source")
    lines = [f"{key}: {value}" for key, value in (header | dict.fromkeys(rest, "null")).items()]
    blocks = [f"# {title} {{#title}}", *(f"{text}\n{{#{address}}}" for address, text in clauses.items())]
    policy = "---\n" + "\n".join(lines) + "\n---\n\n" + "\n\n".join(blocks) + "\n"
    source = (title + "".join(clauses.values())).encode()
    collation = f"file: {doc}.txt\nsha256: {hashlib.sha256(source).hexdigest()}\nprovenance: null\n"
    rows = "".join(_duty(doc, address, quote) for address, quote in duties.items()) or "[]\n"
    bodies: tuple[str | bytes, ...] = (policy, rows, "[]\n", source, collation + "omitted: []\nmissing: []\nkept: []\n")
    return {
        name.format(doc): body if isinstance(body, bytes) else body.encode()
        for name, body in zip(FILES, bodies, strict=True)
    }


def edition(*documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a whole edition."""
    files = {"synonyms.yaml": b"[]\n"}
    for one in documents:
        files |= one
    return files


def small_edition(word: str = "一") -> dict[str, bytes]:
    """One document, two duties; `word` makes it another."""
    clauses = {"1": f"各县要制定第{word}个方案。", "2": "各县每年报告。"}
    return edition(document("shi-1", clauses, {"1": f"制定第{word}个方案", "2": "每年报告"}))


def shipped_edition() -> dict[str, bytes]:
    """The program's own content as files by name."""
    return read_files(CONTENT_FOLDER)


def read_own_content_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own content as it was read for all tests; what is installed is read as it is."""

    def opened(cache: Path | None, folder: Path = CONTENT_FOLDER) -> Library:
        return library if folder == CONTENT_FOLDER else open_library(cache, folder)

    monkeypatch.setattr(opening, "open_library", opened)


def heard(done: int, count: int) -> None:
    """Nobody waits to be told."""


def _duty(doc: str, address: str, quote: str) -> str:
    return (
        f'- id: {doc}.{address}.1\n  clause: "{address}"\n  title: {quote}\n  quote: {quote}\n  force: 必须\n'
        "  actor: 各县\n  applies_to: 各县（市、区）\n  indicator: null\n  deadline: null\n  recurring: null\n"
        f"  steps:\n    - {{id: 1, basis: 原文, text: {quote}}}\n    - {{id: 2, basis: 编者建议, text: 归档}}\n"
        "  evidence: [文件]\n  related: []\n"
    )
