"""Annotations as Markdown: what was quoted as a block quotation, notes as they were written, none of it as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from checklist.annotation_entry import Collection, Entry

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$!])")
_LIST_SIGN = re.compile(r"^([-+=]|\d+(?=[.)]))")


def write_markdown(path: Path, collection: Collection) -> None:
    """Raises OSError."""
    path.write_text("\n\n".join(_blocks(collection)) + "\n", encoding="utf-8", newline="\n")


def count_markdown(path: Path) -> int:
    """How many quotations a file holds, a block of lines that begin with > each. Raises OSError."""
    lines = ["", *path.read_text(encoding="utf-8").splitlines()]
    return sum(line.startswith(">") and not above.startswith(">") for above, line in pairwise(lines))


def _blocks(collection: Collection) -> Iterator[str]:
    yield f"# {_plain(collection.title)}"
    if collection.remark:
        yield _plain(collection.remark)
    above = ""
    for document, chapter, entries in collection.chapters():
        if document != above:
            yield f"## {_plain(document)}"
        above = document
        if chapter:
            yield f"### {_plain(chapter)}"
        for entry in entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    quoted = [_plain(line) for line in entry.annotation.quotation.splitlines() if line.strip()]
    yield "\n>\n".join(f"> {line}" for line in (*quoted, f"—— {_plain(entry.citation)}"))
    if entry.annotation.note:
        yield "  \n".join(_plain(line) for line in entry.annotation.note.splitlines())
    yield f"*{_plain(entry.byline)}*"


def _plain(text: str) -> str:
    """Text of one line that reads as it is: nothing in it is a heading, a link, a list or HTML."""
    text = text.replace("\t", " ").strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LIST_SIGN.sub(r"\\\1" if not text[:1].isdigit() else r"\1\\", _SPECIAL.sub(r"\\\1", text))
