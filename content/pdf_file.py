"""The text layer of a PDF, page by page, with page numbers and running lines told from the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from content.folding import LeftOut, Span
from content.import_errors import ImportEncrypted, ImportHasNoText, ImportMalformed, ImportTooLarge
from content.importing import MOST_CHARACTERS, Extract, Furniture, Remark

MOST_PAGES = 2_000

_ONE_AT_A_TIME = Lock()  # PDFium may be used by one thread only
_WRONG_PASSWORD, _UNKNOWN_SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_HYPHENS = dict.fromkeys((0x02, 0xFFFE), "-")  # how PDFium gives a hyphen at the end of a line
_DASHES = r"[-‐-―−－・·.\s]*"
_OF_PAGES = r"(?:[/,，]?\s*共\s*\d{1,4}\s*页)?"
_NUMBER = re.compile(rf"{_DASHES}(\d{{1,4}}){_DASHES}|第?\s*(\d{{1,4}})\s*页\s*{_OF_PAGES}")
_BETWEEN_DASHES = re.compile(r"[-‐-―−－]\s*\d{1,4}\s*[-‐-―−－]")
_LEAST_REPEATS = 3
_LONGEST_RUNNING_LINE = 40
_EDGE_LINES = 2
# Fonts made for printing often call a character by the name of the radical that looks the same: these are the ones
# that the normal form leaves alone, or turns into an older shape (⼾ into 戶).
_RADICALS = str.maketrans(
    "⺁⺄⺈⺌⺍⺒⺓⺝⺠⺩⺫⺬⺶⺷⺼⻁⻃⻄⻅⻆⻇⻉⻊⻋⻏⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻞⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⼾⾭",
    "厂乙刀小小巳幺月民王目示羊羊月虎西西见角角贝足车邑長长门雨青韦页风飞食食马骨鬼鱼鸟卤麦黄黾齐齿龙户青",
)


def read_pdf(path: Path, data: bytes) -> Extract:
    """Raises ImportMalformed, ImportEncrypted, ImportTooLarge, ImportHasNoText (a scan)."""
    with _ONE_AT_A_TIME:
        pages = _read_pages(path, data)
    if not any(page.strip() for page in pages):
        raise ImportHasNoText(path, str(len(pages)))
    text = "\n".join(pages)
    written = text.translate(_RADICALS)
    remarks = {
        Remark.PAGES_WITHOUT_TEXT: sum(1 for page in pages if not page.strip()),
        Remark.RADICALS: sum(1 for before, after in zip(text, written, strict=True) if before != after),
    }
    return Extract(written, remarks, tuple(_furniture(pages)), pages=len(pages))


def _read_pages(path: Path, data: bytes) -> list[str]:
    import pypdfium2  # a library of its own size, for few files

    pages: list[str] = []
    size = 0
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                raise ImportTooLarge(path, MOST_PAGES, "pages")
            for page in document:
                pages.append(_lines(page.get_textpage().get_text_bounded()))
                page.close()
                size += len(pages[-1])
                if size > MOST_CHARACTERS:
                    raise ImportTooLarge(path, MOST_CHARACTERS, "characters")
    except pypdfium2.PdfiumError as error:
        if error.err_code in (_WRONG_PASSWORD, _UNKNOWN_SECURITY):
            raise ImportEncrypted(path) from error
        raise ImportMalformed(path, str(error)) from error
    return pages


def _lines(page: str) -> str:
    return "\n".join(page.translate(_HYPHENS).replace("\0", "").splitlines())


@dataclass(frozen=True, slots=True)
class _EdgeLine(Span):
    """One of the first or last lines of a page, where it stands in the whole text."""

    page: int
    words: str


def _furniture(pages: list[str]) -> list[LeftOut]:
    """Page numbers that go up with the pages, and lines that come back at the edge of page after page.

    The first of such lines stays: it may be the head of a table that is set again on each page.
    """
    edges = [line for page in _edges(pages) for line in page]
    rising = Counter(number - line.page for line in edges if (number := _number(line.words)) is not None)
    numbered = {shift for shift, count in rising.items() if count >= min(2, len(pages))}
    found: list[LeftOut] = []
    seen: Counter[str] = Counter()
    again = Counter(line.words for line in {(one.page, one.words): one for one in edges}.values())
    for line in edges:
        number = _number(line.words)
        if number is not None and number - line.page in numbered and (len(pages) > 1 or _is_dashed(line.words)):
            found.append(LeftOut(line.start, line.end, Furniture.PAGE_NUMBER))
        elif again[line.words] >= max(_LEAST_REPEATS, len(pages) / 2) and len(line.words) <= _LONGEST_RUNNING_LINE:
            seen[line.words] += 1
            if seen[line.words] > 1:
                found.append(LeftOut(line.start, line.end, Furniture.RUNNING_LINE))
    return found


def _edges(pages: list[str]) -> Iterator[list[_EdgeLine]]:
    """For each page its first and last lines that are not blank."""
    begin = 0
    for number, page in enumerate(pages):
        lines: list[_EdgeLine] = []
        at = begin
        for words in page.split("\n"):
            if words.strip():
                lines.append(_EdgeLine(at, at + len(words), number, words.strip()))
            at += len(words) + 1
        yield lines if len(lines) <= 2 * _EDGE_LINES else lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]
        begin += len(page) + 1


def _number(words: str) -> int | None:
    found = _NUMBER.fullmatch(words)
    return int(found[1] or found[2]) if found else None


def _is_dashed(words: str) -> bool:
    return _BETWEEN_DASHES.fullmatch(words) is not None
