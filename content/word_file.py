"""The text of a Word file (.docx) as its reader sees it, automatic numbers included.

Read here and not by a library: mammoth and python-docx give no automatic numbers, mammoth loads network modules.
"""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from collections import Counter
from io import BytesIO
from pathlib import Path

from content.import_errors import ImportEncrypted, ImportKindUnknown, ImportMalformed, ImportTooLarge
from content.importing import MOST_CHARACTERS, Extract, Remark
from content.word_numbering import Numbering, read_numbering

MOST_UNPACKED = 100_000_000
MOST_XML = 60_000_000
MOST_MEMBERS = 5_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BODY = "word/document.xml"
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PARAGRAPHS = (_W + "p", _STRICT + "p")
_TEXTS = (_W + "t", _STRICT + "t", _FORMULA + "t")
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# Not shown, or shown a second time: field codes, deleted words, readings above a character, the fallback of a box.
_UNSEEN = {"instrText", "delText", "delInstrText", "del", "moveFrom", "rt", "Fallback", "pPrChange", "rPrChange"}
_COUNTED = {
    "blip": Remark.PICTURES,
    "imagedata": Remark.PICTURES,
    "object": Remark.PICTURES,
    "altChunk": Remark.PICTURES,
    "footnoteReference": Remark.NOTES,
    "endnoteReference": Remark.NOTES,
    "commentReference": Remark.NOTES,
    "del": Remark.DELETIONS,
    "moveFrom": Remark.DELETIONS,
    "sym": Remark.SYMBOLS,
}
_UNKNOWN = "\ufffd"
# What zipfile and expat raise of damaged bytes; LookupError: no such member, or no such encoding.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ElementTree.ParseError,
    LookupError,
    EOFError,
    ValueError,
    NotImplementedError,
)


def read_word(path: Path, data: bytes) -> Extract:
    """Raises ImportMalformed, ImportTooLarge, ImportEncrypted, ImportKindUnknown (.doc, .wps under another name)."""
    if data.startswith(_OLD_OFFICE):
        raise ImportEncrypted(path) if _ENCRYPTED in data else ImportKindUnknown(path, ".doc")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_members(path, package)
            numbering = read_numbering(_part(package, "word/numbering.xml"), _part(package, "word/styles.xml"))
            body = _Body(path, numbering)
            parse(package.read(_BODY), body)
    except _DAMAGES as error:
        raise ImportMalformed(path, str(error)) from error
    return Extract("\n".join(body.lines), dict(body.remarks))


def _check_members(path: Path, package: zipfile.ZipFile) -> None:
    """Before anything is unpacked; zipfile never yields more of a member than its declared size."""
    members = package.infolist()
    if any(one.flag_bits & 1 for one in members):
        raise ImportEncrypted(path)
    if any(one.compress_type not in _COMPRESSIONS for one in members):
        raise ImportMalformed(path, "compression")
    if len(members) > MOST_MEMBERS:
        raise ImportTooLarge(path, MOST_MEMBERS, "members")
    if sum(one.file_size for one in members) > MOST_UNPACKED:
        raise ImportTooLarge(path, MOST_UNPACKED, "bytes")
    if any(one.file_size > MOST_XML for one in members if one.filename.endswith(".xml")):
        raise ImportTooLarge(path, MOST_XML, "bytes")


def _part(package: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    if name not in package.namelist():
        return None
    return parse(package.read(name), _NoDoctype())


def parse(data: bytes, target: ElementTree.TreeBuilder | _Body) -> ElementTree.Element:
    """Parse XML into a target that refuses a document type: where none is declared, no entity can be."""
    parser = ElementTree.XMLParser(target=target)
    parser.feed(data)
    return parser.close()


class _NoDoctype(ElementTree.TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError("document type")


class _Paragraph:
    """The words of one paragraph so far, and the number before them."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.style: str | None = None
        self.number: str | None = None
        self.level = 0


class _Body:
    """Takes the parts of word/document.xml one by one, keeping no tree: memory is bounded by the text."""

    def __init__(self, path: Path, numbering: Numbering) -> None:
        self.lines: list[str] = []
        self.remarks: Counter[Remark] = Counter()
        self._path = path
        self._numbering = numbering
        self._open: list[_Paragraph] = []  # a text box puts paragraphs into a paragraph
        self._unseen = 0
        self._in_text = False
        self._size = 0
        self._is_hidden = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if self._unseen or name in _UNSEEN:
            self._unseen += 1
        if self._unseen <= 1 and name in _COUNTED:
            self.remarks[_COUNTED[name]] += 1
        if self._unseen:
            return
        if tag in _PARAGRAPHS:
            self._open.append(_Paragraph())
        elif name == "t":
            self._in_text = tag in _TEXTS
        elif name == "r":
            self._is_hidden = False
        elif name == "vanish":
            self._is_hidden = _value(attributes) not in ("0", "false", "off")
        elif name in _CHARACTERS or name == "sym":
            self._write(_CHARACTERS.get(name, _UNKNOWN))
        elif self._open:
            self._note_style(name, _value(attributes))

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if self._unseen:
            self._unseen -= 1
        elif name == "t":
            self._in_text = False
        elif tag in _PARAGRAPHS and self._open:
            self._close(self._open.pop())

    def data(self, text: str) -> None:
        if self._in_text and not self._unseen:
            self._write(text)

    def close(self) -> None:
        """Nothing is handed over: the lines are."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError("document type")

    def _write(self, text: str) -> None:
        self._size += len(text)
        if self._size > MOST_CHARACTERS:
            raise ImportTooLarge(self._path, MOST_CHARACTERS, "characters")
        if self._is_hidden:
            self.remarks[Remark.HIDDEN] += 1
        elif self._open:
            self._open[-1].words.append(text)

    def _note_style(self, name: str, value: str) -> None:
        if name == "pStyle":
            self._open[-1].style = value
        elif name == "numId":
            self._open[-1].number = value
        elif name == "ilvl" and value.isdecimal():
            self._open[-1].level = min(int(value), 8)

    def _close(self, paragraph: _Paragraph) -> None:
        number = self._numbering.next_number(paragraph.number, paragraph.level, paragraph.style)
        if number is None:
            self.remarks[Remark.NUMBERS_LOST] += 1
        elif number:
            self.remarks[Remark.NUMBERS_COUNTED] += 1
        words = "".join(paragraph.words)
        self.lines.append((number or "") + words if words.strip() or number else "")


def _value(attributes: dict[str, str]) -> str:
    return attributes.get(_W + "val") or attributes.get(_STRICT + "val") or ""
